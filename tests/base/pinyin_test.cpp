// SPDX-License-Identifier: Apache-2.0
#include "core/base/pinyin.hpp"

#include "core/base/utf8.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <string>

using namespace daohu;

namespace {

bool has(const std::vector<std::string>& variants, std::string_view wanted) {
    return std::ranges::find(variants, wanted) != variants.end();
}

using Syllables = std::vector<std::string_view>;

}  // namespace

TEST_CASE("pinyin_readings: gives every reading, the usual one first", "[base]") {
    CHECK(pinyin_readings(U'示') == Syllables{"shi"});
    CHECK(pinyin_readings(U'行').size() >= 3);
    CHECK(pinyin_readings(U'重') == Syllables{"zhong", "chong"});
    CHECK(pinyin_readings(U'a').empty());
    CHECK(pinyin_readings(U'·').empty());
}

TEST_CASE("pinyin_readings: writes the rounded u as v and no tones", "[base]") {
    CHECK(pinyin_readings(U'女').front() == "nv");
    CHECK(pinyin_readings(U'略') == Syllables{"lve"});
    CHECK(pinyin_readings(U'鱼') == Syllables{"yu"});
}

TEST_CASE("pinyin_readings: knows rare characters of names beyond the first plane", "[base]") {
    CHECK(pinyin_readings(U'䶮') == Syllables{"yan"});
    CHECK(pinyin_readings(U'𬎆') == Syllables{"ying"});
}

TEST_CASE("pinyin_of_name: the likeliest way to type a name comes first", "[base]") {
    const auto [name, full, initials] = GENERATE(table<const char*, const char*, const char*>({
        {"示例·甲", "shilijia", "slj"},
        {"单例", "shanli", "sl"},
        {"曾例", "zengli", "zl"},
        {"仇例", "qiuli", "ql"},
        {"查例", "zhali", "zl"},
        {"翟例", "zhaili", "zl"},
        {"解例", "xieli", "xl"},
        {"蔚例", "yuli", "yl"},
        {"尉迟例", "yuchili", "ycl"},
        {"长孙例", "zhangsunli", "zsl"},
        {"万俟例", "moqili", "mql"},
        {"例单", "lidan", "ld"},  // not a surname here
        {"Ａ示 7", "ashi7", "as7"},
    }));
    const NamePinyin pinyin = pinyin_of_name(name);
    REQUIRE_FALSE(pinyin.full.empty());
    CHECK(pinyin.full.front() == full);
    CHECK(pinyin.initials.front() == initials);
}

TEST_CASE("pinyin_of_name: other readings stay searchable", "[base]") {
    const NamePinyin pinyin = pinyin_of_name("单重行");
    CHECK(has(pinyin.full, "danchongxing"));
    CHECK(has(pinyin.full, "shanzhonghang"));
    CHECK(has(pinyin.initials, "szx"));
    CHECK(has(pinyin.initials, "dch"));
    CHECK(has(pinyin_of_name("尉迟例").full, "weichili"));
    CHECK(has(pinyin_of_name("尉例").full, "yuli"));
}

TEST_CASE("pinyin_of_name: two characters that look like a compound surname are read as surname and name", "[base]") {
    CHECK(pinyin_of_name("单于").full.front() == "shanyu");
}

TEST_CASE("pinyin_of_name: names without Chinese characters or letters have no pinyin", "[base]") {
    for (const char* name : {"", "·", "  ", "\xFF\xFE"}) {
        CHECK(pinyin_of_name(name).full.empty());
        CHECK(pinyin_of_name(name).initials.empty());
    }
}

TEST_CASE("pinyin_of_name: a long name of ambiguous characters stays within the limits", "[base]") {
    std::string name;
    for (int i = 0; i < 200; ++i) {
        name += "行";
    }
    const NamePinyin pinyin = pinyin_of_name(name);
    CHECK(pinyin.full.size() == kMaxNameVariants);
    CHECK(pinyin.initials.size() == kMaxNameVariants);
    CHECK(pinyin.initials.front().size() == kMaxNameCharacters);
}

TEST_CASE("pinyin_of_name: every reading of every character of a name is in some variant", "[base]") {
    CHECK(rc::check("every reading", [] {
        const auto character = rc::gen::inRange<std::uint32_t>(0x4E00, 0x9FA6);
        const auto length = *rc::gen::inRange(1, 5);
        std::vector<Syllables> readings;
        std::u32string name;
        for (int i = 0; i < length; ++i) {
            name += static_cast<char32_t>(*character);
            readings.push_back(pinyin_readings(name.back()));
        }
        const NamePinyin pinyin = pinyin_of_name(encode_utf8(name));
        RC_ASSERT(pinyin.full.size() <= kMaxNameVariants);
        for (const Syllables& syllables : readings) {
            for (const std::string_view syllable : syllables) {
                RC_ASSERT(std::ranges::any_of(
                    pinyin.full, [&](const std::string& full) { return full.find(syllable) != std::string::npos; }));
            }
        }
    }));
}
