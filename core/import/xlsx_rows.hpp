// SPDX-License-Identifier: Apache-2.0
#pragma once

// The first sheet of an Excel workbook (.xlsx), row by row. In memory are the texts that cells share, at most 192 MiB, and
// a few rows. One thread.
//
// A cell comes as CSV would have it: a date as "2026-07-01", a number with at most 15 digits, a longer one as
// "5.1E+17" (a workbook holds no more digits, so the rest of an identity number kept as a number is gone). A formula is
// what it last came to. Refused, with row and column: a formula that failed, a reference to a text that is not there.

#include "core/import/row_source.hpp"
#include "core/import/workbook.hpp"

#include <memory>

namespace daohu::import {

class XlsxRows final : public RowSource {
public:
    // table_malformed, not_found.
    [[nodiscard]] static Result<std::unique_ptr<XlsxRows>> open(const std::filesystem::path& path,
                                                                const WorkbookLimits& limits = {});
    ~XlsxRows() override;

    [[nodiscard]] Result<bool> next(Row& row) override;

private:
    struct State;
    explicit XlsxRows(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace daohu::import
