// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/theme.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace daohu::kit {

namespace {

[[nodiscard]] double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

[[nodiscard]] double luminance(Colour colour) {
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

[[nodiscard]] std::uint8_t mix(std::uint8_t from, std::uint8_t to, int percent) {
    return static_cast<std::uint8_t>((from * (100 - percent) + to * percent) / 100);
}

constexpr Palette kDay{
    .background = Colour::hex(0xFFFFFF),
    .surface = Colour::hex(0xF3F5F4),
    .surface2 = Colour::hex(0xE6EAE8),
    .text = Colour::hex(0x101418),
    .text2 = Colour::hex(0x3C464D),
    .hint = Colour::hex(0x5A656C),
    .border = Colour::hex(0x6B767D),
    .divider = Colour::hex(0xC9D0D3),
    .disabled = Colour::hex(0x8A9399),
    .primary = Colour::hex(0x0B5A47),
    .on_primary = Colour::hex(0xFFFFFF),
    .primary_soft = Colour::hex(0xDCEFE8),
    .on_primary_soft = Colour::hex(0x06382C),
    .info = Colour::hex(0x0B4F8A),
    .info_soft = Colour::hex(0xDDEBF7),
    .warn = Colour::hex(0x7A4300),
    .warn_soft = Colour::hex(0xFFEBC8),
    .danger = Colour::hex(0xA3141B),
    .danger_soft = Colour::hex(0xFDE3E2),
    .ok = Colour::hex(0x0F5F2E),
    .ok_soft = Colour::hex(0xDDF1E1),
    .scrim = Colour{16, 20, 24, 140},
};

constexpr Palette kNight{
    .background = Colour::hex(0x0E1316),
    .surface = Colour::hex(0x182026),
    .surface2 = Colour::hex(0x232D34),
    .text = Colour::hex(0xF2F5F6),
    .text2 = Colour::hex(0xC3CCD1),
    .hint = Colour::hex(0x9AA6AD),
    .border = Colour::hex(0x7C8991),
    .divider = Colour::hex(0x36424A),
    .disabled = Colour::hex(0x5F6B72),
    .primary = Colour::hex(0x6FD3B2),
    .on_primary = Colour::hex(0x00251B),
    .primary_soft = Colour::hex(0x123B31),
    .on_primary_soft = Colour::hex(0xC9F2E4),
    .info = Colour::hex(0x8CC4F5),
    .info_soft = Colour::hex(0x12334F),
    .warn = Colour::hex(0xFFC266),
    .warn_soft = Colour::hex(0x46300A),
    .danger = Colour::hex(0xFF9C97),
    .danger_soft = Colour::hex(0x511A1C),
    .ok = Colour::hex(0x8BD89B),
    .ok_soft = Colour::hex(0x16401F),
    .scrim = Colour{0, 0, 0, 160},
};

constexpr Theme kDayTheme{ThemeName::day, kDay, {}, {}, {}, {}, {}};
constexpr Theme kNightTheme{ThemeName::night, kNight, {}, {}, {}, {}, {}};

}  // namespace

Colour Colour::pressed(int percent) const {
    const std::uint8_t towards = luminance(*this) < 0.05 ? 255 : 0;
    return {mix(r, towards, percent), mix(g, towards, percent), mix(b, towards, percent), a};
}

double contrast(Colour one, Colour other) {
    const std::pair lights = std::minmax({luminance(one), luminance(other)});
    return (lights.second + 0.05) / (lights.first + 0.05);
}

TonePair Palette::tone(Tone tone) const {
    switch (tone) {
        case Tone::neutral: return {text2, surface2};
        case Tone::primary: return {on_primary_soft, primary_soft};
        case Tone::info: return {info, info_soft};
        case Tone::warn: return {warn, warn_soft};
        case Tone::danger: return {danger, danger_soft};
        case Tone::ok: return {ok, ok_soft};
    }
    return {text, background};
}

const Theme& theme(ThemeName name) { return name == ThemeName::night ? kNightTheme : kDayTheme; }

}  // namespace daohu::kit
