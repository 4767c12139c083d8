// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/statistics.hpp"

#include "ui/kit/widgets/bars.hpp"
#include "ui/kit/widgets/chart.hpp"
#include "ui/kit/widgets/progress.hpp"
#include "ui/screens/page.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::StatisticsActions;
using model::StatisticsPage;
using model::StatisticsState;

namespace {

constexpr std::array kPages{StatisticsPage::coverage, StatisticsPage::work, StatisticsPage::money};

// A figure that is neither good nor bad has no colour.
[[nodiscard]] kit::Tone tone_of_figure(model::NoticeKind kind) {
    return kind == model::NoticeKind::info ? kit::Tone::neutral : tone_of(kind);
}

[[nodiscard]] kit::Tone tone_of_share(model::NoticeKind kind) {
    return kind == model::NoticeKind::info ? kit::Tone::primary : tone_of(kind);
}

void draw_pages(const StatisticsState& state, Kit& kit, kit::ScrollArea& column, StatisticsActions& actions) {
    const std::array items{kit::Segment{"statistics.page.coverage", kit.tr("statistics.coverage")},
                           kit::Segment{"statistics.page.work", kit.tr("statistics.work")},
                           kit::Segment{"statistics.page.money", kit.tr("statistics.money")}};
    const Rect place = column.next(kit::segments_height(kit, items, column.width()));
    if (const auto tapped = kit::segments(kit, place, items, static_cast<std::size_t>(state.page))) {
        actions.add(model::ShowStatistics{kPages[*tapped]});
    }
    column.space(kit.theme().space.card);
}

void draw_figures(const StatisticsState& state, Kit& kit, kit::ScrollArea& column) {
    std::vector<kit::Tile> tiles;
    for (const model::Figure& figure : state.figures) {
        tiles.push_back({FixedText{figure.figure}, FixedText{figure.label}, tone_of_figure(figure.kind)});
    }
    kit::tiles(kit, column, tiles);
    column.space(kit.theme().space.gap);
}

void draw_rings(const StatisticsState& state, Kit& kit, kit::ScrollArea& column) {
    if (state.shares.empty()) {
        return;
    }
    const float gap = kit.theme().space.card;
    const float least = kit.with_text(kit.theme().target.button_width);
    const auto fitting = static_cast<std::size_t>((column.width() + gap) / (least + gap));
    const std::size_t across = std::clamp<std::size_t>(fitting, 1, state.shares.size());
    const float width = (column.width() - gap * static_cast<float>(across - 1)) / static_cast<float>(across);
    for (std::size_t begin = 0; begin < state.shares.size(); begin += across) {
        const std::size_t end = std::min(begin + across, state.shares.size());
        std::vector<kit::Progress> rings;
        float height = 0;
        for (std::size_t i = begin; i < end; ++i) {
            const model::Share& share = state.shares[i];
            rings.push_back({.done = share.done,
                             .total = share.total,
                             .figure = FixedText{share.figure},
                             .label = FixedText{share.label},
                             .tone = tone_of_share(share.kind)});
            height = std::max(height, kit::progress_ring_height(kit, rings.back(), width));
        }
        Rect strip = column.next(height);
        for (const kit::Progress& ring : rings) {
            kit::progress_ring(kit, strip.cut_left(width), ring);
            strip.cut_left(gap);
        }
        column.space(gap);
    }
}

void draw_groups(const StatisticsState& state, Kit& kit, kit::ScrollArea& column) {
    if (state.groups.empty()) {
        return;
    }
    kit::paragraph(kit, column, kit.tr("statistics.groups"), kit::ParagraphLook::title);
    column.space(kit.theme().space.tight);
    std::vector<kit::Cell> cells;
    for (const model::Share& group : state.groups) {
        cells.push_back({FixedText{group.label}, FixedText{group.figure}, tone_of_figure(group.kind)});
    }
    kit::coverage_grid(kit, column, cells);
    column.space(kit.theme().space.card);
}

void draw_kinds(const StatisticsState& state, Kit& kit, kit::ScrollArea& column) {
    if (state.kinds.empty()) {
        return;
    }
    kit::paragraph(kit, column, FixedText{state.kinds_title}, kit::ParagraphLook::title);
    column.space(kit.theme().space.tight);
    std::vector<kit::Bar> bars;
    for (const model::Amount& kind : state.kinds) {
        bars.push_back({FixedText{kind.label}, FixedText{kind.figure}, kind.value});
    }
    kit::bar_chart(kit, column, bars);
    column.space(kit.theme().space.card);
}

void draw_months(const StatisticsState& state, Kit& kit, kit::ScrollArea& column) {
    if (state.months.empty()) {
        return;
    }
    kit::paragraph(kit, column, FixedText{state.months_title}, kit::ParagraphLook::title);
    column.space(kit.theme().space.tight);
    std::vector<kit::LinePoint> points;
    for (const model::Amount& month : state.months) {
        points.push_back({FixedText{month.label}, FixedText{month.figure}, month.value});
    }
    kit::line_chart(kit, column, points);
}

}  // namespace

void draw(const StatisticsState& state, Kit& kit, StatisticsActions& actions) {
    const kit::Space& space = kit.theme().space;
    Rect screen = kit.screen();
    const Text as_of = state.data_as_of
                           ? kit.tr("plan.as_of", {{"time", kit.words().moment(*state.data_as_of, state.now.date)}})
                           : kit.tr("plan.never_synced");
    page_top(kit, screen, kit.tr("statistics.title"), FixedText{state.subtitle}, state.badge, actions);
    if (state.can_export) {
        const kit::ActionButton write{"statistics.export", kit.tr("export.act"), kit::ButtonKind::secondary};
        if (kit::action_bar(kit, screen, std::span{&write, 1})) {
            actions.add(model::ExportStatistics{});
        }
    }
    kit::ScrollArea column{kit, "statistics.list", screen.inset(kit.margin(screen.w), 0),
                           static_cast<std::uint64_t>(state.page) + 1};
    column.space(space.card);
    kit::paragraph(kit, column, as_of, kit::ParagraphLook::note);
    draw_pages(state, kit, column, actions);
    if (state.is_reading) {
        kit::paragraph(kit, column, kit.tr("lines.reading"), kit::ParagraphLook::body);
    } else if (state.figures.empty() && state.shares.empty() && state.kinds.empty()) {
        kit::paragraph(kit, column, kit.tr("statistics.empty"), kit::ParagraphLook::body);
    }
    draw_figures(state, kit, column);
    draw_rings(state, kit, column);
    draw_groups(state, kit, column);
    draw_kinds(state, kit, column);
    draw_months(state, kit, column);
    kit::paragraph(kit, column, FixedText{state.remark}, kit::ParagraphLook::hint);
    column.space(space.screen);
}

}  // namespace daohu::screens
