// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/signature_picture.hpp"

#include "platform/headless/png.hpp"

#include <algorithm>
#include <cmath>

namespace daohu {

namespace {

constexpr int kWidth = 800;
constexpr int kHeight = 320;
constexpr float kPaperWidth = 1000;  // of PaperPoint
constexpr float kScale = static_cast<float>(kWidth) / kPaperWidth;
constexpr float kPen = 2.5F;  // radius, dots
constexpr std::uint32_t kPaper = 0xFFFFFFFFU;
constexpr std::uint32_t kInk = 0xFF000000U;

void stamp(kit::Picture& picture, float x, float y) {
    const int reach = static_cast<int>(kPen) + 1;
    for (int row = static_cast<int>(y) - reach; row <= static_cast<int>(y) + reach; ++row) {
        for (int column = static_cast<int>(x) - reach; column <= static_cast<int>(x) + reach; ++column) {
            const bool is_inside = row >= 0 && row < kHeight && column >= 0 && column < kWidth;
            const float across = static_cast<float>(column) - x;
            const float down = static_cast<float>(row) - y;
            if (is_inside && across * across + down * down <= kPen * kPen) {
                picture.pixels[static_cast<std::size_t>(row) * kWidth + static_cast<std::size_t>(column)] = kInk;
            }
        }
    }
}

void draw_line(kit::Picture& picture, model::PaperPoint from, model::PaperPoint to) {
    const float across = (to.x - from.x) * kScale;
    const float down = (to.y - from.y) * kScale;
    const int steps = std::max(1, static_cast<int>(std::hypot(across, down)));
    for (int i = 0; i <= steps; ++i) {
        const float part = static_cast<float>(i) / static_cast<float>(steps);
        stamp(picture, from.x * kScale + across * part, from.y * kScale + down * part);
    }
}

}  // namespace

Result<Bytes> signature_picture(std::span<const model::Stroke> strokes) {
    if (std::ranges::all_of(strokes, [](const model::Stroke& stroke) { return stroke.empty(); })) {
        return fail(ErrorCode::invalid_argument, "a signature without a stroke");
    }
    kit::Picture picture{.width = kWidth, .height = kHeight, .pixels = {}};
    picture.pixels.assign(std::size_t{kWidth} * kHeight, kPaper);
    for (const model::Stroke& stroke : strokes) {
        for (std::size_t i = 0; i < stroke.size(); ++i) {
            draw_line(picture, stroke[i == 0 ? 0 : i - 1], stroke[i]);
        }
    }
    return headless::encode_png(picture);
}

}  // namespace daohu
