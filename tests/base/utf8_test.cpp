// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace daohu;

TEST_CASE("UTF-8: every scalar is written and read back", "[base]") {
    for (char32_t scalar = 0; scalar <= 0x10FFFF; ++scalar) {
        if (scalar >= 0xD800 && scalar <= 0xDFFF) {
            continue;
        }
        std::string text;
        append_utf8(text, scalar);
        const ScalarStep step = scalar_at(text, 0);
        if (step.scalar != scalar || step.bytes != text.size() || !is_valid_utf8(text)) {
            FAIL("scalar " << static_cast<unsigned>(scalar));
        }
    }
}

TEST_CASE("UTF-8: every pair of bytes is judged as the tables of RFC 3629 say", "[base]") {
    for (unsigned first = 0; first < 256; ++first) {
        for (unsigned second = 0; second < 256; ++second) {
            const std::string text{static_cast<char>(first), static_cast<char>(second)};
            const bool two_ascii = first < 0x80 && second < 0x80;
            const bool one_of_two = first >= 0xC2 && first <= 0xDF && second >= 0x80 && second <= 0xBF;
            if (is_valid_utf8(text) != (two_ascii || one_of_two)) {
                FAIL("bytes " << first << " " << second);
            }
        }
    }
}

TEST_CASE("UTF-8: finds where text stops being UTF-8", "[base]") {
    CHECK(find_invalid_utf8("ok\xC0\x80") == 2U);  // overlong forms of two, three and four bytes
    CHECK(find_invalid_utf8("\xE0\x9F\xBF") == 0U);
    CHECK(find_invalid_utf8("\xE0\xA0\x80") == std::nullopt);
    CHECK(find_invalid_utf8("\xF0\x8F\xBF\xBF") == 0U);
    CHECK(find_invalid_utf8("\xF0\x90\x80\x80") == std::nullopt);
    CHECK(find_invalid_utf8("\xED\xA0\x80") == 0U);      // a surrogate
    CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0U);  // above U+10FFFF
    CHECK(find_invalid_utf8("a\xE5\xB1") == 1U);         // cut short
    CHECK(find_invalid_utf8("示例·甲") == std::nullopt);
}

TEST_CASE("UTF-8: damaged text is walked byte by byte and ends", "[base]") {
    CHECK(decode_utf8("a\xFF\xE5\xB1z") == U"a\uFFFD\uFFFD\uFFFDz");
    CHECK(count_scalars("a\xFF示") == 3);
    CHECK(count_scalars("") == 0);
}

TEST_CASE("UTF-8: surrogates and numbers beyond Unicode are written as the replacement character", "[base]") {
    CHECK(encode_utf8(std::u32string{static_cast<char32_t>(0xD800), static_cast<char32_t>(0x110000)}) ==
          "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("UTF-8: cutting text never cuts a scalar in two", "[base]") {
    CHECK(first_scalars("示例·甲", 2) == "示例");
    CHECK(first_scalars("示例", 9) == "示例");
    CHECK(first_scalars("示例", 0).empty());
    CHECK(first_bytes("示例", 6) == "示例");
    CHECK(first_bytes("示例", 5) == "示");
    CHECK(first_bytes("示例", 2).empty());
    CHECK(first_bytes("a示", 1) == "a");
}
