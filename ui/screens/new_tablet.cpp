// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/new_tablet.hpp"

#include "ui/screens/page.hpp"
#include "ui/screens/secret_fields.hpp"

namespace daohu::screens {

void draw(const model::NewTabletState& state, kit::Kit& kit, model::NewTabletActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = kit.tr("app.name");
    bar.subtitle = kit.tr("app.purpose");
    kit::top_bar(kit, screen, bar);

    kit::ScrollArea column{kit, "new_tablet.list", text_column(kit, screen)};
    column.space(space.screen);
    kit::paragraph(kit, column, kit.tr("new_tablet.title"), kit::ParagraphLook::question);
    if (state.form.stage == model::SecretStage::working) {
        column.space(space.card);
        kit::banner(kit, column, kit.tr("new_tablet.working"), kit::Tone::info);
    } else {
        kit::paragraph(kit, column, kit.tr("new_tablet.note"), kit::ParagraphLook::body);
        column.space(space.card);
        draw_secret_fields(state.form, kit, column, kit.tr("new_tablet.keep"), actions);
        column.space(space.card);
        kit::paragraph(kit, column, kit.tr("new_tablet.remember"), kit::ParagraphLook::note);
    }
    column.space(space.screen);
}

}  // namespace daohu::screens
