// SPDX-License-Identifier: Apache-2.0
#include "core/base/cbor.hpp"
#include "core/base/cbor_format.hpp"
#include "core/base/check.hpp"
#include "core/base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace daohu {

namespace {

constexpr std::uint64_t kLargestSigned = std::numeric_limits<std::int64_t>::max();

Failure fail_at(ErrorCode code, std::size_t offset) { return fail(code, fmt::format("at offset {}", offset)); }

}  // namespace

CborReader::CborReader(ByteView document, CborLimits limits) : m_document{document}, m_limits{limits} {
    DAOHU_CHECK(limits.depth <= kCborMaxDepth);
}

Result<CborReader::Head> CborReader::head() const {
    if (m_document.size() > m_limits.bytes) {
        return fail(ErrorCode::cbor_limit, fmt::format("{} bytes, limit {}", m_document.size(), m_limits.bytes));
    }
    if (m_at == m_document.size()) {
        return fail_at(ErrorCode::cbor_truncated, m_at);
    }
    if (m_complete) {
        return fail_at(ErrorCode::cbor_trailing, m_at);
    }
    const auto major = static_cast<std::uint8_t>(m_document[m_at] >> 5U);
    const auto low = static_cast<std::uint8_t>(m_document[m_at] & 0x1FU);
    if (low < cbor::kOneByteFollows) {
        return Head{major, low, 1};
    }
    if (low > cbor::kEightBytesFollow) {
        return fail_at(ErrorCode::cbor_not_canonical, m_at);
    }
    if (major == cbor::kSimple) {
        return fail_at(ErrorCode::cbor_unsupported, m_at);
    }
    const unsigned power = low - cbor::kOneByteFollows;
    const std::size_t length = std::size_t{1} << power;
    if (m_document.size() - m_at - 1 < length) {
        return fail_at(ErrorCode::cbor_truncated, m_at);
    }
    std::uint64_t argument = 0;
    for (const std::uint8_t byte : m_document.subspan(m_at + 1, length)) {
        argument = (argument << 8U) | byte;
    }
    const std::uint64_t fits_shorter = power == 0 ? cbor::kOneByteFollows - 1U : ~(~std::uint64_t{0} << (length * 4));
    if (argument <= fits_shorter) {
        return fail_at(ErrorCode::cbor_not_canonical, m_at);
    }
    return Head{major, argument, 1 + length};
}

Result<CborKind> CborReader::peek() const {
    const Head next = TRY(head());
    switch (next.major) {
        case cbor::kUnsigned: return CborKind::unsigned_integer;
        case cbor::kNegative: return CborKind::negative_integer;
        case cbor::kBytes: return CborKind::bytes;
        case cbor::kText: return CborKind::text;
        case cbor::kArray: return CborKind::array;
        case cbor::kMap: return CborKind::map;
        default: break;
    }
    if (next.major == cbor::kSimple) {
        if (next.argument == cbor::kNull) {
            return CborKind::null;
        }
        if (next.argument == cbor::kTrue || next.argument == cbor::kFalse) {
            return CborKind::boolean;
        }
    }
    return fail_at(ErrorCode::cbor_unsupported, m_at);
}

bool CborReader::next_is_null() const {
    const Result<CborKind> kind = peek();
    return kind && *kind == CborKind::null;
}

Result<CborReader::Head> CborReader::head_of(std::uint8_t major) const {
    const Head next = TRY(head());
    if (next.major != major) {
        TRY(peek());  // what no reader understands is reported as that
        return fail_at(ErrorCode::cbor_wrong_type, m_at);
    }
    return next;
}

Result<std::uint64_t> CborReader::unsigned_integer() {
    const Head next = TRY(head_of(cbor::kUnsigned));
    TRY(accept(next.size));
    return next.argument;
}

Result<std::int64_t> CborReader::integer() {
    const Head next = TRY(head());
    if (next.major != cbor::kUnsigned && next.major != cbor::kNegative) {
        TRY(peek());
        return fail_at(ErrorCode::cbor_wrong_type, m_at);
    }
    if (next.argument > kLargestSigned) {
        return fail_at(ErrorCode::cbor_out_of_range, m_at);
    }
    TRY(accept(next.size));
    const auto magnitude = static_cast<std::int64_t>(next.argument);
    return next.major == cbor::kUnsigned ? magnitude : -1 - magnitude;
}

Result<ByteView> CborReader::string_of(std::uint8_t major) const {
    const Head next = TRY(head_of(major));
    if (next.argument > m_document.size() - m_at - next.size) {
        return fail_at(ErrorCode::cbor_truncated, m_at);
    }
    return m_document.subspan(m_at + next.size, static_cast<std::size_t>(next.argument));
}

// Head included.
std::size_t CborReader::size_of_string(ByteView content) const {
    return static_cast<std::size_t>(content.data() - m_document.data()) + content.size() - m_at;
}

Result<ByteView> CborReader::bytes() {
    const ByteView value = TRY(string_of(cbor::kBytes));
    TRY(accept(size_of_string(value)));
    return value;
}

