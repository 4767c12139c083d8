// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/packed_rows.hpp"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace daohu::bench {

namespace {

enum class Kind : std::uint8_t { null, number, text, bytes };

template <class T>
void append_raw(Bytes& out, const T& value) {
    const auto* raw = reinterpret_cast<const std::uint8_t*>(&value);
    out.insert(out.end(), raw, raw + sizeof(T));
}

template <class T>
T read_raw(const Bytes& in, std::size_t& at) {
    T value{};
    std::memcpy(&value, in.data() + at, sizeof(T));
    at += sizeof(T);
    return value;
}

template <class Text>
void append_cell(Bytes& out, Kind kind, const Text& text) {
    append_raw(out, kind);
    append_raw(out, static_cast<std::uint32_t>(text.size()));
    out.insert(out.end(), text.begin(), text.end());
}

}  // namespace

void PackedRows::add(std::size_t table, const BareStatement& rows) {
    m_rows.push_back({rows.integer(0), static_cast<std::uint32_t>(table), m_cells.size()});
    for (int column = 1; column < rows.columns(); ++column) {
        const Cell cell = rows.cell(column);
        if (const auto* number = std::get_if<std::int64_t>(&cell)) {
            append_raw(m_cells, Kind::number);
            append_raw(m_cells, *number);
        } else if (const auto* text = std::get_if<std::string>(&cell)) {
            append_cell(m_cells, Kind::text, *text);
        } else if (const auto* bytes = std::get_if<Bytes>(&cell)) {
            append_cell(m_cells, Kind::bytes, *bytes);
        } else {
            append_raw(m_cells, Kind::null);
        }
    }
}

void PackedRows::sort() {
    std::ranges::stable_sort(m_rows, {}, [](const Row& row) { return std::tie(row.arrival, row.table); });
}

Result<void> PackedRows::insert_all(std::vector<BareStatement>& inserts) const {
    for (const Row& row : m_rows) {
        BareStatement& insert = inserts[row.table];
        std::size_t at = row.offset;
        for (int parameter = 1; parameter <= insert.parameters(); ++parameter) {
            switch (read_raw<Kind>(m_cells, at)) {
                case Kind::null: insert.bind_null(parameter); break;
                case Kind::number: insert.bind(parameter, read_raw<std::int64_t>(m_cells, at)); break;
                case Kind::text: {
                    const auto size = read_raw<std::uint32_t>(m_cells, at);
                    insert.bind(parameter, std::string_view{reinterpret_cast<const char*>(m_cells.data() + at), size});
                    at += size;
                    break;
                }
                case Kind::bytes: {
                    const auto size = read_raw<std::uint32_t>(m_cells, at);
                    insert.bind(parameter, ByteView{m_cells}.subspan(at, size));
                    at += size;
                    break;
                }
            }
        }
        TRY(insert.run());
    }
    return {};
}

}  // namespace daohu::bench
