// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/enrol.hpp"

#include "ui/kit/widgets/field.hpp"
#include "ui/kit/widgets/keypad.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"

#include <algorithm>
#include <array>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::EnrolActions;
using model::EnrolStage;
using model::EnrolState;

namespace {

[[nodiscard]] bool is_complete(const EnrolState& state) {
    return state.code.size() == static_cast<std::size_t>(state.code_digits);
}

// Beside the words where the screen is wide, below them where it is high. Takes its part off `work`.
void draw_keys(const EnrolState& state, Kit& kit, Rect& work, EnrolActions& actions) {
    const kit::Theme& theme = kit.theme();
    const kit::Size size = kit::keypad_size(kit);
    Rect place;
    if (kit.is_landscape()) {
        work.cut_right(kit.margin(work.w));
        const Rect side = work.cut_right(size.w);
        place = side.centered({size.w, std::min(size.h, side.h)});
    } else {
        const Rect strip = work.cut_bottom(size.h + 2 * theme.space.gap);
        place = strip.inset(kit.margin(strip.w), theme.space.gap);
    }
    if (const auto key = kit::keypad(kit, place, kit::KeypadLayout::digits)) {
        actions.add(model::TypeCode{kit::type_number(state.code, *key, kit::KeypadLayout::digits,
                                                     static_cast<std::size_t>(state.code_digits))});
    }
}

void draw_code(const EnrolState& state, Kit& kit, kit::ScrollArea& column) {
    kit::paragraph(kit, column, kit.tr("enrol.code.title"), kit::ParagraphLook::question);
    kit::paragraph(kit, column, kit.tr("enrol.code.note", {{"count", state.code_digits}}), kit::ParagraphLook::note);
    column.space(kit.theme().space.card);
    const kit::FieldBox box{.value = FixedText{state.code},
                            .placeholder = kit.tr("question.tap_number"),
                            .unit = {},
                            .state = kit::FieldState::focused};
    kit::field_box(kit, "enrol.code", column.next(kit::field_height(kit, box, column.width())), box);
    column.space(kit.theme().space.tight);
    kit::paragraph(
        kit, column,
        kit.tr("progress.of", {{"done", static_cast<std::int64_t>(state.code.size())}, {"total", state.code_digits}}),
        kit::ParagraphLook::note);
}

// What to do with the stick, in order.
void draw_stick(const EnrolState& state, Kit& kit, kit::ScrollArea& column) {
    const kit::Space& space = kit.theme().space;
    if (!state.failure.empty()) {
        kit::banner(kit, column, FixedText{state.failure}, kit::Tone::danger);
        column.space(space.gap);
    }
    if (!state.outcome.empty()) {
        kit::banner(kit, column, FixedText{state.outcome}, kit::Tone::ok);
        column.space(space.gap);
    }
    if (!state.has_stick) {
        kit::banner(kit, column, kit.tr("carry.no_medium"), kit::Tone::info);
        column.space(space.gap);
    }
    kit::paragraph(kit, column, kit.tr("enrol.stick.title"), kit::ParagraphLook::question);
    kit::paragraph(kit, column, kit.tr("enrol.stick.write"), kit::ParagraphLook::body);
    kit::paragraph(kit, column, kit.tr("enrol.stick.compare"), kit::ParagraphLook::body);
    kit::paragraph(kit, column, kit.tr("enrol.stick.read"), kit::ParagraphLook::body);
    column.space(space.card);
}

// The words of the fingerprint, numbered, large enough to read across a counter.
void draw_words(const EnrolState& state, Kit& kit, kit::ScrollArea& column) {
    if (state.stage == EnrolStage::stick) {
        draw_stick(state, kit, column);
    } else {
        kit::paragraph(kit, column, kit.tr("enrol.compare.title"), kit::ParagraphLook::question);
        kit::paragraph(kit, column, kit.tr("enrol.compare.note"), kit::ParagraphLook::note);
    }
    column.space(kit.theme().space.card);
    for (std::size_t i = 0; i < state.words.size(); ++i) {
        kit::paragraph(
            kit, column,
            kit.tr("enrol.word", {{"number", static_cast<std::int64_t>(i + 1)}, {"word", FixedText{state.words[i]}}}),
            kit::ParagraphLook::figure);
    }
    column.space(kit.theme().space.screen);
}

void draw_page(const EnrolState& state, Kit& kit, kit::ScrollArea& column) {
    switch (state.stage) {
        case EnrolStage::code: return draw_code(state, kit, column);
        case EnrolStage::working:
            kit::paragraph(kit, column, kit.tr("enrol.working.title"), kit::ParagraphLook::question);
            return kit::paragraph(kit, column, kit.tr("enrol.working.note"), kit::ParagraphLook::note);
        case EnrolStage::stick:
        case EnrolStage::compare: return draw_words(state, kit, column);
        case EnrolStage::approved:
            kit::banner(kit, column, kit.tr("enrol.approved", {{"county", FixedText{state.county}}}), kit::Tone::ok);
            column.space(kit.theme().space.card);
            return kit::paragraph(kit, column, kit.tr("enrol.passphrase_note"), kit::ParagraphLook::body);
        case EnrolStage::failed: return kit::banner(kit, column, FixedText{state.failure}, kit::Tone::danger);
    }
}

void draw_buttons(const EnrolState& state, Kit& kit, Rect& screen, EnrolActions& actions) {
    if (state.stage == EnrolStage::working) {
        return;
    }
    if (state.stage == EnrolStage::compare) {
        const std::array buttons{kit::ActionButton{"enrol.differ", kit.tr("enrol.differ"), kit::ButtonKind::danger},
                                 kit::ActionButton{"enrol.agree", kit.tr("enrol.agree"), kit::ButtonKind::primary}};
        if (const auto tapped = kit::action_bar(kit, screen, buttons)) {
            if (*tapped == 0) {
                actions.add(model::WordsDiffer{});
            } else {
                actions.add(model::WordsAgree{});
            }
        }
        return;
    }
    if (state.stage == EnrolStage::stick) {
        const auto needs_stick = state.has_stick ? kit::ItemState::enabled : kit::ItemState::disabled;
        const std::array buttons{
            kit::ActionButton{"enrol.write", kit.tr("enrol.write"), kit::ButtonKind::secondary, needs_stick},
            kit::ActionButton{"enrol.read", kit.tr("enrol.read"), kit::ButtonKind::primary, needs_stick}};
        if (const auto tapped = kit::action_bar(kit, screen, buttons)) {
            if (*tapped == 0) {
                actions.add(model::WriteRequest{});
            } else {
                actions.add(model::ReadAnswer{});
            }
        }
        return;
    }
    const bool is_code = state.stage == EnrolStage::code;
    const bool is_failed = state.stage == EnrolStage::failed;
    const kit::ActionButton button{is_code     ? "enrol.send"
                                   : is_failed ? "enrol.again"
                                               : "enrol.set_passphrase",
                                   is_code     ? kit.tr("enrol.send")
                                   : is_failed ? kit.tr("enrol.again")
                                               : kit.tr("enrol.set_passphrase"),
                                   kit::ButtonKind::primary,
                                   is_code && !is_complete(state) ? kit::ItemState::disabled : kit::ItemState::enabled};
    if (kit::action_bar(kit, screen, std::span{&button, 1})) {
        if (is_code) {
            actions.add(model::SendCode{});
        } else if (is_failed) {
            actions.add(model::TryAgain{});
        } else {
            actions.add(model::SetPassphrase{});
        }
    }
}

}  // namespace

void draw(const EnrolState& state, Kit& kit, EnrolActions& actions) {
    Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = kit.tr("enrol.title");
    bar.subtitle = state.county.empty() ? Text{kit.tr("app.purpose")} : Text{FixedText{state.county}};
    if (state.stage == EnrolStage::stick) {
        bar.back = kit.tr("page.back");
    }
    if (kit::top_bar(kit, screen, bar) == kit::TopBarTap::back) {
        actions.add(model::GoBack{});
    }
    draw_buttons(state, kit, screen, actions);
    if (state.stage == EnrolStage::code) {
        draw_keys(state, kit, screen, actions);
    }
    kit::ScrollArea column{kit, "enrol.list", text_column(kit, screen), static_cast<std::uint64_t>(state.stage) + 1};
    column.space(kit.theme().space.screen);
    draw_page(state, kit, column);
    column.space(kit.theme().space.screen);
}

}  // namespace daohu::screens
