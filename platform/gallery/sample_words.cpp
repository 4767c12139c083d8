// SPDX-License-Identifier: Apache-2.0
#include "platform/gallery/sample_words.hpp"

#include <array>
#include <cmath>
#include <utility>

namespace daohu::gallery {

std::string say(Words& words, TextKey key) { return std::string{words.tr(key).view()}; }

std::string say(Words& words, TextKey key, std::int64_t count) {
    return std::string{words.tr(key, {{"count", count}}).view()};
}

std::string name_number(Words& words, std::size_t number) {
    constexpr std::array<TextKey, 6> kNames{"sample.name.a",      "sample.name.b", "sample.name.rare",
                                            "sample.name.rarest", "sample.name.c", "sample.name.d"};
    return say(words, kNames[number % kNames.size()]);
}

model::RowId row_number(std::uint32_t number) {
    constexpr std::uint32_t kByte = 256;
    std::array<std::uint8_t, model::RowId::kSize> raw{};
    for (std::size_t i = raw.size(); number > 0; number /= kByte) {
        raw[--i] = static_cast<std::uint8_t>(number % kByte);
    }
    return model::RowId{raw};
}

model::SyncBadge badge(Sample sample) {
    return sample == Sample::empty ? model::SyncBadge{model::LinkState::online, 0}
                                   : model::SyncBadge{model::LinkState::offline, 3};
}

std::chrono::year_month_day day(int offset) {
    return std::chrono::year_month_day{std::chrono::sys_days{kNow.date} + std::chrono::days{offset}};
}

model::PictureCells sample_picture() {
    constexpr int kMiddle = 12;
    constexpr double kSwing = 4;
    constexpr double kWaves = 0.4;
    model::PictureCells picture{.columns = 32, .rows = 24, .rgb = {}};
    for (int row = 0; row < picture.rows; ++row) {
        for (int column = 0; column < picture.columns; ++column) {
            const auto ridge = kMiddle + static_cast<int>(kSwing * std::sin(column * kWaves));
            const auto green = static_cast<std::uint32_t>(96 + row * 4);
            picture.rgb.push_back(row < ridge ? 0xA8C8E4U : (0x34U << 16U) | (green << 8U) | 0x40U);
        }
    }
    return picture;
}

std::vector<model::Stroke> sample_strokes() {
    constexpr int kPoints = 60;
    std::vector<model::Stroke> strokes;
    for (int s = 0; s < 3; ++s) {
        model::Stroke stroke;
        for (int i = 0; i < kPoints; ++i) {
            const float t = static_cast<float>(i) / kPoints;
            stroke.push_back(
                {180 + 220 * static_cast<float>(s) + 160 * t, 220 + 90 * std::sin(6 * t + static_cast<float>(s))});
        }
        strokes.push_back(std::move(stroke));
    }
    return strokes;
}

}  // namespace daohu::gallery
