// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/theme.hpp"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace daohu::kit;

TEST_CASE("Contrast: is that of WCAG", "[kit]") {
    CHECK(contrast(Colour::hex(0x000000), Colour::hex(0xFFFFFF)) == Catch::Approx(21));
    CHECK(contrast(Colour::hex(0xFFFFFF), Colour::hex(0xFFFFFF)) == Catch::Approx(1));
    CHECK(contrast(Colour::hex(0x767676), Colour::hex(0xFFFFFF)) == Catch::Approx(4.54).margin(0.01));
}

TEST_CASE("Theme: text stands out 7 to 1 wherever it is put", "[kit]") {
    const Palette& c = theme(GENERATE(ThemeName::day, ThemeName::night)).colour;
    for (const Colour ground :
         {c.background, c.surface, c.surface2, c.primary_soft, c.info_soft, c.warn_soft, c.danger_soft, c.ok_soft}) {
        CHECK(contrast(c.text, ground) >= 7);
    }
    for (const Colour ground : {c.background, c.surface, c.surface2}) {
        CHECK(contrast(c.text2, ground) >= 7);
    }
    CHECK(contrast(c.on_primary, c.primary) >= 7);
    CHECK(contrast(c.on_primary_soft, c.primary_soft) >= 7);
    CHECK(contrast(c.primary, c.background) >= 7);
    CHECK(contrast(c.background, c.text) >= 7);  // toasts
}

TEST_CASE("Theme: hints and chips stand out 4.5 to 1, borders of fields 4.2 to 1", "[kit]") {
    const Palette& c = theme(GENERATE(ThemeName::day, ThemeName::night)).colour;
    CHECK(contrast(c.hint, c.background) >= 4.5);
    CHECK(contrast(c.hint, c.surface) >= 4.5);
    for (const Tone tone : {Tone::neutral, Tone::primary, Tone::info, Tone::warn, Tone::danger, Tone::ok}) {
        const TonePair pair = c.tone(tone);
        CHECK(contrast(pair.strong, pair.soft) >= 6);
        CHECK(contrast(pair.strong, c.background) >= 4.5);
    }
    CHECK(contrast(c.border, c.background) >= 4.2);
    CHECK(contrast(c.border, c.surface) >= 4.2);
    CHECK(contrast(c.info, c.background) >= 4.2);  // the focus
    CHECK(contrast(c.disabled, c.background) >= 3);
}

TEST_CASE("Theme: a pressed fill can be told from a resting one", "[kit]") {
    const Palette& c = theme(GENERATE(ThemeName::day, ThemeName::night)).colour;
    for (const Colour fill : {c.background, c.surface, c.surface2, c.primary, c.primary_soft}) {
        CHECK(contrast(fill.pressed(), fill) > 1.08);
    }
}

TEST_CASE("Theme: targets are as large as gloved fingers need", "[kit]") {
    const Theme& day = theme(ThemeName::day);
    CHECK(day.target.minimum >= 60);
    CHECK(day.target.primary >= 72);
    CHECK(day.target.key_height >= 72);
    CHECK(day.space.gap >= 12);
}
