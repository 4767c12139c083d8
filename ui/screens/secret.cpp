// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/secret.hpp"

#include "ui/screens/page.hpp"
#include "ui/screens/secret_fields.hpp"

namespace daohu::screens {

using kit::Kit;
using model::SecretField;
using model::SecretForm;
using model::SecretPurpose;

namespace {

constexpr std::size_t kLongest = 200;  // characters

// It names the field too.
[[nodiscard]] TextKey key_of(SecretField field) {
    switch (field) {
        case SecretField::current: return "secret.current";
        case SecretField::next: return "secret.next";
        case SecretField::again: break;
    }
    return "secret.again";
}

}  // namespace

std::optional<model::TypeSecret> secret_field(Kit& kit, kit::ScrollArea& column, SecretField field, bool is_typed) {
    const TextKey key = key_of(field);
    kit::paragraph(kit, column, kit.tr(key), kit::ParagraphLook::body);
    kit::TextFieldLook look;
    // The sheet begins with nothing, whatever was typed before: so "typed" stands where nothing would.
    look.placeholder = is_typed ? kit.tr("secret.typed") : kit.tr("unlock.placeholder");
    look.title = kit.tr(key);
    look.kind = TextKind::secret;
    look.limit = kLongest;
    const kit::Rect place = column.next(kit::text_field_height(kit, look, column.width()));
    auto typed = kit::text_field(kit, key.name(), place, look);
    column.space(kit.theme().space.card);
    return typed ? std::optional{model::TypeSecret{field, std::move(*typed)}} : std::nullopt;
}

Text secret_hindrance(const SecretForm& form, Kit& kit) {
    const bool is_complete = (!form.asks_current || form.has_current) && form.has_next && form.has_again;
    return is_complete ? Text{} : Text{kit.tr("secret.incomplete")};
}

void draw(const model::SecretState& state, Kit& kit, model::SecretActions& actions) {
    const kit::Space& space = kit.theme().space;
    const bool is_change = state.purpose == SecretPurpose::change;
    kit::Rect screen = kit.screen();
    page_top(kit, screen, is_change ? kit.tr("secret.title") : kit.tr("secret.person.title"), {}, state.badge, actions);
    kit::ScrollArea column{kit, "secret.list", text_column(kit, screen)};
    column.space(space.screen);
    kit::paragraph(kit, column, is_change ? kit.tr("secret.note") : kit.tr("secret.person.note"),
                   kit::ParagraphLook::body);
    column.space(space.card);
    draw_secret_fields(state.form, kit, column, is_change ? kit.tr("secret.keep") : kit.tr("secret.person.keep"),
                       actions);
    column.space(space.screen);
}

}  // namespace daohu::screens
