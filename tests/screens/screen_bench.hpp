// SPDX-License-Identifier: Apache-2.0
#pragma once

// A screen to try things on: real texts, real fonts, a finger.

#include "platform/gallery/pages.hpp"
#include "platform/headless/headless_screen.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <string>
#include <utility>

namespace daohu::testing {

inline Catalogue load_texts(std::string_view language = "zh-CN") {
    auto catalogue = Catalogue::load(std::filesystem::path{DAOHU_SOURCE_DIR} / "assets" / "text" /
                                     (std::string{language} + ".json"));
    REQUIRE(catalogue);
    return std::move(*catalogue);
}

struct Bench {
    kit::Size pixels{1280, 800};
    std::string language = "zh-CN";
    kit::TextScale text_scale = kit::TextScale::standard;
    Catalogue catalogue = load_texts(language);
    Words words{catalogue};
    kit::FontSet fonts = std::move(kit::FontSet::open(std::nullopt).value());
    headless::HeadlessScreen screen = std::move(headless::HeadlessScreen::open({.pixels = pixels,
                                                                                .pixels_per_dp = 1,
                                                                                .insets = {},
                                                                                .kit = {.catalogue = &catalogue,
                                                                                        .fonts = &fonts,
                                                                                        .theme = kit::ThemeName::day,
                                                                                        .text_scale = text_scale,
                                                                                        .text_entry = nullptr}})
                                                    .value());

    void tap(std::string_view id) {
        const auto tapped = screen.tap(id);
        INFO((tapped ? std::string{} : tapped.error().describe()));
        REQUIRE(tapped);
    }
    [[nodiscard]] const kit::Item* find(std::string_view id) { return screen.kit().items().find(id); }
};

}  // namespace daohu::testing
