// SPDX-License-Identifier: Apache-2.0
#pragma once

// The cells of a row as values of an entry. Any thread.

#include "core/entry/draft.hpp"
#include "core/import/column_plan.hpp"
#include "core/import/row_source.hpp"

#include <string>
#include <vector>

namespace daohu::import {

// What is wrong in one cell. `why` never repeats the cell.
struct CellFault {
    std::uint64_t row = 0;
    std::string column;  // the property, or kVillageColumn
    std::string why;

    friend bool operator==(const CellFault&, const CellFault&) = default;
};

struct RowValues {
    std::string village;                              // empty where the table has no such column
    std::vector<entry::DraftAssignment> assignments;  // of the cells that are not blank
};

// A blank cell says nothing. Dates may be written as spreadsheets write them ("2024/3/5", "20240305", with words between
// the numbers); money in yuan; a code as the code or as its label in either language.
//
// Faults are added to `faults`; the values are then not to be used.
[[nodiscard]] RowValues read_row(const Row& row, const ColumnPlan& plan, const registry::SchemaSet& schemas,
                                 std::vector<CellFault>& faults);

}  // namespace daohu::import
