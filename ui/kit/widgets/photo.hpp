// SPDX-License-Identifier: Apache-2.0
#pragma once

// The place of a photo: empty with a camera, or a small picture of what was taken with its size in words. UI thread.

#include "ui/kit/kit.hpp"

#include <cstdint>
#include <span>

namespace daohu::kit {

// A coarse picture, row by row from the top: enough to tell one photo from another without a texture of its own.
struct Thumbnail {
    int columns = 0;
    int rows = 0;
    std::span<const std::uint32_t> rgb;  // 0xRRGGBB, columns x rows
};

enum class PhotoState : std::uint8_t { empty, working, taken, failed };
struct PhotoBox {
    PhotoState state = PhotoState::empty;
    Thumbnail thumbnail{};
    Text label;  // "take a photo", "being saved", or "10:42 · 248 KB"
    ItemState item = ItemState::enabled;
};
[[nodiscard]] float photo_box_height(Kit& kit, const PhotoBox& box, float width);
// True when it was tapped.
bool photo_box(Kit& kit, const ItemId& id, Rect rect, const PhotoBox& box);

}  // namespace daohu::kit
