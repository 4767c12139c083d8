// SPDX-License-Identifier: Apache-2.0
#pragma once

// A spreadsheet file that offices open: the tables of an Office Open XML workbook, without styles or formulas. The same
// tables are the same bytes. Any thread.
//
// What a family or a colleague typed is text and stays text: "=1+1" is shown as it was written and never computed, not
// even after somebody edits the cell.

#include "core/base/bytes.hpp"
#include "core/base/money.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace daohu {

// Nothing, text, a number, or an amount in yuan.
using WorkbookCell = std::variant<std::monostate, std::string, std::int64_t, Fen>;

struct WorkbookSheet {
    std::string name;  // at most 31 characters, none of []:*?/\ among them
    std::vector<std::string> header;
    std::vector<std::vector<WorkbookCell>> rows;
};

// invalid_argument (no sheet, a name that is not allowed or given twice), file_too_large (more rows or a longer text than
// such a file may have), io_failed.
[[nodiscard]] Result<Bytes> write_workbook(std::span<const WorkbookSheet> sheets);

}  // namespace daohu
