// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/tour.hpp"

#include "ui/kit/widgets/progress.hpp"
#include "ui/screens/page.hpp"

namespace daohu::screens {

using kit::Kit;
using model::TourActions;
using model::TourState;

void draw(const TourState& state, Kit& kit, TourActions& actions) {
    const kit::Space& space = kit.theme().space;
    const bool is_last = state.step == state.steps;
    kit::Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = kit.tr("tour.title");
    bar.back = kit.tr("page.back");
    if (kit::top_bar(kit, screen, bar) == kit::TopBarTap::back) {
        actions.add(model::GoBack{});
    }
    kit::ScrollArea column{kit, "tour.list", text_column(kit, screen), static_cast<std::uint64_t>(state.step)};
    column.space(space.block);
    kit::progress_line(kit, column,
                       {.done = state.step,
                        .total = state.steps,
                        .figure = kit.tr("progress.of", {{"done", state.step}, {"total", state.steps}}),
                        .label = FixedText{state.title}});
    column.space(space.screen);
    kit::paragraph(kit, column, FixedText{state.text}, kit::ParagraphLook::body);
    column.space(space.section);
    if (kit::column_button(kit, "tour.next", column, is_last ? kit.tr("tour.done") : kit.tr("tour.next"),
                           kit::ButtonKind::primary)) {
        is_last ? actions.add(model::EndTour{}) : actions.add(model::NextStep{});
    }
    column.space(space.screen);
    if (is_last && state.may_practise &&
        kit::column_button(kit, "tour.practise", column, kit.tr("settings.practice.enter"),
                           kit::ButtonKind::secondary)) {
        actions.add(model::StartPractice{});
    }
    if (!is_last && kit::column_button(kit, "tour.skip", column, kit.tr("tour.skip"), kit::ButtonKind::quiet)) {
        actions.add(model::EndTour{});
    }
    column.space(space.screen);
}

}  // namespace daohu::screens
