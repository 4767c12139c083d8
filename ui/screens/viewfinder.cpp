// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/viewfinder.hpp"

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/bars.hpp"
#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/live_picture.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/kit/widgets/shutter.hpp"
#include "ui/screens/page.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::ViewfinderActions;
using model::ViewfinderPhase;
using model::ViewfinderState;

namespace {

constexpr float kSide = 236;  // of the strip beside the picture, at least

struct Choice {
    kit::ItemId id;
    Text label;
    model::ViewfinderAction action;
};

// What else may be done while the camera is open.
[[nodiscard]] std::vector<Choice> other_ways(const ViewfinderState& state, Kit& kit) {
    std::vector<Choice> ways;
    if (state.has_others) {
        ways.push_back({"camera.next", kit.tr("camera.next"), model::UseNextCamera{}});
    }
    if (state.can_take_file) {
        ways.push_back({"camera.file", kit.tr("photo.choose_file"), model::TakeFile{}});
    }
    return ways;
}

void draw_picture(const ViewfinderState& state, Kit& kit, Rect area) {
    kit.paint().fill(area, kit.colour().surface2);
    if (state.picture.dots.empty()) {
        kit.paint().text(area.inset(kit.theme().space.screen), kit.tr("camera.opening"),
                         {.size = kit.type().body, .colour = kit.colour().text, .across = kit::Align::center});
        return;
    }
    kit::live_picture(kit, area, {state.picture.width, state.picture.height, state.picture.dots, state.picture.number});
}

void draw_way(const Choice& way, Kit& kit, Rect place, ViewfinderActions& actions) {
    if (kit::button(kit, way.id, place, way.label, kit::ButtonKind::secondary)) {
        actions.add(way.action);
    }
}

// The shutter where the thumb of the right hand is; the rest below it.
void draw_side(const ViewfinderState& state, Kit& kit, Rect side, ViewfinderActions& actions) {
    const kit::Theme& theme = kit.theme();
    const Translated label = kit.tr("camera.shoot");
    const auto shutter_state = state.picture.dots.empty() ? kit::ItemState::disabled : kit::ItemState::enabled;
    side = side.inset(theme.layout.edge, theme.space.gap);
    const std::vector<Choice> ways = other_ways(state, kit);
    for (auto way = ways.rbegin(); way != ways.rend(); ++way) {
        draw_way(*way, kit, side.cut_bottom(kit::button_height(kit, way->label, side.w)), actions);
        side.cut_bottom(theme.space.gap);
    }
    if (kit::shutter(kit, "camera.shoot", side.centered(kit::shutter_size(kit, label)), label, shutter_state)) {
        actions.add(model::Shoot{});
    }
}

// Held upright: the shutter in the middle below, the rest in a row under it.
void draw_below(const ViewfinderState& state, Kit& kit, Rect& screen, ViewfinderActions& actions) {
    const kit::Theme& theme = kit.theme();
    const Translated label = kit.tr("camera.shoot");
    const auto shutter_state = state.picture.dots.empty() ? kit::ItemState::disabled : kit::ItemState::enabled;
    const std::vector<Choice> ways = other_ways(state, kit);
    screen.cut_bottom(theme.space.gap);
    if (!ways.empty()) {
        const auto count = static_cast<float>(ways.size());
        const float width = (screen.w - 2 * theme.layout.edge - (count - 1) * theme.space.gap) / count;
        float height = 0;
        for (const Choice& way : ways) {
            height = std::max(height, kit::button_height(kit, way.label, width));
        }
        Rect row = screen.cut_bottom(height).inset(theme.layout.edge, 0);
        for (const Choice& way : ways) {
            draw_way(way, kit, row.cut_left(width), actions);
            row.cut_left(theme.space.gap);
        }
        screen.cut_bottom(theme.space.gap);
    }
    const kit::Size size = kit::shutter_size(kit, label);
    const Rect strip = screen.cut_bottom(size.h);
    if (kit::shutter(kit, "camera.shoot", strip.centered(size), label, shutter_state)) {
        actions.add(model::Shoot{});
    }
    screen.cut_bottom(theme.space.gap);
}

void draw_taken(const ViewfinderState& state, Kit& kit, Rect screen, ViewfinderActions& actions) {
    const Translated again = state.is_from_file ? kit.tr("camera.another_file") : kit.tr("camera.again");
    const std::array buttons{kit::ActionButton{"camera.again", again, kit::ButtonKind::secondary},
                             kit::ActionButton{"camera.use", kit.tr("camera.use"), kit::ButtonKind::primary}};
    if (const auto tapped = kit::action_bar(kit, screen, buttons)) {
        actions.add(*tapped == 0 ? model::ViewfinderAction{model::TakeAnother{}}
                                 : model::ViewfinderAction{model::UsePicture{}});
    }
    draw_picture(state, kit, screen);
}

[[nodiscard]] Translated sentence_of(ViewfinderPhase phase, Kit& kit) {
    switch (phase) {
        case ViewfinderPhase::denied: return kit.tr("camera.denied");
        case ViewfinderPhase::gone: return kit.tr("camera.gone");
        case ViewfinderPhase::no_file: return kit.tr("camera.no_file");
        case ViewfinderPhase::unreadable: return kit.tr("camera.unreadable");
        default: return kit.tr("camera.absent");
    }
}

void draw_trouble(const ViewfinderState& state, Kit& kit, Rect screen, ViewfinderActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::ScrollArea column{kit, "camera.list", text_column(kit, screen)};
    column.space(space.screen);
    kit::banner(kit, column, sentence_of(state.phase, kit), kit::Tone::warn);
    column.space(space.gap);
    kit::paragraph(kit, column, kit.tr("camera.nothing_lost"), kit::ParagraphLook::body);
    column.space(space.card);
    const bool is_about_files = state.phase == ViewfinderPhase::no_file || state.phase == ViewfinderPhase::unreadable;
    if (state.can_take_file) {
        const Translated label = is_about_files ? kit.tr("camera.look_again") : kit.tr("photo.choose_file");
        if (kit::column_button(kit, "camera.file", column, label, kit::ButtonKind::primary)) {
            actions.add(model::TakeFile{});
        }
        column.space(space.gap);
        kit::paragraph(kit, column, kit.tr("camera.file_note"), kit::ParagraphLook::note);
        column.space(space.gap);
    }
    if (state.has_camera &&
        kit::column_button(kit, "camera.retry", column, kit.tr("camera.retry"), kit::ButtonKind::secondary)) {
        actions.add(model::TryCamera{});
    }
    column.space(space.gap);
    if (kit::column_button(kit, "camera.leave", column, kit.tr("camera.leave"), kit::ButtonKind::quiet)) {
        actions.add(model::LeaveCamera{});
    }
    column.space(space.card);
}

}  // namespace

void draw(const ViewfinderState& state, Kit& kit, ViewfinderActions& actions) {
    Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = kit.tr("camera.title");
    bar.subtitle = FixedText{state.question};
    bar.back = kit.tr("camera.leave");
    if (kit::top_bar(kit, screen, bar) == kit::TopBarTap::back) {
        actions.add(model::LeaveCamera{});
    }
    switch (state.phase) {
        case ViewfinderPhase::opening:
        case ViewfinderPhase::live:
            if (kit.is_landscape()) {
                draw_side(state, kit, screen.cut_right(std::max(kSide, kit.with_text(kSide))), actions);
            } else {
                draw_below(state, kit, screen, actions);
            }
            return draw_picture(state, kit, screen);
        case ViewfinderPhase::taken: return draw_taken(state, kit, screen, actions);
        default: return draw_trouble(state, kit, screen, actions);
    }
}

}  // namespace daohu::screens
