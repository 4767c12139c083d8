// SPDX-License-Identifier: Apache-2.0
#pragma once

// Colours and sizes: everything a screen may use, by name. Immutable; any thread.
//
// Day is the default, outdoors above all: dark themes lose their borders in glare. Contrast is checked by a test that
// computes it from these values: text 7:1, hints and chips 4.5:1, borders of inputs 4.2:1.

#include <cstdint>
#include <string_view>

namespace daohu::kit {

struct Colour {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    std::uint8_t a = 255;

    [[nodiscard]] static constexpr Colour hex(std::uint32_t rgb) {
        return {static_cast<std::uint8_t>(rgb >> 16U), static_cast<std::uint8_t>((rgb >> 8U) & 0xFFU),
                static_cast<std::uint8_t>(rgb & 0xFFU)};
    }
    [[nodiscard]] constexpr Colour with_alpha(std::uint8_t alpha) const { return {r, g, b, alpha}; }
    // Black, or white on dark colours, mixed in by `percent`.
    [[nodiscard]] Colour pressed(int percent = 12) const;

    friend constexpr bool operator==(const Colour&, const Colour&) = default;
};

// Relative luminance contrast of WCAG 2.2, 1 to 21, for opaque colours.
[[nodiscard]] double contrast(Colour one, Colour other);

// What a thing says through its colour; words always say it too.
enum class Tone : std::uint8_t { neutral, primary, info, warn, danger, ok };

struct TonePair {
    Colour strong;  // text, borders and marks
    Colour soft;    // what they stand on
};

struct Palette {
    Colour background, surface, surface2;
    Colour text, text2, hint, border, divider, disabled;
    Colour primary, on_primary, primary_soft, on_primary_soft;
    Colour info, info_soft, warn, warn_soft, danger, danger_soft, ok, ok_soft;
    Colour scrim;  // covers what a sheet puts out of reach

    [[nodiscard]] TonePair tone(Tone tone) const;
};

// dp. Space between and inside things.
struct Space {
    float hair = 4;
    float tight = 8;
    float gap = 12;  // the least distance between two targets
    float card = 16;
    float screen = 24;
    float section = 32;
    float block = 48;
};

// dp. What fingers hit.
struct Target {
    float minimum = 60;
    float primary = 72;  // buttons, answers, fields
    float list_row = 88;
    float key_width = 88;
    float key_height = 72;
    float button_width = 200;  // at least, for a primary button
    float mark = 30;           // the drawn radio button or box of an answer
};

// dp. Heights of bars and widths of panels at text scale 1; bars grow with the text.
struct Layout {
    float top_bar = 72;
    float progress = 10;
    float action_bar = 96;
    float tab_bar = 80;
    float outline = 300;
    float detail = 520;
    float measure = 720;  // the widest column of text
    float dialog = 560;
    float shallow = 640;     // below this height bars are saved where they can be
    float two_panes = 1100;  // from this width on there is a second pane in landscape
    float edge = 16;         // nothing to tap nearer to the edge: gripping fingers
};

// dp.
struct Shape {
    float control = 14;
    float panel = 12;
    float chip = 16;
    float border = 2;
    float border_selected = 3;
    float hairline = 1;
};

// dp at text scale 1: the width of a hanzi and the distance between lines.
struct TypeSize {
    float em;
    float line;
};

struct TypeScale {
    TypeSize caption{18, 26};  // dates and counters only
    TypeSize note{20, 28};
    TypeSize body{22, 31};
    TypeSize item{24, 34};
    TypeSize title{28, 38};
    TypeSize question{30, 42};
    TypeSize figure{36, 48};
};

enum class ThemeName : std::uint8_t { day, night };

struct Theme {
    ThemeName name;
    Palette colour;
    Space space;
    Target target;
    Layout layout;
    Shape shape;
    TypeScale type;
};

[[nodiscard]] const Theme& theme(ThemeName name);

}  // namespace daohu::kit
