// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the cells of a workbook's first sheet refer to: where the sheet lies, the texts that cells share, which formats
// show a number as a date. Office Open XML (ECMA-376). Private to core/import; one thread.

#include "core/import/zip_parts.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::import {

// Of what a part may unpack to. A table of kMaxRows rows stays below; a bomb does not.
struct WorkbookLimits {
    std::uint64_t sheet_bytes = std::uint64_t{4} * 1024 * 1024 * 1024;
    std::uint64_t text_bytes = std::uint64_t{512} * 1024 * 1024;    // of the part with the shared texts
    std::uint64_t shared_bytes = std::uint64_t{192} * 1024 * 1024;  // of the texts themselves, which stay in memory
    std::uint64_t small_part_bytes = std::uint64_t{16} * 1024 * 1024;
};

// Texts one behind the other.
class SharedTexts {
public:
    void begin() { m_ends.push_back(m_all.size()); }
    void add(std::string_view text) {
        m_all += text;
        m_ends.back() = m_all.size();
    }
    [[nodiscard]] std::size_t size() const { return m_ends.size(); }
    [[nodiscard]] std::size_t bytes() const { return m_all.size(); }
    [[nodiscard]] std::string_view at(std::size_t index) const {
        const std::size_t from = index == 0 ? 0 : m_ends[index - 1];
        return std::string_view{m_all}.substr(from, m_ends[index] - from);
    }

private:
    std::string m_all;
    std::vector<std::size_t> m_ends;
};

struct Workbook {
    std::string sheet;  // the part with the first sheet
    bool counts_from_1904 = false;
    SharedTexts texts;
    std::vector<bool> is_date;  // by the number of a cell's style

    // table_malformed.
    [[nodiscard]] static Result<Workbook> read(const ZipParts& parts, const WorkbookLimits& limits);
};

}  // namespace daohu::import
