// SPDX-License-Identifier: Apache-2.0
#pragma once

// A table row by row, whatever file it lies in. One thread.

#include "core/base/result.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace daohu::import {

struct Row {
    std::uint64_t number = 0;  // as a spreadsheet counts them: the header is row 1
    std::span<const std::string> fields;
};

class RowSource {
public:
    virtual ~RowSource() = default;
    // False at the end. The row is valid until the next call. Blank rows are left out.
    //
    // table_malformed; the detail names the row, never its content.
    [[nodiscard]] virtual Result<bool> next(Row& row) = 0;
};

// What a table may be, so that a wrong file ends soon.
inline constexpr std::size_t kMaxColumns = 256;
inline constexpr std::size_t kMaxFieldBytes = 64 * 1024;
inline constexpr std::uint64_t kMaxRows = 2'000'000;

}  // namespace daohu::import
