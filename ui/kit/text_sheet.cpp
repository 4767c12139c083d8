// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/text_sheet.hpp"

#include "core/base/bytes.hpp"
#include "core/base/secret.hpp"
#include "core/base/utf8.hpp"
#include "ui/kit/sheet.hpp"
#include "ui/kit/widgets/button.hpp"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <utility>

namespace daohu::kit {

namespace {

constexpr int kParagraphLines = 4;

// Overwrites what may have been a passphrase before the memory goes back.
void forget(std::string& text) {
    wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    text.clear();
}

[[nodiscard]] ImVec4 to_vec4(Colour colour) { return ImGui::ColorConvertU32ToFloat4(Painter::packed(colour)); }

}  // namespace

TextSheet::~TextSheet() { forget(m_typed); }

Result<void> TextSheet::begin(TextRequest request) {
    if (m_request) {
        return fail(ErrorCode::port_busy, "text entry");
    }
    m_typed = request.text;
    m_request = std::move(request);
    m_reveal = Reveal::hidden;
    m_has_focus = false;
    return {};
}

std::optional<TextOutcome> TextSheet::poll() { return std::exchange(m_outcome, std::nullopt); }

void TextSheet::cancel() {
    if (m_request) {
        finish(std::nullopt);
    }
}

void TextSheet::commit() {
    if (m_request) {
        const bool is_answer = m_request->kind != TextKind::secret;
        finish(is_answer ? std::optional{accept_text(m_typed, m_request->kind, m_request->limit)} : std::nullopt);
    }
}

void TextSheet::finish(std::optional<std::string> text) {
    m_outcome = TextOutcome{std::move(m_request->owner), std::move(text)};
    m_request.reset();
    forget(m_typed);
}

bool TextSheet::draw_input(Kit& kit, const Rect& place) {
    const Palette& colour = kit.colour();
    const Theme& theme = kit.theme();
    kit.paint().fill(place, colour.background, theme.shape.control);
    kit.paint().outline(place, colour.info, theme.shape.border_selected, theme.shape.control);
    kit.m_router.claim(place);
    const float scale = kit.pixels_per_dp();
    const TypeSize size = kit.type().item;
    const bool is_paragraph = m_request->kind == TextKind::paragraph;
    const Rect inner = place.inset(theme.space.card, is_paragraph ? theme.space.gap : 0);
    const float font_pixels = kit.paint().font_pixels(size);
    ImGui::PushFont(kit.paint().font(), font_pixels);
    const float padding = is_paragraph ? 0 : std::max(0.0F, (place.h * scale - ImGui::GetFontSize()) / 2);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, padding});
    ImGui::PushStyleColor(ImGuiCol_FrameBg, {0, 0, 0, 0});
    ImGui::PushStyleColor(ImGuiCol_Text, to_vec4(colour.text));
    ImGui::PushStyleColor(ImGuiCol_InputTextCursor, to_vec4(colour.text));
    ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, to_vec4(colour.primary_soft));
    ImGui::SetCursorScreenPos({inner.x * scale, inner.y * scale});
    if (!m_has_focus) {
        ImGui::SetKeyboardFocusHere();
        m_has_focus = true;
    }
    bool confirmed = false;
    if (is_paragraph) {
        ImGui::InputTextMultiline("##text", &m_typed, {inner.w * scale, inner.h * scale});
    } else {
        ImGui::SetNextItemWidth(inner.w * scale);
        const bool is_hidden = m_request->kind == TextKind::secret && m_reveal == Reveal::hidden;
        confirmed = ImGui::InputText(
            "##text", &m_typed, ImGuiInputTextFlags_EnterReturnsTrue | (is_hidden ? ImGuiInputTextFlags_Password : 0));
    }
    ImGui::PopStyleColor(4);
    ImGui::PopStyleVar();
    ImGui::PopFont();
    return confirmed;
}

void TextSheet::draw(Kit& kit) {
    const Theme& theme = kit.theme();
    const Rect screen = kit.screen();
    const float width = std::min(theme.layout.measure, screen.w - 2 * theme.space.screen);
    const float inner_width = width - 2 * theme.space.screen;
    const TypeScale& type = kit.type();
    const FixedText title{m_request->title};
    const float title_height = kit.paint().measure(title, type.title, inner_width, 2).h;
    const float input_height = m_request->kind == TextKind::paragraph
                                   ? kParagraphLines * type.item.line + 2 * theme.space.gap
                                   : std::max(theme.target.primary, type.item.line + theme.space.card);
    const std::size_t typed = count_scalars(m_typed);
    const bool is_too_long = typed > m_request->limit;
    const bool counts = m_request->kind == TextKind::paragraph || is_too_long;
    const float count_height = counts ? type.caption.line : 0;
    const Translated done = m_request->kind == TextKind::search ? kit.tr("text.search") : kit.tr("text.done");
    const float buttons_height = button_height(kit);
    const float height = theme.space.screen * 2 + title_height + theme.space.gap + input_height + count_height +
                         theme.space.card + buttons_height;

    Rect area{screen.x + (screen.w - width) / 2, screen.y + theme.space.screen, width, height};
    const Sheet sheet{kit, area};
    Rect inside = area.inset(theme.space.screen);
    kit.paint().text(inside.cut_top(title_height), title,
                     {.size = type.title, .colour = kit.colour().text, .max_lines = 2});
    inside.cut_top(theme.space.gap);
    bool confirmed = draw_input(kit, inside.cut_top(input_height));
    if (counts) {
        kit.paint().text(inside.cut_top(count_height),
                         kit.tr("text.count", {{"typed", static_cast<std::int64_t>(typed)},
                                               {"limit", static_cast<std::int64_t>(m_request->limit)}}),
                         {.size = type.caption,
                          .colour = is_too_long ? kit.colour().danger : kit.colour().text2,
                          .across = Align::end});
    }
    Rect buttons = inside.cut_bottom(buttons_height);
    const float done_width = button_width(kit, done);
    if (button(kit, "text.done", buttons.cut_right(std::max(done_width, theme.target.key_width)), done,
               ButtonKind::primary, is_too_long ? ItemState::disabled : ItemState::enabled)) {
        confirmed = true;
    }
    const Translated cancel_label = kit.tr("text.cancel");
    bool cancelled = button(kit, "text.cancel", buttons.cut_left(button_width(kit, cancel_label)), cancel_label,
                            ButtonKind::secondary);
    if (m_request->kind == TextKind::secret) {
        buttons.cut_left(theme.space.gap);
        const Translated reveal = m_reveal == Reveal::hidden ? kit.tr("text.show") : kit.tr("text.hide");
        if (button(kit, "text.show", buttons.cut_left(button_width(kit, reveal)), reveal, ButtonKind::quiet)) {
            m_reveal = m_reveal == Reveal::hidden ? Reveal::shown : Reveal::hidden;
        }
    }
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
        cancelled = true;
    }
    if (confirmed && !is_too_long) {
        finish(accept_text(m_typed, m_request->kind, m_request->limit));
    } else if (cancelled) {
        cancel();
    }
}

}  // namespace daohu::kit
