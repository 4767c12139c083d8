// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/store_check.hpp"

#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"

namespace daohu::screens {

using kit::Kit;
using model::CheckStage;
using model::StoreCheckActions;
using model::StoreCheckState;

namespace {

void draw_outcome(const StoreCheckState& state, Kit& kit, kit::ScrollArea& column) {
    switch (state.stage) {
        case CheckStage::rest: return;
        case CheckStage::running: kit::banner(kit, column, kit.tr("store_check.running"), kit::Tone::info); break;
        case CheckStage::sound: kit::banner(kit, column, kit.tr("store_check.sound"), kit::Tone::ok); break;
        case CheckStage::damaged: kit::banner(kit, column, kit.tr("store_check.damaged"), kit::Tone::danger); break;
        case CheckStage::failed:
            kit::banner(kit, column, kit.tr("store_check.failed", {{"reason", FixedText{state.failure}}}),
                        kit::Tone::warn);
            break;
    }
    column.space(kit.theme().space.card);
}

}  // namespace

void draw(const StoreCheckState& state, Kit& kit, StoreCheckActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::Rect screen = kit.screen();
    page_top(kit, screen, kit.tr("store_check.title"), {}, state.badge, actions);
    kit::ScrollArea column{kit, "store_check.list", text_column(kit, screen)};
    column.space(space.screen);
    draw_outcome(state, kit, column);
    kit::paragraph(kit, column, kit.tr("store_check.note"), kit::ParagraphLook::body);
    column.space(space.gap);
    kit::paragraph(kit, column, state.is_recent ? kit.tr("store_check.recent") : kit.tr("store_check.due"),
                   kit::ParagraphLook::note);
    column.space(space.card);
    const bool is_damaged = state.stage == CheckStage::damaged;
    if (is_damaged &&
        kit::column_button(kit, "store_check.mend", column, kit.tr("store_check.mend"), kit::ButtonKind::primary)) {
        actions.add(model::MendStore{});
    }
    column.space(is_damaged ? space.screen : 0);
    const Text hindrance = state.stage == CheckStage::running ? Text{kit.tr("store_check.running")} : Text{};
    if (kit::column_button(kit, "store_check.start", column, kit.tr("store_check.start"), kit::ButtonKind::secondary,
                           hindrance)) {
        actions.add(model::CheckStore{});
    }
    column.space(space.screen);
}

}  // namespace daohu::screens
