// SPDX-License-Identifier: Apache-2.0
#pragma once

// The fields of a passphrase, the same wherever one is set. UI thread.

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/field.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/model/secret.hpp"

namespace daohu::screens {

// What was typed into this field since the last frame.
std::optional<model::TypeSecret> secret_field(kit::Kit& kit, kit::ScrollArea& column, model::SecretField field,
                                              bool is_typed);

// Why it cannot be kept yet; empty where it can.
[[nodiscard]] Text secret_hindrance(const model::SecretForm& form, kit::Kit& kit);

// Says TypeSecret and KeepSecret.
template <class Actions>
void draw_secret_fields(const model::SecretForm& form, kit::Kit& kit, kit::ScrollArea& column, Text keep,
                        Actions& actions) {
    using model::SecretField;
    const kit::Space& space = kit.theme().space;
    const auto draw_field = [&](SecretField field, bool is_typed) {
        if (auto typed = secret_field(kit, column, field, is_typed)) {
            actions.add(std::move(*typed));
        }
    };
    if (form.stage == model::SecretStage::working) {
        kit::banner(kit, column, kit.tr("secret.working"), kit::Tone::info);
        return;
    }
    if (form.asks_current) {
        draw_field(SecretField::current, form.has_current);
    }
    kit::paragraph(kit, column, kit.tr("secret.rule"), kit::ParagraphLook::note);
    column.space(space.gap);
    draw_field(SecretField::next, form.has_next);
    draw_field(SecretField::again, form.has_again);
    if (form.stage == model::SecretStage::failed) {
        kit::banner(kit, column, FixedText{form.failure}, kit::Tone::danger);
        column.space(space.card);
    }
    if (kit::column_button(kit, "secret.keep", column, keep, kit::ButtonKind::primary, secret_hindrance(form, kit))) {
        actions.add(model::KeepSecret{});
    }
}

}  // namespace daohu::screens