Result<std::string_view> CborReader::text() {
    const ByteView value = TRY(string_of(cbor::kText));
    if (!is_valid_utf8(as_text(value))) {
        return fail_at(ErrorCode::cbor_text_malformed, m_at);
    }
    TRY(accept(size_of_string(value)));
    return as_text(value);
}

Result<bool> CborReader::boolean() {
    if (TRY(peek()) != CborKind::boolean) {
        return fail_at(ErrorCode::cbor_wrong_type, m_at);
    }
    const bool value = TRY(head()).argument == cbor::kTrue;
    TRY(accept(1));
    return value;
}

Result<void> CborReader::null() {
    if (TRY(peek()) != CborKind::null) {
        return fail_at(ErrorCode::cbor_wrong_type, m_at);
    }
    return accept(1);
}

Result<std::size_t> CborReader::array() { return open(cbor::kArray); }

Result<std::size_t> CborReader::map() { return open(cbor::kMap); }

Result<void> CborReader::array_of(std::size_t count) {
    const Head next = TRY(head_of(cbor::kArray));
    if (next.argument != count) {
        return wrong_length(count, static_cast<std::size_t>(next.argument), m_at);
    }
    TRY(array());
    return {};
}

Result<void> CborReader::map_of(std::size_t entries) {
    const Head next = TRY(head_of(cbor::kMap));
    if (next.argument != entries) {
        return wrong_length(entries, static_cast<std::size_t>(next.argument), m_at);
    }
    TRY(map());
    return {};
}

Failure CborReader::wrong_length(std::size_t expected, std::size_t found, std::size_t offset) const {
    return fail(ErrorCode::cbor_wrong_length, fmt::format("{} instead of {} at offset {}", found, expected, offset));
}

// Every item is at least one byte, so a declared count larger than what is left is a lie that must not be believed.
Result<std::size_t> CborReader::open(std::uint8_t major) {
    const Head next = TRY(head_of(major));
    const bool is_map = major == cbor::kMap;
    const std::uint64_t items_each = is_map ? 2 : 1;
    if (expects_key()) {
        return fail_at(ErrorCode::cbor_unsupported, m_at);
    }
    if (next.argument > (m_document.size() - m_at - next.size) / items_each) {
        return fail_at(ErrorCode::cbor_truncated, m_at);
    }
    const std::uint64_t items = next.argument * items_each;
    if (m_depth == m_limits.depth || m_declared_items + items > m_limits.items) {
        return fail_at(ErrorCode::cbor_limit, m_at);
    }
    if (m_depth > 0) {
        --m_open[m_depth - 1].remaining;
    }
    m_declared_items += items;
    m_open[m_depth++] = {.remaining = items, .is_map = is_map, .last_key = {}};
    m_at += next.size;
    close_full();
    return static_cast<std::size_t>(next.argument);
}

bool CborReader::expects_key() const {
    return m_depth > 0 && m_open[m_depth - 1].is_map && m_open[m_depth - 1].remaining % 2 == 0;
}

Result<void> CborReader::check_key(ByteView key) const {
    if (key[0] >> 5U == cbor::kSimple) {
        return fail_at(ErrorCode::cbor_unsupported, m_at);
    }
    if (!std::ranges::lexicographical_compare(m_open[m_depth - 1].last_key, key)) {
        return fail_at(ErrorCode::cbor_not_canonical, m_at);
    }
    return {};
}

// Counts the `size` bytes of a whole scalar or string as read.
Result<void> CborReader::accept(std::size_t size) {
    if (expects_key()) {
        const ByteView key = m_document.subspan(m_at, size);
        TRY(check_key(key));
        m_open[m_depth - 1].last_key = key;
    }
    if (m_depth > 0) {
        --m_open[m_depth - 1].remaining;
    }
    m_at += size;
    close_full();
    return {};
}

void CborReader::close_full() {
    while (m_depth > 0 && m_open[m_depth - 1].remaining == 0) {
        --m_depth;
    }
    m_complete = m_depth == 0;
}

Result<void> CborReader::scalar_or_container() {
    switch (TRY(peek())) {
        case CborKind::unsigned_integer: TRY(unsigned_integer()); break;
        case CborKind::negative_integer: TRY(integer()); break;
        case CborKind::bytes: TRY(bytes()); break;
        case CborKind::text: TRY(text()); break;
        case CborKind::array: TRY(array()); break;
        case CborKind::map: TRY(map()); break;
        case CborKind::boolean: TRY(boolean()); break;
        case CborKind::null: TRY(null()); break;
    }
    return {};
}

Result<ByteView> CborReader::item() {
    CborReader probe = *this;
    do {
        TRY(probe.scalar_or_container());
    } while (probe.m_depth > m_depth);
    const ByteView whole = m_document.subspan(m_at, probe.m_at - m_at);
    *this = probe;
    return whole;
}

Result<void> CborReader::skip() {
    TRY(item());
    return {};
}

bool CborReader::at_end() const { return m_complete && m_at == m_document.size(); }

Result<void> CborReader::finish() const {
    if (!m_complete) {
        return fail_at(ErrorCode::cbor_truncated, m_at);
    }
    if (m_at != m_document.size()) {
        return fail_at(ErrorCode::cbor_trailing, m_at);
    }
    return {};
}

}  // namespace daohu
