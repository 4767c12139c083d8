// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/conflicts.hpp"

#include "ui/kit/widgets/choice.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::ConflictField;
using model::ConflictsActions;
using model::ConflictsState;
using model::ConflictVersion;

namespace {

void draw_records(const ConflictsState& state, Kit& kit, kit::ScrollArea& list, ConflictsActions& actions) {
    for (const model::ConflictRow& record : state.records) {
        kit::ListRow row;
        row.title = FixedText{record.title};
        row.detail = FixedText{record.detail};
        row.chip = record.open_fields > 0 ? kit.tr("conflicts.open", {{"count", record.open_fields}})
                                          : kit.tr("conflicts.settled");
        row.chip_tone = record.open_fields > 0 ? kit::Tone::danger : kit::Tone::ok;
        row.is_selected = state.selected == record.id;
        if (kit::list_row(kit, row_id("conflicts", record.id), list, row)) {
            actions.add(model::SelectConflict{record.id});
        }
    }
}

// One version: whose it is above, its value as the choice.
[[nodiscard]] Text label_of(Kit& kit, const ConflictVersion& version) {
    const Text whose = version.is_mine ? Text{kit.tr("conflicts.mine")} : Text{kit.tr("conflicts.theirs")};
    const Text value = version.value.empty() ? Text{kit.tr("conflicts.taken_out")} : Text{FixedText{version.value}};
    return kit.tr("conflicts.version", {{"whose", whose}, {"value", value}});
}

void draw_field(const ConflictField& field, Kit& kit, kit::ScrollArea& column, ConflictsActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::paragraph(kit, column, FixedText{field.label}, kit::ParagraphLook::title);
    const Text before = field.before.empty() ? Text{kit.tr("conflicts.nothing_before")} : Text{FixedText{field.before}};
    kit::paragraph(kit, column, kit.tr("conflicts.before", {{"value", before}}), kit::ParagraphLook::note);
    column.space(space.gap);
    for (std::size_t i = 0; i < field.versions.size(); ++i) {
        const ConflictVersion& version = field.versions[i];
        const kit::ChoiceItem choice{
            {"conflicts", field.name, std::to_string(i + 1)}, label_of(kit, version), field.chosen == i};
        if (field.decided_by.empty()) {
            if (kit::choice_row(kit, column.next(kit::choice_height(kit, choice.label, column.width())), choice,
                                kit::ChoiceMark::radio)) {
                actions.add(model::ChooseVersion{field.name, i});
            }
        } else {
            kit::paragraph(kit, column, choice.label, kit::ParagraphLook::body);
        }
        kit::paragraph(kit, column, FixedText{version.who}, kit::ParagraphLook::hint);
        column.space(space.gap);
    }
    if (!field.decided_by.empty()) {
        kit::banner(kit, column, kit.tr("conflicts.decided_by", {{"who", FixedText{field.decided_by}}}),
                    kit::Tone::info);
    }
    column.space(space.screen);
}

void draw_selected(const ConflictsState& state, Kit& kit, Rect area, ConflictsActions& actions) {
    const kit::Theme& theme = kit.theme();
    const kit::ActionButton settle{"conflicts.settle", kit.tr("conflicts.settle"), kit::ButtonKind::primary,
                                   state.can_settle ? kit::ItemState::enabled : kit::ItemState::disabled};
    if (kit::action_bar(kit, area, std::span{&settle, 1})) {
        actions.add(model::SettleConflict{});
    }
    kit::ScrollArea column{kit, "conflicts.fields", text_column(kit, area), content_of(*state.selected)};
    column.space(theme.space.screen);
    if (!state.failure.empty()) {
        kit::banner(kit, column, FixedText{state.failure}, kit::Tone::danger);
        column.space(theme.space.gap);
    }
    kit::paragraph(kit, column, kit.tr("conflicts.note"), kit::ParagraphLook::note);
    column.space(theme.space.screen);
    for (const ConflictField& field : state.fields) {
        draw_field(field, kit, column, actions);
    }
    if (!state.can_settle) {
        kit::paragraph(kit, column, kit.tr("conflicts.choose_first"), kit::ParagraphLook::note);
        column.space(theme.space.gap);
    }
}

[[nodiscard]] Text selected_title(const ConflictsState& state) {
    const auto found = std::ranges::find_if(
        state.records, [&state](const model::ConflictRow& record) { return state.selected == record.id; });
    return found == state.records.end() ? Text{} : Text{FixedText{found->title}};
}

}  // namespace

void draw(const ConflictsState& state, Kit& kit, ConflictsActions& actions) {
    const kit::Theme& theme = kit.theme();
    Rect screen = kit.screen();
    const bool shows_one = state.selected && !kit.has_two_panes();
    if (shows_one) {
        kit::TopBar bar;
        bar.title = kit.tr("conflicts.title");
        bar.subtitle = selected_title(state);
        bar.back = kit.tr("page.back");
        page_top(kit, screen, bar, state.badge, model::CloseConflict{}, actions);
        draw_selected(state, kit, screen, actions);
        return;
    }
    page_top(kit, screen, kit.tr("conflicts.title"), kit.tr("conflicts.subtitle"), state.badge, actions);
    if (state.records.empty()) {
        kit::empty_state(kit, "conflicts.none", screen, kit.tr("conflicts.none"), {});
        return;
    }
    if (kit.has_two_panes()) {
        const Rect left = screen.cut_left(theme.layout.detail);
        kit.paint().fill(left, kit.colour().surface);
        {
            kit::ScrollArea list{kit, "conflicts.list", left.inset(theme.space.screen, 0)};
            list.space(theme.space.card);
            draw_records(state, kit, list, actions);
        }
        if (state.selected) {
            draw_selected(state, kit, screen, actions);
        } else {
            kit::empty_state(kit, "conflicts.choose", screen, kit.tr("conflicts.choose"), {});
        }
        return;
    }
    kit::ScrollArea list{kit, "conflicts.list", screen.inset(kit.margin(screen.w), 0)};
    list.space(theme.space.card);
    draw_records(state, kit, list, actions);
}

}  // namespace daohu::screens
