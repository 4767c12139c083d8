// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/kit.hpp"

#include "ui/kit/text_sheet.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <utility>

namespace daohu::kit {

namespace {

constexpr ImGuiWindowFlags kPageFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                        ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                        ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollWithMouse;
// The size at which faces state their metrics; each text asks for its own size.
constexpr float kNominalEm = 20;

void set_up_style() {
    ImGuiStyle& style = ImGui::GetStyle();
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.WindowMinSize = {1, 1};
    style.ChildBorderSize = 0;
    style.FramePadding = {0, 0};
    style.ItemSpacing = {0, 0};
    style.DisplayWindowPadding = {0, 0};
    style.DisplaySafeAreaPadding = {0, 0};
    style.DisabledAlpha = 1;
    style.Colors[ImGuiCol_NavCursor] = {0, 0, 0, 0};  // widgets draw the focus themselves
}

}  // namespace

float factor(TextScale scale) {
    switch (scale) {
        case TextScale::standard: return 1.0F;
        case TextScale::large: return 1.25F;
        case TextScale::extra_large: return 1.5F;
    }
    return 1.0F;
}

Result<std::unique_ptr<Kit>> Kit::open(const Setup& setup) {
    std::unique_ptr<Kit> kit{new Kit{setup}};
    TRY(kit->load_fonts(*setup.fonts));
    return kit;
}

Kit::Kit(const Setup& setup)
    : m_theme{&kit::theme(setup.theme)}, m_words{*setup.catalogue}, m_painter{m_items}, m_router{*this} {
    m_context = ImGui::CreateContext();
    ImGui::SetCurrentContext(m_context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;
    io.ConfigFlags |=
        ImGuiConfigFlags_IsTouchScreen | ImGuiConfigFlags_NavEnableKeyboard | ImGuiConfigFlags_NoMouseCursorChange;
    io.ConfigNavCaptureKeyboard = false;
    io.ConfigErrorRecoveryEnableTooltip = false;
    io.ConfigDebugHighlightIdConflicts = false;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
    set_up_style();
    set_text_scale(setup.text_scale);
    if (setup.text_entry == nullptr) {
        m_text_sheet = std::make_unique<TextSheet>();
        m_text_entry = m_text_sheet.get();
    } else {
        m_text_entry = setup.text_entry;
    }
}

Kit::~Kit() { ImGui::DestroyContext(m_context); }

Result<void> Kit::load_fonts(const FontSet& fonts) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.TexDesiredFormat = ImTextureFormat_Alpha8;
    atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
    for (const FontFace& face : fonts.faces()) {
        ImFontConfig config;
        config.FontNo = static_cast<ImU32>(face.face_number());
        config.MergeMode = !atlas.Fonts.empty();
        config.PixelSnapH = true;
        // The atlas copies what it does not own and frees what it owns; a mapped file must be neither.
        config.FontDataOwnedByAtlas = true;
        const std::span<const std::byte> data = face.data();
        const ImFont* const font =
            atlas.AddFontFromMemoryTTF(const_cast<std::byte*>(data.data()), static_cast<int>(data.size()),
                                       kNominalEm * face.line_to_em(), &config);
        if (font == nullptr) {
            return fail(ErrorCode::font_unusable, face.family());
        }
        atlas.Sources.back().FontDataOwnedByAtlas = false;
    }
    m_line_to_em = fonts.faces().front().line_to_em();
    return {};
}

void Kit::set_theme(ThemeName name) { m_theme = &kit::theme(name); }

void Kit::set_text_scale(TextScale scale) {
    m_text_factor = factor(scale);
    const auto scaled = [this](TypeSize size) { return TypeSize{size.em * m_text_factor, size.line * m_text_factor}; };
    const TypeScale& type = m_theme->type;
    m_type = {scaled(type.caption), scaled(type.note),     scaled(type.body),  scaled(type.item),
              scaled(type.title),   scaled(type.question), scaled(type.figure)};
}

void Kit::begin_frame(const FrameSetup& setup) {
    ImGui::SetCurrentContext(m_context);
    m_last_seconds = std::exchange(m_setup, setup).seconds;
    const double elapsed = std::max(setup.seconds - m_last_seconds, 0.0);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {setup.pixels.w, setup.pixels.h};
    io.DeltaTime = static_cast<float>(std::clamp(elapsed, 1e-4, 1.0));
    m_words.next_frame();
    m_items.begin_frame();
    m_router.begin_frame(elapsed);
    m_text_outcome = m_text_entry->poll();
    if (!ImGui::GetCurrentContext()->InputEventsQueue.empty()) {
        m_last_input = setup.seconds;
    }
    std::swap(m_steps, m_coming_steps);
    m_coming_steps.clear();
    ImGui::NewFrame();
    m_painter.begin_frame(setup.pixels_per_dp, ImGui::GetIO().Fonts->Fonts.front(), m_line_to_em);
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(io.DisplaySize);
    ImGui::Begin("page", nullptr, kPageFlags);
    m_painter.draw_on(ImGui::GetWindowDrawList());
    m_painter.fill(whole_screen(), colour().background);
    m_clip.reset();
    m_region = 0;
}

void Kit::end_frame() {
    if (m_text_sheet && m_text_sheet->is_open()) {
        m_text_sheet->draw(*this);
    }
    ImGui::End();
    ImGui::Render();
    m_router.end_frame();
    m_shown_top_layer = m_items.top_layer();
    m_lays_out_everything = false;
}

ImDrawData* Kit::draw_data() const {
    ImGui::SetCurrentContext(m_context);
    return ImGui::GetDrawData();
}

bool Kit::needs_frame() const {
    // Keys come one a frame, so that none is taken for another: a fast typist is frames ahead of the screen.
    const bool has_input_left = !ImGui::GetCurrentContext()->InputEventsQueue.empty();
    return has_input_left || m_router.needs_frame();
}

void Kit::redraw_at(double seconds) { m_redraw_at = m_redraw_at ? std::min(*m_redraw_at, seconds) : seconds; }

Rect Kit::whole_screen() const {
    return {0, 0, m_setup.pixels.w / m_setup.pixels_per_dp, m_setup.pixels.h / m_setup.pixels_per_dp};
}

Rect Kit::screen() const {
    const Rect whole = whole_screen();
    const Insets& insets = m_setup.insets;
    return {insets.left, insets.top, whole.w - insets.left - insets.right, whole.h - insets.top - insets.bottom};
}

Rect Kit::take_top(float height) {
    Rect rest = screen();
    m_setup.insets.top += height;
    return rest.cut_top(height);
}

float Kit::margin(float width) const {
    return width >= m_theme->layout.measure ? m_theme->space.section : m_theme->space.screen;
}

bool Kit::is_shallow() const { return is_landscape() && screen().h < m_theme->layout.shallow; }

bool Kit::has_two_panes() const { return is_landscape() && screen().w >= m_theme->layout.two_panes; }

Point Kit::to_dp(Point pixels) const { return {pixels.x / m_setup.pixels_per_dp, pixels.y / m_setup.pixels_per_dp}; }

void Kit::pointer_pressed(Point pixels, double seconds) {
    m_last_input = seconds;
    m_router.press(to_dp(pixels), seconds);
}
void Kit::pointer_moved(Point pixels, double seconds) {
    m_last_input = seconds;
    m_router.move(to_dp(pixels), seconds);
}
void Kit::pointer_released(Point pixels, double seconds) { m_router.release(to_dp(pixels), seconds); }
void Kit::pointer_cancelled() { m_router.cancel(); }
void Kit::wheel_turned(Point pixels, float lines) { m_router.wheel(to_dp(pixels), -lines * m_theme->target.minimum); }

void Kit::scroll_to(const Item& item) { m_router.scroll(item.region, item.rect.center().y - screen().center().y); }

void Kit::push_pointer(Point at) {
    ImGui::SetCurrentContext(m_context);
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
    io.AddMousePosEvent(at.x * m_setup.pixels_per_dp, at.y * m_setup.pixels_per_dp);
}

void Kit::push_down(Point at) {
    push_pointer(at);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
}

void Kit::push_up(Point at) {
    push_pointer(at);
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseButtonEvent(0, false);
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // a finger that is gone hovers over nothing
}

void Kit::tap(Point at) {
    push_down(at);
    push_up(at);
}

void Kit::press(Point at) {
    m_coming_steps.push_back({StepKind::down, at});
    push_down(at);
}

void Kit::move(Point at) {
    m_coming_steps.push_back({StepKind::move, at});
    push_pointer(at);
}

void Kit::release(Point at) {
    m_coming_steps.push_back({StepKind::up, at});
    push_up(at);
}

std::span<const PointerStep> Kit::drag(const ItemId& id, Rect rect, Text label) {
    const Rect visible = visible_part(rect);
    m_items.add(id, ItemKind::surface, ItemState::enabled, rect, visible, m_region, label.view());
    m_router.claim(visible);
    m_own_steps.clear();
    const std::uint32_t own = id.hash();
    for (const PointerStep& step : m_steps) {
        if (step.kind == StepKind::down && visible.contains(step.at)) {
            m_drag_owner = own;
        }
        if (m_drag_owner == own) {
            m_own_steps.push_back(step);
        }
        if (step.kind == StepKind::up && m_drag_owner == own) {
            m_drag_owner = 0;
        }
    }
    return m_own_steps;
}

Rect Kit::visible_part(Rect rect) const { return rect.clipped_to(m_clip.value_or(whole_screen())); }

Press Kit::press(const ItemId& id, Rect rect, Text label, ItemKind kind, ItemState state) {
    const Rect visible = visible_part(rect);
    m_items.add(id, kind, state, rect, visible, m_region, label.view());
    if (state == ItemState::disabled || rect.empty()) {
        return {};
    }
    const float scale = m_setup.pixels_per_dp;
    ImGui::SetCursorScreenPos({rect.x * scale, rect.y * scale});
    ImGui::PushID(static_cast<int>(id.hash()));
    Press press;
    press.tapped = ImGui::InvisibleButton("item", {rect.w * scale, rect.h * scale});
    press.focused = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible;
    ImGui::PopID();
    const bool is_reachable = m_items.layer() == m_shown_top_layer;
    if (const auto finger = m_router.pending_press(); finger && is_reachable) {
        press.held = visible.contains(*finger);
    }
    return press;
}

std::optional<std::string> Kit::take_text(const ItemId& id) {
    if (!m_text_outcome || m_text_outcome->owner != id.view()) {
        return std::nullopt;
    }
    return std::exchange(m_text_outcome, std::nullopt)->text;
}

}  // namespace daohu::kit
