// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/unlock.hpp"

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/bars.hpp"
#include "ui/kit/widgets/choice.hpp"
#include "ui/kit/widgets/field.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/row.hpp"

#include <algorithm>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using model::UnlockStage;
using model::UnlockState;

namespace {

void draw_words(const UnlockState& state, Kit& kit, kit::ScrollArea& column) {
    const kit::Space& space = kit.theme().space;
    kit::paragraph(kit, column, kit.tr("unlock.title"), kit::ParagraphLook::question);
    kit::paragraph(kit, column, kit.words().facts({FixedText{state.village}, FixedText{state.coordinator}}),
                   kit::ParagraphLook::note);
    if (state.unsent > 0) {
        kit::paragraph(kit, column, kit.tr("unlock.unsent", {{"count", state.unsent}}), kit::ParagraphLook::note);
    }
    column.space(space.screen);
}

void draw_people(const UnlockState& state, Kit& kit, kit::ScrollArea& column, model::UnlockActions& actions) {
    if (state.people.size() < 2) {
        return;
    }
    std::vector<kit::ChoiceItem> choices;
    for (const model::UnlockPerson& person : state.people) {
        choices.push_back({{"unlock.person", person.id},
                           kit.tr("people.number", {{"number", FixedText{person.label}}}),
                           person.id == state.chosen});
    }
    if (const auto tapped = kit::choice_list(kit, column, choices, kit::ChoiceMark::radio)) {
        actions.add(model::ChooseUnlockPerson{state.people[*tapped].id});
    }
    column.space(kit.theme().space.card);
}

void draw_outcome(const UnlockState& state, Kit& kit, kit::ScrollArea& column) {
    switch (state.stage) {
        case UnlockStage::waiting: return;
        case UnlockStage::deriving: kit::banner(kit, column, kit.tr("unlock.deriving"), kit::Tone::info); return;
        case UnlockStage::preparing_practice:
            kit::banner(kit, column, kit.tr("practice.preparing"), kit::Tone::info);
            return;
        case UnlockStage::wrong:
            kit::banner(kit, column, kit.tr("unlock.wrong", {{"count", state.tries_left}}), kit::Tone::danger);
            return;
        case UnlockStage::sealed: kit::banner(kit, column, kit.tr("unlock.sealed"), kit::Tone::warn); return;
        case UnlockStage::broken:
            kit::banner(kit, column,
                        state.failure.empty() ? Text{kit.tr("unlock.broken")} : Text{FixedText{state.failure}},
                        kit::Tone::danger);
            return;
    }
}

// What kept the store from opening may be over by the next try: a full disk, another window of the app.
[[nodiscard]] bool takes_passphrase(UnlockStage stage) {
    return stage != UnlockStage::deriving && stage != UnlockStage::preparing_practice && stage != UnlockStage::sealed;
}

}  // namespace

void draw(const UnlockState& state, Kit& kit, model::UnlockActions& actions) {
    const kit::Theme& theme = kit.theme();
    kit::Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = kit.tr("app.name");
    bar.subtitle = kit.tr("app.purpose");
    kit::top_bar(kit, screen, bar);

    const float width = std::min(theme.layout.dialog, screen.w - 2 * theme.space.screen);
    const kit::Rect area{screen.x + (screen.w - width) / 2, screen.y, width, screen.h};
    kit::ScrollArea column{kit, "unlock.list", area};
    column.space(theme.space.block);
    draw_words(state, kit, column);
    if (takes_passphrase(state.stage)) {
        draw_people(state, kit, column, actions);
        kit::TextFieldLook look;
        look.placeholder = kit.tr("unlock.placeholder");
        look.title = kit.tr("unlock.passphrase");
        look.kind = TextKind::secret;
        look.limit = 200;
        look.state = state.stage == UnlockStage::wrong ? kit::FieldState::error : kit::FieldState::rest;
        const kit::Rect place = column.next(kit::text_field_height(kit, look, width));
        if (auto passphrase = kit::text_field(kit, "unlock.passphrase", place, look);
            passphrase && !passphrase->empty()) {
            actions.add(model::SubmitPassphrase{std::move(*passphrase)});
        }
        column.space(theme.space.screen);
    }
    draw_outcome(state, kit, column);
    column.space(theme.space.screen);
    if (state.stage == UnlockStage::sealed) {
        if (kit::column_button(kit, "unlock.county", column, kit.tr("unlock.county"), kit::ButtonKind::primary)) {
            actions.add(model::AskCounty{});
        }
        column.space(theme.space.screen);
    }
    kit::paragraph(kit, column, kit.tr("unlock.help"), kit::ParagraphLook::hint);
    column.space(theme.space.screen);
}

}  // namespace daohu::screens
