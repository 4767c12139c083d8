// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/screen_lock.hpp"

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/pin_pad.hpp"
#include "ui/kit/widgets/row.hpp"

#include <algorithm>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::LockStage;
using model::ScreenLockActions;
using model::ScreenLockState;

namespace {

void draw_words(const ScreenLockState& state, Kit& kit, kit::ScrollArea& column) {
    const kit::Space& space = kit.theme().space;
    kit::paragraph(kit, column, kit.words().time(state.now), kit::ParagraphLook::figure);
    kit::paragraph(kit, column, kit.words().short_date(state.now.date), kit::ParagraphLook::note);
    column.space(space.card);
    kit::paragraph(kit, column, kit.tr("lock.title"), kit::ParagraphLook::title);
    kit::paragraph(kit, column, FixedText{state.coordinator}, kit::ParagraphLook::note);
    if (state.has_draft) {
        kit::paragraph(kit, column, kit.tr("lock.draft"), kit::ParagraphLook::note);
    }
    if (state.unsent > 0) {
        kit::paragraph(kit, column, kit.tr("unlock.unsent", {{"count", state.unsent}}), kit::ParagraphLook::note);
    }
    column.space(space.card);
}

void draw_outcome(const ScreenLockState& state, Kit& kit, kit::ScrollArea& column) {
    switch (state.stage) {
        case LockStage::waiting: return;
        case LockStage::checking: kit::banner(kit, column, kit.tr("lock.checking"), kit::Tone::info); break;
        case LockStage::wrong:
            kit::banner(kit, column, kit.tr("lock.wrong", {{"count", state.tries_left}}), kit::Tone::danger);
            break;
        case LockStage::closed: kit::banner(kit, column, kit.tr("lock.closed"), kit::Tone::warn); break;
    }
    column.space(kit.theme().space.card);
}

void draw_passphrase(const ScreenLockState& state, Kit& kit, kit::ScrollArea& column, ScreenLockActions& actions) {
    const auto kind = state.stage == LockStage::closed ? kit::ButtonKind::primary : kit::ButtonKind::quiet;
    if (kit::column_button(kit, "lock.passphrase", column, kit.tr("lock.passphrase"), kind)) {
        actions.add(model::UsePassphrase{});
    }
    column.space(kit.theme().space.screen);
}

void draw_pad(const ScreenLockState& state, Kit& kit, Rect place, ScreenLockActions& actions) {
    const auto keys = state.stage == LockStage::checking ? kit::ItemState::disabled : kit::ItemState::enabled;
    const auto key = kit::pin_pad(kit, place, state.typed, keys);
    if (!key) {
        return;
    }
    if (*key == kit::Key::erase) {
        actions.add(model::ErasePinDigit{});
    } else {
        actions.add(model::TypePinDigit{static_cast<std::uint8_t>(*key)});
    }
}

}  // namespace

void draw(const ScreenLockState& state, Kit& kit, ScreenLockActions& actions) {
    const kit::Theme& theme = kit.theme();
    Rect screen = kit.screen().inset(theme.space.screen, theme.space.screen);
    const bool has_pad = state.stage != LockStage::closed;
    const kit::Size pad = kit::pin_pad_size(kit);
    if (has_pad && kit.is_landscape()) {
        const Rect side = screen.cut_right(screen.w / 2);
        draw_pad(state, kit, side.centered(pad), actions);
        screen.cut_right(theme.space.screen);
    } else if (has_pad) {
        const Rect below = screen.cut_bottom(pad.h + theme.space.gap);
        draw_pad(state, kit, below.centered(pad), actions);
        screen.cut_bottom(theme.space.gap);
    }
    const float width = std::min(screen.w, theme.layout.dialog);
    const Rect area = kit.is_landscape() && has_pad ? Rect{screen.right() - width, screen.y, width, screen.h}
                                                    : screen.centered({width, screen.h});
    kit::ScrollArea column{kit, "lock.list", area};
    column.space(theme.space.screen);
    draw_words(state, kit, column);
    draw_outcome(state, kit, column);
    draw_passphrase(state, kit, column, actions);
}

}  // namespace daohu::screens
