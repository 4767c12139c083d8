// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/fonts.hpp"

#include "platform/headless/headless_screen.hpp"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace daohu;

namespace {

Catalogue empty_catalogue() { return Catalogue::parse(R"({"language.tag": "zh-CN"})", "test.json").value(); }

}  // namespace

TEST_CASE("Fonts: the simplified Chinese face is found, and rare hanzi of names are in it", "[kit]") {
    const auto fonts = kit::FontSet::open(std::nullopt);
    REQUIRE(fonts);
    CHECK(fonts->faces().front().family().ends_with("SC"));
    CHECK(fonts->covers(U'䶮'));
    CHECK(fonts->covers(U'𬎆'));
    CHECK(fonts->missing_in("到户 陈䶮 𬎆 Ab 9").empty());
    CHECK(fonts->missing_in("x\U0010FFFDx\U0010FFFD") == U"\U0010FFFD");
}

TEST_CASE("Fonts: a hanzi of a 24 dp text is 24 dp wide, common or rare", "[kit]") {
    const Catalogue catalogue = empty_catalogue();
    const auto fonts = kit::FontSet::open(std::nullopt);
    REQUIRE(fonts);
    auto screen = headless::HeadlessScreen::open({.kit = {.catalogue = &catalogue, .fonts = &*fonts}});
    REQUIRE(screen);
    float common = 0;
    float rare = 0;
    float rarest = 0;
    screen->show([&](kit::Kit& kit) {
        const kit::TypeSize size = kit.type().item;
        REQUIRE(size.em == 24);
        common = kit.paint().width_of(FixedText{"户"}, size);
        rare = kit.paint().width_of(FixedText{"䶮"}, size);
        rarest = kit.paint().width_of(FixedText{"𬎆"}, size);
    });
    screen->step();
    CHECK(common == Catch::Approx(24).margin(0.1));
    CHECK(rare == Catch::Approx(24).margin(0.1));
    CHECK(rarest == Catch::Approx(24).margin(0.1));
}

TEST_CASE("Fonts: what is no font is refused by name, not by crash", "[kit]") {
    const auto absent = kit::FontSet::open("/no/such/font.ttc");
    REQUIRE_FALSE(absent);
    CHECK(absent.error().code == ErrorCode::font_missing);
    const auto folder = kit::FontSet::open(std::filesystem::path{DAOHU_SOURCE_DIR});
    REQUIRE_FALSE(folder);
    CHECK(folder.error().code == ErrorCode::font_unusable);
    const auto text = kit::FontSet::open(std::filesystem::path{DAOHU_SOURCE_DIR} / "LICENSE");
    REQUIRE_FALSE(text);
    CHECK(text.error().code == ErrorCode::font_unusable);
}
