// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/scroll.hpp"

#include <imgui.h>

#include <algorithm>

namespace daohu::kit {

namespace {

constexpr ImGuiWindowFlags kScrollFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                          ImGuiWindowFlags_NoScrollWithMouse;
constexpr float kThumbWidth = 4;
// The window reaches this far into the margins, for focus frames and for the thumb, dp.
constexpr float kOverhang = 8;
constexpr float kThumbLeast = 32;

}  // namespace

ScrollArea::ScrollArea(Kit& kit, const ItemId& id, Rect area, std::uint64_t content)
    : m_kit{kit}, m_area{area}, m_id{id.hash()}, m_outer_clip{kit.m_clip}, m_outer_region{kit.m_region} {
    const float scale = kit.pixels_per_dp();
    ImGui::SetCursorScreenPos({(area.x - kOverhang) * scale, area.y * scale});
    ImGui::PushID(static_cast<int>(m_id));
    ImGui::BeginChild("scroll", {std::max(1.0F, (area.w + 2 * kOverhang) * scale), std::max(1.0F, area.h * scale)},
                      ImGuiChildFlags_None, kScrollFlags);

    UiMemory& memory = kit.memory({id.view(), "content"});
    const auto shown = static_cast<std::int64_t>(content);
    float offset = ImGui::GetScrollY();
    if (memory.number != shown) {
        memory.number = shown;
        offset = 0;
        ImGui::SetScrollY(0);
    }
    if (const float moved = kit.m_router.take_scroll(m_id); moved != 0) {
        const float wanted = offset + moved * scale;
        const float possible = std::clamp(wanted, 0.0F, ImGui::GetScrollMaxY());
        if (possible != wanted) {
            kit.m_router.stop(m_id);
        }
        ImGui::SetScrollY(possible);
        m_offset = possible;
    } else {
        m_offset = offset;
    }
    m_top = area.y - offset / scale;
    m_cursor = m_top;
    const Rect with_margins{area.x - kOverhang, area.y, area.w + 2 * kOverhang, area.h};
    kit.m_clip = with_margins.clipped_to(kit.m_clip.value_or(kit.whole_screen()));
    kit.m_region = m_id;
    kit.m_painter.draw_on(ImGui::GetWindowDrawList());
    kit.m_router.add_region(m_id, *kit.m_clip);
}

ScrollArea::~ScrollArea() {
    const float scale = m_kit.pixels_per_dp();
    const float height = m_cursor - m_top;
    if (height > m_area.h + 1) {
        const float thumb = std::max(kThumbLeast, m_area.h * m_area.h / height);
        const float travelled = (m_area.y - m_top) / (height - m_area.h);
        const Rect place{m_area.right() + (kOverhang - kThumbWidth) / 2,
                         m_area.y + std::clamp(travelled, 0.0F, 1.0F) * (m_area.h - thumb), kThumbWidth, thumb};
        m_kit.paint().fill(place, m_kit.colour().hint, kThumbWidth / 2);
    }
    ImGui::SetCursorScreenPos({m_area.x * scale, m_top * scale});
    ImGui::Dummy({1, std::max(1.0F, height * scale)});
    ImGui::EndChild();
    ImGui::PopID();
    m_kit.m_clip = m_outer_clip;
    m_kit.m_region = m_outer_region;
    m_kit.m_painter.draw_on(ImGui::GetWindowDrawList());
}

Rect ScrollArea::next(float height) {
    const Rect strip{m_area.x, m_cursor, m_area.w, height};
    m_cursor += height;
    return strip;
}

bool ScrollArea::is_hidden(Rect strip) const { return strip.bottom() < m_area.y || strip.y > m_area.bottom(); }

void ScrollArea::keep_place(float grown_above) {
    m_top -= grown_above;
    m_cursor -= grown_above;
    m_offset += grown_above * m_kit.pixels_per_dp();
    ImGui::SetScrollY(m_offset);
}

void ScrollArea::reveal(Rect strip) {
    const float scale = m_kit.pixels_per_dp();
    if (strip.y < m_area.y) {
        ImGui::SetScrollY((strip.y - m_top) * scale);
    } else if (strip.bottom() > m_area.bottom()) {
        ImGui::SetScrollY((strip.bottom() - m_top - m_area.h) * scale);
    }
}

}  // namespace daohu::kit
