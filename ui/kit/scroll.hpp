// SPDX-License-Identifier: Apache-2.0
#pragma once

// A column that scrolls under the finger. UI thread; lives while its contents are drawn.
//
//     ScrollArea list{kit, "today.list", area};
//     for (const auto& row : rows) { list_row(kit, ..., list.next(height)); }

#include "ui/kit/kit.hpp"

#include <cstdint>

namespace daohu::kit {

class ScrollArea {
public:
    // `content` names what is shown; when it changes, the column begins at its top again.
    ScrollArea(Kit& kit, const ItemId& id, Rect area, std::uint64_t content = 0);
    ~ScrollArea();
    ScrollArea(const ScrollArea&) = delete;
    ScrollArea& operator=(const ScrollArea&) = delete;

    [[nodiscard]] float width() const { return m_area.w; }
    // What of the column can be seen.
    [[nodiscard]] const Rect& area() const { return m_area; }
    // Where the next strip begins.
    [[nodiscard]] float cursor() const { return m_cursor; }
    // The next strip of the column, as wide as the area.
    Rect next(float height);
    void space(float height) { m_cursor += height; }
    // Nothing of it can be seen: drawing it would be wasted. Its place still has to be taken with next().
    [[nodiscard]] bool is_hidden(Rect strip) const;
    // Brings the strip into view, the next frame.
    void reveal(Rect strip);
    // Something above what can be seen turned out higher by this much than was thought: what can be seen stays put.
    void keep_place(float grown_above);

private:
    Kit& m_kit;
    Rect m_area;
    std::uint32_t m_id;
    float m_top;     // of the contents, on the screen, dp
    float m_cursor;  // of the next strip, on the screen, dp
    float m_offset;  // to scroll to, pixels
    std::optional<Rect> m_outer_clip;
    std::uint32_t m_outer_region;
};

}  // namespace daohu::kit
