// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/carry.hpp"

#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/progress.hpp"
#include "ui/screens/page.hpp"

namespace daohu::screens {

using kit::Kit;
using model::CarryActions;
using model::CarryStage;
using model::CarryState;

namespace {

[[nodiscard]] bool is_working(CarryStage stage) { return stage == CarryStage::writing || stage == CarryStage::reading; }

void draw_medium(const CarryState& state, Kit& kit, kit::ScrollArea& column) {
    if (state.medium) {
        kit::banner(kit, column,
                    kit.tr("carry.medium", {{"name", FixedText{state.medium->name}},
                                            {"free", kit.words().size(state.medium->free_bytes)}}),
                    kit::Tone::ok);
    } else {
        kit::banner(kit, column, kit.tr("carry.no_medium"), kit::Tone::info);
    }
    column.space(kit.theme().space.gap);
}

void draw_outcome(const CarryState& state, Kit& kit, kit::ScrollArea& column) {
    if (is_working(state.stage)) {
        const Translated what = state.stage == CarryStage::writing ? kit.tr("carry.writing") : kit.tr("carry.reading");
        kit::progress_line(kit, column,
                           {.done = state.done,
                            .total = state.total,
                            .figure = kit.tr("progress.of", {{"done", state.done}, {"total", state.total}}),
                            .label = what});
        kit::paragraph(kit, column, kit.tr("carry.keep_in"), kit::ParagraphLook::body);
        column.space(kit.theme().space.gap);
        return;
    }
    if (!state.outcome.empty()) {
        kit::banner(kit, column, FixedText{state.outcome},
                    state.stage == CarryStage::failed ? kit::Tone::danger : kit::Tone::ok);
        column.space(kit.theme().space.gap);
    }
}

// Why the stick cannot be used now; empty where it can.
[[nodiscard]] Text hindrance(const CarryState& state, Kit& kit) {
    if (is_working(state.stage)) {
        return kit.tr("carry.busy");
    }
    return state.medium ? Text{} : Text{kit.tr("carry.plug_in")};
}

[[nodiscard]] Text write_hindrance(const CarryState& state, Kit& kit) {
    const Text general = hindrance(state, kit);
    if (!general.empty()) {
        return general;
    }
    if (state.unacknowledged == 0) {
        return kit.tr("carry.nothing");
    }
    return state.medium->free_bytes < state.bytes ? Text{kit.tr("carry.full")} : Text{};
}

}  // namespace

void draw(const CarryState& state, Kit& kit, CarryActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::Rect screen = kit.screen();
    page_top(kit, screen, kit.tr("carry.title"), kit.tr("carry.subtitle"), state.badge, actions);
    kit::ScrollArea column{kit, "carry.list", text_column(kit, screen)};
    column.space(space.screen);
    draw_outcome(state, kit, column);
    draw_medium(state, kit, column);
    column.space(space.gap);
    kit::paragraph(kit, column,
                   state.unacknowledged > 0 ? kit.tr("carry.unacknowledged", {{"count", state.unacknowledged},
                                                                              {"size", kit.words().size(state.bytes)}})
                                            : kit.tr("carry.all_acknowledged"),
                   kit::ParagraphLook::body);
    if (state.last_carried) {
        kit::paragraph(kit, column,
                       kit.tr("carry.last", {{"time", kit.words().moment(*state.last_carried, state.now.date)}}),
                       kit::ParagraphLook::note);
    }
    column.space(space.card);
    if (kit::column_button(kit, "carry.write", column, kit.tr("carry.write"), kit::ButtonKind::primary,
                           write_hindrance(state, kit))) {
        actions.add(model::WriteStick{});
    }
    column.space(space.screen);
    kit::paragraph(kit, column, kit.tr("carry.read_note"), kit::ParagraphLook::note);
    column.space(space.gap);
    if (kit::column_button(kit, "carry.read", column, kit.tr("carry.read"), kit::ButtonKind::secondary,
                           hindrance(state, kit))) {
        actions.add(model::ReadStick{});
    }
    column.space(space.screen);
    kit::paragraph(kit, column, kit.tr("carry.note"), kit::ParagraphLook::hint);
    column.space(space.screen);
}

}  // namespace daohu::screens
