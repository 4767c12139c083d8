// SPDX-License-Identifier: Apache-2.0
#include "core/base/text_fold.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace daohu;

TEST_CASE("fold_width: makes full-width letters, digits and signs ASCII and leaves names alone", "[base]") {
    CHECK(fold_width("１２３Ａｂｃ！～　x") == "123Abc!~ x");
    CHECK(fold_width("￥５") == "\xC2\xA5"
                                "5");
    CHECK(fold_width("示例·甲㑇") == "示例·甲㑇");
    CHECK(fold_width("｟") == "｟");  // the first sign after the copy of ASCII
}

TEST_CASE("fold_ascii_case: touches nothing but A to Z", "[base]") { CHECK(fold_ascii_case("AzZ[示]É") == "azz[示]É"); }

TEST_CASE("trim_space: takes white space of both widths off both ends", "[base]") {
    CHECK(trim_space(" \t　示 例　\r\n") == "示 例");
    CHECK(trim_space("　 ").empty());
    CHECK(trim_space("\xC2\xA0示\xC2\xA0") == "示");  // no-break spaces
    CHECK(trim_space("").empty());
    CHECK(trim_space("x") == "x");
}

TEST_CASE("find_hidden_character: finds what a reader cannot see", "[base]") {
    CHECK(find_hidden_character("示例\tb\r\n") == std::nullopt);
    CHECK(find_hidden_character("a\xE2\x80\x8B") == HiddenCharacter{HiddenKind::zero_width, 1});
    CHECK(find_hidden_character("\xEF\xBB\xBF"
                                "a") == HiddenCharacter{HiddenKind::zero_width, 0});
    CHECK(find_hidden_character("ab\xE2\x80\xAE") == HiddenCharacter{HiddenKind::direction, 2});
    CHECK(find_hidden_character("\xD8\x9C") == HiddenCharacter{HiddenKind::direction, 0});
    CHECK(find_hidden_character("a\x7F") == HiddenCharacter{HiddenKind::control, 1});
    CHECK(find_hidden_character(std::string_view{"\0", 1}) == HiddenCharacter{HiddenKind::control, 0});
    CHECK(find_hidden_character("\xC2\x85") == HiddenCharacter{HiddenKind::control, 0});
}

TEST_CASE("Folding: any bytes end in UTF-8 and folding twice is folding once", "[base]") {
    CHECK(rc::check("idempotent", [](const std::string& bytes) {
        const std::string folded = fold_width(bytes);
        RC_ASSERT(fold_width(folded) == folded);
        RC_ASSERT(trim_space(trim_space(bytes)) == trim_space(bytes));
        const auto hidden = find_hidden_character(bytes);
        RC_ASSERT((!hidden || hidden->offset < bytes.size()));
    }));
}
