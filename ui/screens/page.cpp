// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/page.hpp"

#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/field.hpp"
#include "ui/kit/widgets/notice.hpp"

#include <algorithm>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using kit::Tone;
using model::Certainty;
using model::DueGroup;

namespace {

constexpr std::size_t kSearchLimit = 40;  // characters

}  // namespace

Rect text_column(Kit& kit, Rect area) {
    const Rect inside = area.inset(kit.margin(area.w), 0);
    return inside.centered({std::min(inside.w, kit.theme().layout.measure), inside.h});
}

std::optional<model::ChangeSearch> search_field(Kit& kit, Rect& column, const kit::ItemId& id,
                                                std::string_view search) {
    const kit::TextFieldLook look{.value = FixedText{search},
                                  .placeholder = kit.tr("today.search.placeholder"),
                                  .title = kit.tr("today.search.title"),
                                  .kind = TextKind::search,
                                  .limit = kSearchLimit};
    const Translated clear = kit.tr("today.search.clear");
    const float clear_width = search.empty() ? 0 : kit::button_width(kit, clear) + kit.theme().space.gap;
    Rect strip = column.cut_top(kit::text_field_height(kit, look, column.w - clear_width));
    std::optional<model::ChangeSearch> change;
    if (!search.empty()) {
        const Rect place = strip.cut_right(clear_width - kit.theme().space.gap);
        strip.cut_right(kit.theme().space.gap);
        if (kit::button(kit, {id.view(), "clear"}, place, clear, kit::ButtonKind::quiet)) {
            change = model::ChangeSearch{};
        }
    }
    if (auto text = kit::text_field(kit, id, strip, look)) {
        change = model::ChangeSearch{std::move(*text)};
    }
    return change;
}

ListHeadTaps list_head(Kit& kit, Rect& screen, const ListHead& head) {
    const kit::Space& space = kit.theme().space;
    ListHeadTaps taps;
    const kit::ActionButton discover{head.discover, kit.tr("today.discover"), head.discover_kind};
    if (!kit.is_shallow()) {
        taps.is_discovery = kit::action_bar(kit, screen, std::span{&discover, 1}).has_value();
    }
    screen = screen.inset(kit.margin(screen.w), 0);
    screen.cut_top(space.card);
    if (head.notice) {
        const FixedText text{head.notice->text};
        const Tone tone = tone_of(head.notice->kind);
        kit::banner(kit, screen.cut_top(kit::banner_height(kit, text, screen.w)), text, tone);
        screen.cut_top(space.gap);
    }
    if (kit.is_shallow()) {
        Rect strip = screen.cut_top(kit::button_height(kit));
        const Rect place = strip.cut_right(kit::button_width(kit, discover.label));
        taps.is_discovery = kit::button(kit, discover.id, place, discover.label, discover.kind);
        strip.cut_right(space.screen);
        taps.search = search_field(kit, strip, head.search, head.searched);
    } else {
        taps.search = search_field(kit, screen, head.search, head.searched);
    }
    screen.cut_top(space.gap);
    screen.cut_bottom(space.gap);
    return taps;
}

void draw_notice(Kit& kit, kit::ScrollArea& column, const model::Notice& notice) {
    kit::banner(kit, column, FixedText{notice.text}, tone_of(notice.kind));
    column.space(kit.theme().space.gap);
}

std::optional<model::SwitchFilter> draw_filters(Kit& kit, kit::ScrollArea& column, std::string_view prefix,
                                                std::span<const model::PlanFilter> filters) {
    if (filters.empty()) {
        return std::nullopt;
    }
    std::vector<kit::Filter> shown;
    shown.reserve(filters.size());
    for (const model::PlanFilter& filter : filters) {
        shown.push_back({{prefix, filter.id}, FixedText{filter.label}, filter.is_on});
    }
    const auto tapped = kit::filters(kit, column.next(kit::filters_height(kit, shown, column.width())), shown);
    column.space(kit.theme().space.gap);
    return tapped ? std::optional{model::SwitchFilter{filters[*tapped].id, !filters[*tapped].is_on}} : std::nullopt;
}

