// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/vault_recovery.hpp"

#include "ui/screens/page.hpp"
#include "ui/screens/secret_fields.hpp"

namespace daohu::screens {

using kit::Kit;
using model::RecoveryStage;
using model::VaultRecoveryActions;
using model::VaultRecoveryState;

namespace {

void draw_asking(const VaultRecoveryState& state, Kit& kit, kit::ScrollArea& column, VaultRecoveryActions& actions) {
    const kit::Space& space = kit.theme().space;
    const Text hindrance = state.has_stick ? Text{} : Text{kit.tr("carry.plug_in")};
    kit::paragraph(kit, column, kit.tr("vault_recovery.first"), kit::ParagraphLook::body);
    column.space(space.gap);
    if (kit::column_button(kit, "vault_recovery.write", column, kit.tr("vault_recovery.write"),
                           state.request_file.empty() ? kit::ButtonKind::primary : kit::ButtonKind::secondary,
                           hindrance)) {
        actions.add(model::WriteRecoveryRequest{});
    }
    column.space(space.gap);
    if (!state.request_file.empty()) {
        kit::banner(kit, column, kit.tr("vault_recovery.written", {{"file", FixedText{state.request_file}}}),
                    kit::Tone::ok);
    }
    column.space(space.screen);
    kit::paragraph(kit, column, kit.tr("vault_recovery.second", {{"file", FixedText{state.answer_file}}}),
                   kit::ParagraphLook::body);
    column.space(space.gap);
    if (kit::column_button(kit, "vault_recovery.read", column, kit.tr("vault_recovery.read"),
                           kit::ButtonKind::secondary, hindrance)) {
        actions.add(model::ReadRecoveryAnswer{});
    }
    column.space(space.gap);
}

}  // namespace

void draw(const VaultRecoveryState& state, Kit& kit, VaultRecoveryActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = kit.tr("vault_recovery.title");
    bar.back = kit.tr("page.back");
    if (kit::top_bar(kit, screen, bar) == kit::TopBarTap::back) {
        actions.add(model::GoBack{});
    }
    kit::ScrollArea column{kit, "vault_recovery.list", text_column(kit, screen)};
    column.space(space.screen);
    kit::banner(kit, column, kit.tr("unlock.sealed"), kit::Tone::warn);
    column.space(space.card);
    switch (state.stage) {
        case RecoveryStage::impossible:
            kit::paragraph(kit, column, kit.tr("vault_recovery.impossible"), kit::ParagraphLook::body);
            break;
        case RecoveryStage::asking: draw_asking(state, kit, column, actions); break;
        case RecoveryStage::answered:
            kit::paragraph(kit, column, kit.tr("vault_recovery.answered"), kit::ParagraphLook::body);
            column.space(space.card);
            draw_secret_fields(state.form, kit, column, kit.tr("vault_recovery.open"), actions);
            break;
    }
    if (!state.failure.empty()) {
        kit::banner(kit, column, FixedText{state.failure}, kit::Tone::danger);
    }
    column.space(space.screen);
}

}  // namespace daohu::screens
