// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/people.hpp"

#include "ui/kit/widgets/dialog.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"

#include <algorithm>

namespace daohu::screens {

using kit::Kit;
using model::PeopleActions;
using model::PeopleState;
using model::TabletPerson;

namespace {

constexpr const char* kAsking = "people.asking";  // the slot that is to go

void draw_person(const TabletPerson& person, Kit& kit, kit::ScrollArea& column) {
    const kit::Space& space = kit.theme().space;
    const Translated name = kit.tr("people.number", {{"number", FixedText{person.label}}});
    kit::labelled_value(kit, column, name,
                        person.is_self ? kit.tr("people.self")
                                       : kit.tr("people.tries", {{"count", std::int64_t{person.tries_left}}}),
                        {});
    if (!person.is_self) {
        column.space(space.tight);
        if (kit::column_button(kit, {"people.remove", person.id}, column, kit.tr("people.remove"),
                               kit::ButtonKind::quiet)) {
            kit.memory(kAsking).text = person.id;
        }
    }
    column.space(space.card);
}

// Somebody new, or somebody to whom the county gave a sealed tablet back, has a key that the county does not know yet.
void draw_certifying(const PeopleState& state, Kit& kit, kit::ScrollArea& column, PeopleActions& actions) {
    const kit::Space& space = kit.theme().space;
    if (!state.is_enrolled || state.is_certified) {
        return;
    }
    kit::banner(kit, column, kit.tr("people.uncertified"), kit::Tone::warn);
    column.space(space.gap);
    const Text hindrance = state.has_stick ? Text{} : Text{kit.tr("carry.plug_in")};
    if (kit::column_button(kit, "people.request", column, kit.tr("people.request"), kit::ButtonKind::secondary,
                           hindrance)) {
        actions.add(model::WriteAuthorRequest{});
    }
    column.space(space.gap);
    if (!state.request_file.empty()) {
        kit::banner(kit, column, kit.tr("vault_recovery.written", {{"file", FixedText{state.request_file}}}),
                    kit::Tone::ok);
        column.space(space.gap);
    }
    kit::paragraph(kit, column, kit.tr("people.grant.note", {{"file", FixedText{state.grant_file}}}),
                   kit::ParagraphLook::note);
    column.space(space.gap);
    if (kit::column_button(kit, "people.grant", column, kit.tr("people.grant"), kit::ButtonKind::secondary,
                           hindrance)) {
        actions.add(model::ReadGrant{});
    }
    column.space(space.screen);
}

void draw_dialog(const PeopleState& state, Kit& kit, PeopleActions& actions) {
    std::string& asking = kit.memory(kAsking).text;
    const auto person = std::ranges::find(state.people, asking, &TabletPerson::id);
    if (asking.empty() || person == state.people.end()) {
        return;
    }
    const kit::DialogAnswer answer =
        kit::dialog(kit, {.title = kit.tr("people.ask", {{"number", FixedText{person->label}}}),
                          .message = kit.tr("people.ask.message"),
                          .keep = kit.tr("people.ask.keep"),
                          .act = kit.tr("people.remove"),
                          .keep_id = "people.ask.keep",
                          .act_id = "people.ask.act",
                          .is_destructive = true});
    if (answer == kit::DialogAnswer::act) {
        actions.add(model::RemovePerson{asking});
    }
    if (answer != kit::DialogAnswer::none) {
        asking.clear();
    }
}

}  // namespace

void draw(const PeopleState& state, Kit& kit, PeopleActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::Rect screen = kit.screen();
    page_top(kit, screen, kit.tr("people.title"), {}, state.badge, actions);
    {
        kit::ScrollArea column{kit, "people.list", text_column(kit, screen)};
        column.space(space.screen);
        kit::paragraph(kit, column, kit.tr("people.note"), kit::ParagraphLook::body);
        column.space(space.card);
        draw_certifying(state, kit, column, actions);
        for (const TabletPerson& person : state.people) {
            draw_person(person, kit, column);
        }
        column.space(space.gap);
        if (kit::column_button(kit, "people.add", column, kit.tr("people.add"), kit::ButtonKind::secondary)) {
            actions.add(model::AddPerson{});
        }
        column.space(space.screen);
    }
    draw_dialog(state, kit, actions);
}

}  // namespace daohu::screens
