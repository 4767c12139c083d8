// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/plan.hpp"

#include "ui/kit/long_list.hpp"
#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"
#include "ui/screens/unread.hpp"

#include <span>
#include <string>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::PlanActions;
using model::PlanHousehold;
using model::PlanState;

namespace {

[[nodiscard]] Translated as_of_words(const PlanState& state, Kit& kit) {
    if (!state.data_as_of) {
        return kit.tr("plan.never_synced");
    }
    return kit.tr("plan.as_of", {{"time", kit.words().moment(*state.data_as_of, state.now.date)}});
}

void draw_top(const PlanState& state, Kit& kit, Rect& screen, PlanActions& actions) {
    kit::TopBar bar;
    bar.title = kit.tr("today.title");
    bar.subtitle = kit.words().facts({kit.words().short_date(state.now.date), FixedText{state.village},
                                      FixedText{state.coordinator}, as_of_words(state, kit)});
    set_badge(kit, bar, state.badge);
    if (kit::top_bar(kit, screen, bar) == kit::TopBarTap::badge) {
        actions.add(model::OpenSync{});
    }
}

// What has to be done there, the most pressing first, each with its name.
[[nodiscard]] Text tasks_words(Kit& kit, std::span<const model::PlanTask> tasks, std::string_view note) {
    Text all;
    for (const model::PlanTask& task : tasks) {
        all = kit.words().facts({all, FixedText{task.what}});
    }
    return kit.words().facts({all, FixedText{note}});
}

bool draw_household(const PlanHousehold& household, Kit& kit, kit::ScrollArea& list, bool is_selected) {
    const model::PlanTask& first = household.tasks.front();
    kit::ListRow row;
    row.title = kit.words().facts({FixedText{household.name}, FixedText{household.place}});
    row.detail = tasks_words(kit, household.tasks, household.note);
    row.chip = due_words(kit, first);
    row.chip_tone = tone_of(first.group);
    row.note = window_words(kit, first);
    row.is_selected = is_selected;
    return kit::list_row(kit, {"plan", "household", household.id.to_string()}, list, row);
}

void draw_groups(const PlanState& state, Kit& kit, kit::ScrollArea& list, PlanActions& actions) {
    for (std::size_t g = 0; g < state.groups.size(); ++g) {
        const model::PlanGroup& group = state.groups[g];
        kit::list_heading(kit, list,
                          kit.words().facts({words_for(kit, group.group),
                                             kit.tr("plan.households",
                                                    {{"count", static_cast<std::int64_t>(group.households.size())}})}));
        kit::LongList rows{
            kit, list, {"plan.group", std::to_string(g)}, group.households.size(), kit.theme().target.list_row};
        while (const auto i = rows.next()) {
            const PlanHousehold& household = group.households[*i];
            const bool is_selected = kit.has_two_panes() && state.detail && state.detail->id == household.id;
            if (!draw_household(household, kit, list, is_selected)) {
                continue;
            }
            if (kit.has_two_panes()) {
                actions.add(model::SelectHousehold{household.id});
            } else {
                actions.add(model::OpenHousehold{household.id});
            }
        }
    }
}

void draw_list(const PlanState& state, Kit& kit, Rect area, PlanActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::ScrollArea list{kit, "plan.list", area};
    if (auto change = draw_filters(kit, list, "plan.filter", state.filters)) {
        actions.add(std::move(*change));
    }
    for (const model::PlanDuty& duty : state.duties) {
        kit::ListRow row;
        row.title = FixedText{duty.title};
        row.detail = FixedText{duty.detail};
        if (kit::list_row(kit, {"plan", "duty", duty.id.to_string()}, list, row)) {
            actions.add(model::OpenRecord{duty.id});
        }
    }
    if (state.groups.empty() && !is_unread(state.notice)) {
        list.space(space.section);
        const Text sentence = state.search.empty()
                                  ? Text{kit.tr("plan.empty")}
                                  : Text{kit.tr("today.no_match", {{"text", FixedText{state.search}}})};
        kit::paragraph(kit, list, sentence, kit::ParagraphLook::body);
    }
    draw_groups(state, kit, list, actions);
    if (state.hidden_by_filters > 0) {
        list.space(space.card);
        kit::paragraph(kit, list, kit.tr("plan.hidden", {{"count", state.hidden_by_filters}}),
                       kit::ParagraphLook::hint);
    }
    list.space(space.screen);
}

void draw_tasks(const model::PlanDetail& detail, Kit& kit, kit::ScrollArea& column) {
    for (const model::PlanTask& task : detail.tasks) {
        column.space(kit.theme().space.gap);
        kit::paragraph(kit, column, FixedText{task.what}, kit::ParagraphLook::body);
        kit::paragraph(kit, column, kit.words().facts({due_words(kit, task), window_words(kit, task)}),
                       kit::ParagraphLook::note);
    }
}

void draw_detail(const PlanState& state, Kit& kit, Rect area, PlanActions& actions) {
    const kit::Theme& theme = kit.theme();
    kit.paint().fill(area, kit.colour().surface);
    if (!state.detail) {
        kit::empty_state(kit, "plan.detail", area, kit.tr("plan.choose"), {});
        return;
    }
    const model::PlanDetail& detail = *state.detail;
    Rect inside = area.inset(theme.space.screen, theme.space.screen);
    const Translated visit = kit.tr("plan.visit");
    const Translated open = detail.can_visit ? kit.tr("plan.dossier") : kit.tr("plan.open");
    if (detail.can_visit) {
        if (kit::button(kit, "plan.detail.visit", inside.cut_bottom(kit::button_height(kit, visit, inside.w)), visit,
                        kit::ButtonKind::primary)) {
            actions.add(model::StartVisit{detail.id});
        }
        inside.cut_bottom(theme.space.gap);
    }
    if (kit::button(kit, "plan.detail.open", inside.cut_bottom(kit::button_height(kit, open, inside.w)), open,
                    detail.can_visit ? kit::ButtonKind::secondary : kit::ButtonKind::primary)) {
        actions.add(model::OpenHousehold{detail.id});
    }
    inside.cut_bottom(theme.space.gap);
    kit::ScrollArea column{kit, "plan.detail.list", inside, content_of(detail.id)};
    kit::paragraph(kit, column, FixedText{detail.name}, kit::ParagraphLook::title);
    for (const std::string& fact : detail.facts) {
        kit::paragraph(kit, column, FixedText{fact}, kit::ParagraphLook::note);
    }
    column.space(theme.space.gap);
    for (const std::string& warning : detail.warnings) {
        kit::banner(kit, column, FixedText{warning}, kit::Tone::warn);
        column.space(theme.space.gap);
    }
    draw_tasks(detail, kit, column);
    column.space(theme.space.card);
}

}  // namespace

void draw(const PlanState& state, Kit& kit, PlanActions& actions) {
    Rect screen = kit.screen();
    draw_top(state, kit, screen, actions);
    if (const auto tab = draw_tabs(kit, screen, state.tabs, model::Tab::today)) {
        actions.add(model::OpenTab{*tab});
    }
    if (kit.has_two_panes()) {
        draw_detail(state, kit, screen.cut_right(kit.theme().layout.detail), actions);
    }
    // One thing to do first on a screen: beside a household that is its visit.
    const bool has_visit = kit.has_two_panes() && state.detail;
    ListHeadTaps taps = list_head(kit, screen,
                                  {.search = "plan.search",
                                   .searched = state.search,
                                   .discover = "plan.discover",
                                   .discover_kind = has_visit ? kit::ButtonKind::secondary : kit::ButtonKind::primary,
                                   .notice = state.notice});
    if (taps.is_discovery) {
        actions.add(model::StartDiscovery{});
    }
    if (taps.search) {
        actions.add(std::move(*taps.search));
    }
    draw_list(state, kit, screen, actions);
}

}  // namespace daohu::screens
