// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.hpp"

#include "core/base/check.hpp"

#include <cstdint>

namespace daohu {

namespace {

constexpr char32_t kLastScalar = 0x10FFFF;
constexpr ScalarStep kMalformed{kReplacementCharacter, 0};

constexpr bool is_surrogate(char32_t scalar) { return scalar >= 0xD800 && scalar <= 0xDFFF; }

struct Lead {
    std::size_t length;  // 0 where no sequence starts with this byte
    char32_t bits;
    char32_t smallest;  // below this the sequence is an overlong form
};

Lead read_lead(std::uint8_t byte) {
    if (byte < 0x80) {
        return {1, byte, 0};
    }
    if (byte >= 0xC2 && byte < 0xE0) {
        return {2, byte & 0x1FU, 0x80};
    }
    if (byte >= 0xE0 && byte < 0xF0) {
        return {3, byte & 0x0FU, 0x800};
    }
    if (byte >= 0xF0 && byte < 0xF5) {
        return {4, byte & 0x07U, 0x10000};
    }
    return {0, 0, 0};
}

bool is_ascii(char byte) { return static_cast<std::uint8_t>(byte) < 0x80; }

// kMalformed, with a length of 0, where `text` does not start with a well-formed sequence.
ScalarStep decode_first(std::string_view text) {
    const Lead lead = read_lead(static_cast<std::uint8_t>(text[0]));
    if (lead.length == 0 || text.size() < lead.length) {
        return kMalformed;
    }
    char32_t scalar = lead.bits;
    for (std::size_t i = 1; i < lead.length; ++i) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        if ((byte & 0xC0U) != 0x80U) {
            return kMalformed;
        }
        scalar = (scalar << 6U) | (byte & 0x3FU);
    }
    if (scalar < lead.smallest || scalar > kLastScalar || is_surrogate(scalar)) {
        return kMalformed;
    }
    return {scalar, lead.length};
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (is_ascii(text[at])) {  // most names of properties, and most bytes, are
            ++at;
            continue;
        }
        const ScalarStep step = decode_first(text.substr(at));
        if (step.bytes == 0) {
            return at;
        }
        at += step.bytes;
    }
    return std::nullopt;
}

bool is_valid_utf8(std::string_view text) { return !find_invalid_utf8(text); }

ScalarStep scalar_at(std::string_view text, std::size_t offset) {
    DAOHU_CHECK(offset < text.size());
    ScalarStep step = decode_first(text.substr(offset));
    if (step.bytes == 0) {
        step.bytes = 1;
    }
    return step;
}

std::size_t count_scalars(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += scalar_at(text, at).bytes) {
        ++count;
    }
    return count;
}

std::u32string decode_utf8(std::string_view text) {
    std::u32string scalars;
    for (std::size_t at = 0; at < text.size();) {
        const ScalarStep step = scalar_at(text, at);
        scalars += step.scalar;
        at += step.bytes;
    }
    return scalars;
}

void append_utf8(std::string& text, char32_t scalar) {
    if (scalar > kLastScalar || is_surrogate(scalar)) {
        scalar = kReplacementCharacter;
    }
    const auto put = [&text](char32_t byte) { text += static_cast<char>(static_cast<std::uint8_t>(byte)); };
    const auto put_tail = [&](unsigned shift) { put(0x80U | ((scalar >> shift) & 0x3FU)); };
    if (scalar < 0x80) {
        put(scalar);
    } else if (scalar < 0x800) {
        put(0xC0U | (scalar >> 6U));
        put_tail(0);
    } else if (scalar < 0x10000) {
        put(0xE0U | (scalar >> 12U));
        put_tail(6);
        put_tail(0);
    } else {
        put(0xF0U | (scalar >> 18U));
        put_tail(12);
        put_tail(6);
        put_tail(0);
    }
}

std::string encode_utf8(std::u32string_view scalars) {
    std::string text;
    text.reserve(scalars.size());
    for (const char32_t scalar : scalars) {
        append_utf8(text, scalar);
    }
    return text;
}

std::string_view first_scalars(std::string_view text, std::size_t max_scalars) {
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size() && count < max_scalars; ++count) {
        at += scalar_at(text, at).bytes;
    }
    return text.substr(0, at);
}

std::string_view first_bytes(std::string_view text, std::size_t max_bytes) {
    if (text.size() <= max_bytes) {
        return text;
    }
    std::size_t at = 0;
    for (std::size_t next = 0; next <= max_bytes; next += scalar_at(text, next).bytes) {
        at = next;
    }
    return text.substr(0, at);
}

}  // namespace daohu
