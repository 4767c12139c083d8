// SPDX-License-Identifier: Apache-2.0
#include "core/base/cbor.hpp"
#include "core/base/cbor_format.hpp"
#include "core/base/check.hpp"
#include "core/base/utf8.hpp"

#include <algorithm>

namespace daohu {

namespace {

// The argument takes 2^power bytes.
unsigned power_of_size(std::uint64_t argument) {
    unsigned power = 0;
    while (power < 3 && argument >> (8U << power) != 0) {
        ++power;
    }
    return power;
}

void put_head(Bytes& out, std::uint8_t major, std::uint64_t argument) {
    const auto kind = static_cast<std::uint8_t>(major << 5U);
    if (argument < cbor::kOneByteFollows) {
        out.push_back(static_cast<std::uint8_t>(kind | argument));
        return;
    }
    const unsigned power = power_of_size(argument);
    out.push_back(static_cast<std::uint8_t>(kind | (cbor::kOneByteFollows + power)));
    for (unsigned shift = 8U << power; shift != 0;) {
        shift -= 8;
        out.push_back(static_cast<std::uint8_t>(argument >> shift));
    }
}

}  // namespace

bool canonical_key_less(std::string_view a, std::string_view b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

CborWriter& CborWriter::unsigned_integer(std::uint64_t value) {
    begin_item();
    put_head(m_out, cbor::kUnsigned, value);
    end_item();
    return *this;
}

CborWriter& CborWriter::integer(std::int64_t value) {
    begin_item();
    if (value >= 0) {
        put_head(m_out, cbor::kUnsigned, static_cast<std::uint64_t>(value));
    } else {
        put_head(m_out, cbor::kNegative, ~static_cast<std::uint64_t>(value));
    }
    end_item();
    return *this;
}

CborWriter& CborWriter::bytes(ByteView value) {
    begin_item();
    put_head(m_out, cbor::kBytes, value.size());
    m_out.insert(m_out.end(), value.begin(), value.end());
    end_item();
    return *this;
}

CborWriter& CborWriter::text(std::string_view value) {
    DAOHU_CHECK(is_valid_utf8(value));
    begin_item();
    put_head(m_out, cbor::kText, value.size());
    m_out.insert(m_out.end(), value.begin(), value.end());
    end_item();
    return *this;
}

CborWriter& CborWriter::boolean(bool value) {
    begin_item();
    put_head(m_out, cbor::kSimple, value ? cbor::kTrue : cbor::kFalse);
    end_item();
    return *this;
}

CborWriter& CborWriter::null() {
    begin_item();
    put_head(m_out, cbor::kSimple, cbor::kNull);
    end_item();
    return *this;
}

CborWriter& CborWriter::encoded(ByteView item) {
    DAOHU_CHECK(!item.empty());
    begin_item();
    m_out.insert(m_out.end(), item.begin(), item.end());
    end_item();
    return *this;
}

CborWriter& CborWriter::array(std::size_t count) {
    open(cbor::kArray, count, count);
    return *this;
}

CborWriter& CborWriter::map(std::size_t entries) {
    open(cbor::kMap, entries, std::uint64_t{entries} * 2);
    return *this;
}

void CborWriter::open(std::uint8_t major, std::uint64_t count, std::uint64_t items) {
    const bool is_map = major == cbor::kMap;
    const bool would_be_key = !m_open.empty() && m_open.back().is_map && m_open.back().remaining % 2 == 0;
    DAOHU_CHECK(!would_be_key);
    DAOHU_CHECK(m_open.size() < kCborMaxDepth);
    begin_item();
    put_head(m_out, major, count);
    if (items == 0) {
        end_item();
    } else {
        m_open.push_back({.remaining = items, .is_map = is_map});
    }
}

void CborWriter::begin_item() {
    DAOHU_CHECK(!m_complete);
    m_item_start = m_out.size();
}

// A container counts in its parent when its last item is written.
void CborWriter::end_item() {
    if (!m_open.empty() && m_open.back().is_map && m_open.back().remaining % 2 == 0) {
        Container& map = m_open.back();
        const ByteView all{m_out};
        const ByteView key = all.subspan(m_item_start);
        const ByteView last = all.subspan(map.last_key_start, map.last_key_end - map.last_key_start);
        DAOHU_CHECK(std::ranges::lexicographical_compare(last, key));
        map.last_key_start = m_item_start;
        map.last_key_end = m_out.size();
    }
    while (!m_open.empty()) {
        if (--m_open.back().remaining != 0) {
            return;
        }
        m_open.pop_back();
    }
    m_complete = true;
}

Bytes CborWriter::take() {
    DAOHU_CHECK(m_complete);
    m_complete = false;
    return std::exchange(m_out, {});
}

}  // namespace daohu