void set_chip(kit::ListRow& row, const std::optional<model::Chip>& chip) {
    if (chip) {
        row.chip = FixedText{chip->text};
        row.chip_tone = tone_of(chip->kind);
    }
}

void draw_chips(Kit& kit, kit::ScrollArea& column, std::span<const model::Chip> chips) {
    const float gap = kit.theme().space.tight;
    std::size_t i = 0;
    while (i < chips.size()) {
        Rect strip = column.next(kit::chip_size(kit, FixedText{chips[i].text}).h);
        const std::size_t first = i;
        while (i < chips.size()) {
            const float width = std::min(kit::chip_size(kit, FixedText{chips[i].text}).w, column.width());
            if (i != first && width > strip.w) {
                break;
            }
            kit::chip(kit, strip.cut_left(width), FixedText{chips[i].text}, tone_of(chips[i].kind));
            strip.cut_left(gap);
            ++i;
        }
        column.space(gap);
    }
}

Translated words_for(Kit& kit, Certainty certainty) {
    switch (certainty) {
        case Certainty::exact: return kit.tr("certainty.exact");
        case Certainty::assumed: return kit.tr("certainty.assumed");
        case Certainty::boundary: return kit.tr("certainty.boundary");
        case Certainty::not_stated: return kit.tr("certainty.not_stated");
        case Certainty::missing_input: return kit.tr("certainty.missing_input");
        case Certainty::conflicting: return kit.tr("certainty.conflicting");
    }
    return kit.tr("certainty.not_stated");
}

Tone tone_of(Certainty certainty) {
    switch (certainty) {
        case Certainty::exact: return Tone::ok;
        case Certainty::assumed: return Tone::info;
        case Certainty::boundary:
        case Certainty::missing_input: return Tone::warn;
        case Certainty::conflicting: return Tone::danger;
        case Certainty::not_stated: return Tone::neutral;
    }
    return Tone::neutral;
}

Translated words_for(Kit& kit, DueGroup group) {
    switch (group) {
        case DueGroup::urgent: return kit.tr("due.urgent");
        case DueGroup::overdue: return kit.tr("due.overdue");
        case DueGroup::today: return kit.tr("due.today");
        case DueGroup::this_week: return kit.tr("due.this_week");
        case DueGroup::later: return kit.tr("due.later");
    }
    return kit.tr("due.later");
}

Tone tone_of(DueGroup group) {
    switch (group) {
        case DueGroup::urgent:
        case DueGroup::overdue: return Tone::danger;
        case DueGroup::today: return Tone::warn;
        case DueGroup::this_week: return Tone::info;
        case DueGroup::later: return Tone::neutral;
    }
    return Tone::neutral;
}

Text due_words(Kit& kit, const model::PlanTask& task) {
    if (!task.clock.empty()) {
        return FixedText{task.clock};
    }
    if (task.from && !task.until) {
        return kit.tr("due.may_begin");
    }
    switch (task.group) {
        case DueGroup::urgent: return kit.tr("due.at_once");
        case DueGroup::overdue: return kit.tr("due.days_over", {{"count", task.days}});
        case DueGroup::today: return kit.tr("due.today");
        case DueGroup::this_week:
        case DueGroup::later: return kit.tr("due.days_left", {{"count", task.days}});
    }
    return {};
}

Text window_words(Kit& kit, const model::PlanTask& task) {
    Words& words = kit.words();
    if (task.from && task.until) {
        return kit.tr("due.window", {{"from", words.short_date(*task.from)}, {"until", words.short_date(*task.until)}});
    }
    if (task.from) {
        return kit.tr("due.from", {{"from", words.short_date(*task.from)}});
    }
    return task.until ? Text{words.short_date(*task.until)} : Text{};
}

}  // namespace daohu::screens
