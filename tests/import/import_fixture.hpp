// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tables as strings, and rows as lists of strings. Test code only.

#include "core/import/csv_rows.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::import::test {

using Rows = std::vector<std::vector<std::string>>;

// Hands out so many bytes at a time, so that pieces end where they should not.
class SlowSource final : public ByteSource {
public:
    SlowSource(std::string_view text, std::size_t piece) : m_source{as_bytes(text)}, m_piece{piece} {}
    Result<std::size_t> read(std::span<std::uint8_t> into) override {
        return m_source.read(into.first(std::min(into.size(), m_piece)));
    }
    Result<void> rewind() override { return m_source.rewind(); }

private:
    MemorySource m_source;
    std::size_t m_piece;
};

inline Result<Rows> all_of(RowSource& rows) {
    Rows all;
    Row row;
    for (;;) {
        const bool is_more = TRY(rows.next(row));
        if (!is_more) {
            return all;
        }
        all.emplace_back(row.fields.begin(), row.fields.end());
    }
}

inline Result<Rows> read_all(ByteSource& source, Encoding encoding = Encoding::utf8) {
    const auto rows = TRY(CsvRows::open(source, encoding));
    return all_of(*rows);
}

inline Result<Rows> read_all(std::string_view text, Encoding encoding = Encoding::utf8) {
    MemorySource source{as_bytes(text)};
    return read_all(source, encoding);
}

}  // namespace daohu::import::test
