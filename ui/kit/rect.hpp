// SPDX-License-Identifier: Apache-2.0
#pragma once

// A rectangle in dp, and cutting it into parts. Any thread.
//
// Screens lay out by cutting: the top bar off the screen, the action bar off what is left, and so on.

#include <algorithm>

namespace daohu::kit {

struct Point {
    float x = 0;
    float y = 0;
};

struct Size {
    float w = 0;
    float h = 0;
};

struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;

    [[nodiscard]] constexpr float right() const { return x + w; }
    [[nodiscard]] constexpr float bottom() const { return y + h; }
    [[nodiscard]] constexpr Point center() const { return {x + w / 2, y + h / 2}; }
    [[nodiscard]] constexpr bool empty() const { return w <= 0 || h <= 0; }
    [[nodiscard]] constexpr bool contains(Point p) const {
        return p.x >= x && p.x < right() && p.y >= y && p.y < bottom();
    }

    [[nodiscard]] constexpr Rect inset(float by) const { return inset(by, by); }
    [[nodiscard]] constexpr Rect inset(float dx, float dy) const {
        return {x + dx, y + dy, std::max(0.0F, w - 2 * dx), std::max(0.0F, h - 2 * dy)};
    }
    // The part that lies in both; empty when they do not touch. What lies in the other whole stays as it is, without the
    // rounding of a difference.
    [[nodiscard]] constexpr Rect clipped_to(const Rect& other) const {
        if (x >= other.x && y >= other.y && right() <= other.right() && bottom() <= other.bottom()) {
            return *this;
        }
        const float left = std::max(x, other.x);
        const float top = std::max(y, other.y);
        return {left, top, std::max(0.0F, std::min(right(), other.right()) - left),
                std::max(0.0F, std::min(bottom(), other.bottom()) - top)};
    }

    // Each takes a strip off one side and returns it; what is left stays in this rectangle.
    constexpr Rect cut_top(float by) {
        by = std::min(by, h);
        const Rect strip{x, y, w, by};
        y += by;
        h -= by;
        return strip;
    }
    constexpr Rect cut_bottom(float by) {
        by = std::min(by, h);
        h -= by;
        return {x, y + h, w, by};
    }
    constexpr Rect cut_left(float by) {
        by = std::min(by, w);
        const Rect strip{x, y, by, h};
        x += by;
        w -= by;
        return strip;
    }
    constexpr Rect cut_right(float by) {
        by = std::min(by, w);
        w -= by;
        return {x + w, y, by, h};
    }
    // A rectangle of this size in the middle of this one.
    [[nodiscard]] constexpr Rect centered(Size size) const {
        return {x + (w - size.w) / 2, y + (h - size.h) / 2, size.w, size.h};
    }
};

}  // namespace daohu::kit
