// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/line_breaker.hpp"

#include "core/base/utf8.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

#include <string>

using namespace daohu;
using kit::break_lines;

namespace {

// Hanzi are two wide, everything below U+0300 is one.
float advance(char32_t c) { return c < 0x300 ? 1.0F : 2.0F; }

std::vector<std::string> lines_of(std::string_view text, float width) {
    std::vector<std::string> lines;
    for (const kit::Line& line : break_lines(text, width, advance)) {
        lines.emplace_back(text.substr(line.begin, line.end - line.begin));
    }
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("Line breaking: hanzi break anywhere between them", "[kit]") {
    CHECK(lines_of("请核对户主姓名", 8) == Lines{"请核对户", "主姓名"});
}

TEST_CASE("Line breaking: a short word before a space does not get a line of its own", "[kit]") {
    CHECK(lines_of("提示 请核对户主姓名", 12) == Lines{"提示 请核对", "户主姓名"});
}

TEST_CASE("Line breaking: no line starts with a closing mark", "[kit]") {
    CHECK(lines_of("请核对户，主姓名", 8) == Lines{"请核对", "户，主姓", "名"});
    CHECK(lines_of("今年收入：一百", 8) == Lines{"今年收", "入：一百"});
    CHECK(lines_of("占三成的５０％了", 14) == Lines{"占三成的５０％", "了"});
}

TEST_CASE("Line breaking: no line ends with an opening mark", "[kit]") {
    CHECK(lines_of("请核对（含外出）", 8) == Lines{"请核对", "（含外", "出）"});
    CHECK(lines_of("自付费用￥五百", 10) == Lines{"自付费用", "￥五百"});
}

TEST_CASE("Line breaking: words, numbers, dates and times stay whole", "[kit]") {
    CHECK(lines_of("上次尝试2026-11-22记录", 11) == Lines{"上次尝试", "2026-11-22", "记录"});
    CHECK(lines_of("已保存10:42好", 10) == Lines{"已保存", "10:42好"});
    CHECK(lines_of("Recorded by Sample", 9) == Lines{"Recorded", "by Sample"});
}

TEST_CASE("Line breaking: a name with a middle dot stays whole, and no line starts with the dot", "[kit]") {
    CHECK(lines_of("困难示例·甲在家", 8) == Lines{"困难示", "例·甲在", "家"});
    CHECK(lines_of("甲乙丙 · 丁戊", 7) == Lines{"甲乙", "丙 · 丁", "戊"});
    CHECK(lines_of("主动发现 · 示例·甲", 16) == Lines{"主动发现 ·", "示例·甲"});
}

TEST_CASE("Line breaking: what is wider than the line is broken where it must be", "[kit]") {
    CHECK(lines_of("ABCDEFGHIJ", 4) == Lines{"ABCD", "EFGH", "IJ"});
    CHECK(lines_of("户", 1) == Lines{"户"});
}

TEST_CASE("Line breaking: line breaks are kept, empty lines too", "[kit]") {
    CHECK(lines_of("一\n\n二", 20) == Lines{"一", "", "二"});
    CHECK(lines_of("", 20) == Lines{""});
}

TEST_CASE("Line breaking: loses no character and keeps every line within its width", "[kit]") {
    CHECK(rc::check("any text", [] {
        const auto scalars = *rc::gen::container<std::u32string>(rc::gen::element(
            U'户', U'主', U'，', U'（', U'）', U'a', U'9', U' ', U'·', U'%', U'.', U'\n', U'𬎆', U'￥'));
        const std::string text = encode_utf8(scalars);
        const auto width = static_cast<float>(*rc::gen::inRange(1, 20));
        std::size_t reached = 0;
        for (const kit::Line& line : break_lines(text, width, advance)) {
            RC_ASSERT(line.begin >= reached);
            for (const char skipped : text.substr(reached, line.begin - reached)) {
                RC_ASSERT((skipped == ' ' || skipped == '\n'));
            }
            const std::string_view ink = std::string_view{text}.substr(line.begin, line.end - line.begin);
            RC_ASSERT((line.width <= width || count_scalars(ink) == 1));
            reached = line.end;
        }
        for (const char rest : text.substr(reached)) {
            RC_ASSERT((rest == ' ' || rest == '\n'));
        }
    }));
}
