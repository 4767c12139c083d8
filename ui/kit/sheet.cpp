// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/sheet.hpp"

#include <imgui.h>

#include <array>

namespace daohu::kit {

namespace {

constexpr ImGuiWindowFlags kSheetFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                         ImGuiWindowFlags_NoScrollWithMouse;
// One window a layer, so that a later layer always lies above an earlier one.
constexpr std::array kLayerNames{"layer 1", "layer 2", "layer 3", "layer 4"};

}  // namespace

Sheet::Sheet(Kit& kit, Rect area) : m_kit{kit}, m_outer_clip{kit.m_clip}, m_outer_region{kit.m_region} {
    kit.m_items.push_layer();
    kit.m_router.cover();
    const auto layer = static_cast<std::size_t>(kit.m_items.layer() - 1);
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin(kLayerNames.at(layer), nullptr, kSheetFlags);
    if (ImGui::IsWindowAppearing()) {
        ImGui::SetWindowFocus();
    }
    kit.m_clip.reset();
    kit.m_region = 0;
    kit.m_painter.draw_on(ImGui::GetWindowDrawList());
    kit.paint().fill(kit.whole_screen(), kit.colour().scrim);
    kit.paint().fill(area, kit.colour().background, kit.theme().shape.panel);
    kit.paint().outline(area, kit.colour().border, kit.theme().shape.hairline, kit.theme().shape.panel);
}

Sheet::~Sheet() {
    ImGui::End();
    m_kit.m_items.pop_layer();
    m_kit.m_clip = m_outer_clip;
    m_kit.m_region = m_outer_region;
    m_kit.m_painter.draw_on(ImGui::GetWindowDrawList());
}

Overlay::Overlay(Kit& kit, Rect area) : m_kit{kit} {
    const float scale = kit.pixels_per_dp();
    ImGui::SetNextWindowPos({area.x * scale, area.y * scale});
    ImGui::SetNextWindowSize({area.w * scale, area.h * scale});
    ImGui::Begin("overlay", nullptr, kSheetFlags | ImGuiWindowFlags_NoFocusOnAppearing);
    kit.m_painter.draw_on(ImGui::GetWindowDrawList());
}

Overlay::~Overlay() {
    ImGui::End();
    m_kit.m_painter.draw_on(ImGui::GetWindowDrawList());
}

}  // namespace daohu::kit
