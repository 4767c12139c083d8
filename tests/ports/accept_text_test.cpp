// SPDX-License-Identifier: Apache-2.0
#include "core/ports/text_entry.hpp"

#include "core/base/utf8.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace daohu;

TEST_CASE("Accepted text: is cut by characters, never inside one", "[ports]") {
    CHECK(accept_text("陈䶮𬎆住这里", TextKind::line, 3) == "陈䶮𬎆");
    CHECK(accept_text("陈䶮", TextKind::line, 0).empty());
}

TEST_CASE("Accepted text: line breaks stay only in a paragraph", "[ports]") {
    CHECK(accept_text("a\nb", TextKind::paragraph, 10) == "a\nb");
    CHECK(accept_text("a\nb", TextKind::line, 10) == "a b");
}

TEST_CASE("Accepted text: drops control characters, direction overrides and damaged bytes", "[ports]") {
    CHECK(accept_text("a\x01\x7F"
                      "b\r",
                      TextKind::line, 10) == "ab");
    CHECK(accept_text("李\u202E示\u2066例", TextKind::line, 10) == "李示例");
    CHECK(accept_text("x\xE5\x90y", TextKind::line, 10) == "xy");
}

TEST_CASE("Accepted text: is always valid and never too long", "[ports]") {
    CHECK(rc::check("any bytes", [](const std::string& typed, std::uint8_t limit) {
        const std::string accepted = accept_text(typed, TextKind::paragraph, limit);
        RC_ASSERT(is_valid_utf8(accepted));
        RC_ASSERT(count_scalars(accepted) <= limit);
    }));
}
