// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/raster/rasteriser.hpp"

#include "platform/headless/headless_screen.hpp"
#include "platform/headless/png.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>

using namespace daohu;

namespace {

struct Canvas {
    Catalogue catalogue = Catalogue::parse(R"({"language.tag": "zh-CN"})", "test.json").value();
    kit::FontSet fonts = std::move(kit::FontSet::open(std::nullopt).value());
    headless::HeadlessScreen screen = std::move(
        headless::HeadlessScreen::open({.pixels = {200, 100}, .kit = {.catalogue = &catalogue, .fonts = &fonts}})
            .value());

    const kit::Picture& draw(headless::HeadlessScreen::Draw draw) {
        screen.show(std::move(draw));
        screen.step();
        screen.step();
        return screen.picture();
    }
};

std::uint32_t pixel(const kit::Picture& picture, int x, int y) {
    return picture.pixels.at(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                             static_cast<std::size_t>(x));
}

constexpr std::uint32_t kWhite = 0xFFFFFFFF;
constexpr kit::Colour kRed = kit::Colour::hex(0xFF0000);
constexpr std::uint32_t kRedPixel = 0xFF0000FF;

}  // namespace

TEST_CASE("Rasteriser: fills exactly the pixels of a rectangle", "[kit]") {
    Canvas canvas;
    const kit::Picture& picture = canvas.draw([](kit::Kit& kit) { kit.paint().fill({10, 20, 30, 40}, kRed); });
    REQUIRE(picture.width == 200);
    REQUIRE(picture.height == 100);
    CHECK(pixel(picture, 10, 20) == kRedPixel);
    CHECK(pixel(picture, 39, 59) == kRedPixel);
    CHECK(pixel(picture, 9, 20) == kWhite);
    CHECK(pixel(picture, 10, 19) == kWhite);
    CHECK(pixel(picture, 40, 59) == kWhite);
    CHECK(pixel(picture, 39, 60) == kWhite);
}

TEST_CASE("Rasteriser: a see-through fill is blended once, also along the diagonal of its triangles", "[kit]") {
    Canvas canvas;
    const kit::Picture& picture =
        canvas.draw([](kit::Kit& kit) { kit.paint().fill({0, 0, 100, 100}, kRed.with_alpha(128), 20); });
    const std::uint32_t expected = pixel(picture, 50, 50);
    CHECK(expected != kWhite);
    CHECK(expected != kRedPixel);
    for (int i = 20; i < 80; ++i) {
        CHECK(pixel(picture, i, i) == expected);
        CHECK(pixel(picture, i, 100 - i) == expected);
    }
}

TEST_CASE("Rasteriser: round corners leave the corner free and soften the edge", "[kit]") {
    Canvas canvas;
    const kit::Picture& picture = canvas.draw([](kit::Kit& kit) { kit.paint().fill({0, 0, 60, 60}, kRed, 20); });
    CHECK(pixel(picture, 0, 0) == kWhite);
    CHECK(pixel(picture, 30, 1) == kRedPixel);
    CHECK(pixel(picture, 30, 30) == kRedPixel);
}

TEST_CASE("Rasteriser: text leaves ink inside its line and nowhere else", "[kit]") {
    Canvas canvas;
    const kit::Picture& picture = canvas.draw([](kit::Kit& kit) {
        kit.paint().text({20, 30, 100, 34}, FixedText{"户䶮"}, {.size = kit.type().item, .colour = kit.colour().text});
    });
    int ink = 0;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const bool is_inside = x >= 20 && x < 68 && y >= 30 && y < 64;
            const bool has_ink = pixel(picture, x, y) != kWhite;
            CHECK((is_inside || !has_ink));
            ink += has_ink ? 1 : 0;
        }
    }
    CHECK(ink > 200);
}

TEST_CASE("PNG: a picture comes back as it was written", "[headless]") {
    Canvas canvas;
    const kit::Picture& picture = canvas.draw([](kit::Kit& kit) { kit.paint().fill({3, 4, 50, 60}, kRed, 9); });
    const std::filesystem::path file = std::filesystem::temp_directory_path() / "daohu-png-test.png";
    REQUIRE(headless::write_png(file, picture));
    const auto back = headless::read_png(file);
    REQUIRE(back);
    CHECK(back->width == picture.width);
    CHECK(back->pixels == picture.pixels);
    std::filesystem::remove(file);
}

TEST_CASE("PNG: says so when the folder is not there or the file is no picture", "[headless]") {
    CHECK(headless::write_png("/no/such/folder/picture.png", kit::Picture{1, 1, {0}}).error().code ==
          ErrorCode::picture_failed);
    CHECK(headless::read_png(std::filesystem::path{DAOHU_SOURCE_DIR} / "LICENSE").error().code ==
          ErrorCode::picture_failed);
}
