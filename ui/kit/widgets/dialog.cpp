// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/dialog.hpp"

#include "ui/kit/scroll.hpp"
#include "ui/kit/sheet.hpp"
#include "ui/kit/widgets/button.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

// The width that a dialog may take, and the text inside it.
struct Widths {
    float outer, inner;
};

[[nodiscard]] Widths widths(Kit& kit) {
    const Theme& theme = kit.theme();
    const float outer = std::min(theme.layout.dialog, kit.screen().w - 2 * theme.space.card);
    return {outer, outer - 2 * theme.space.screen};
}

}  // namespace

DialogAnswer dialog(Kit& kit, const Dialog& dialog) {
    const Theme& theme = kit.theme();
    const TypeScale& type = kit.type();
    const auto [outer, inner] = widths(kit);
    const float title_height = kit.paint().measure(dialog.title, type.title, inner).h;
    const float message_height = kit.paint().measure(dialog.message, type.body, inner).h;
    const bool is_beside = button_width(kit, dialog.keep) + button_width(kit, dialog.act) + theme.space.screen <= inner;
    const float act_height = button_height(kit, dialog.act, is_beside ? button_width(kit, dialog.act) : inner);
    const float keep_height = button_height(kit, dialog.keep, is_beside ? button_width(kit, dialog.keep) : inner);
    const float buttons_height =
        is_beside ? std::max(act_height, keep_height) : act_height + theme.space.screen + keep_height;
    const float height =
        2 * theme.space.screen + title_height + theme.space.gap + message_height + theme.space.screen + buttons_height;
    const Rect area = kit.screen().centered({outer, height});

    const Sheet sheet{kit, area};
    Rect inside = area.inset(theme.space.screen);
    kit.paint().text(inside.cut_top(title_height), dialog.title, {.size = type.title, .colour = kit.colour().text});
    inside.cut_top(theme.space.gap);
    kit.paint().text(inside.cut_top(message_height), dialog.message, {.size = type.body, .colour = kit.colour().text2});
    inside.cut_top(theme.space.screen);
    Rect keep_place = inside;
    Rect act_place = inside;
    if (is_beside) {
        keep_place = inside.cut_left(button_width(kit, dialog.keep));
        act_place = inside.cut_right(button_width(kit, dialog.act));
    } else {
        act_place = inside.cut_top(act_height);
        inside.cut_top(theme.space.screen);
        keep_place = inside;
    }
    DialogAnswer answer = DialogAnswer::none;
    if (button(kit, dialog.keep_id, keep_place, dialog.keep, ButtonKind::secondary)) {
        answer = DialogAnswer::keep;
    }
    if (button(kit, dialog.act_id, act_place, dialog.act,
               dialog.is_destructive ? ButtonKind::danger : ButtonKind::primary)) {
        answer = DialogAnswer::act;
    }
    return answer;
}

ChoiceAnswer choice_sheet(Kit& kit, const ChoiceSheet& choices) {
    const Theme& theme = kit.theme();
    const TypeScale& type = kit.type();
    const auto [outer, inner] = widths(kit);
    const float title_height = kit.paint().measure(choices.title, type.title, inner).h;
    const float keep_height = button_height(kit, choices.keep, inner);
    float rows_height = 0;
    for (const ChoiceItem& choice : choices.choices) {
        rows_height += choice_height(kit, choice.label, inner) + theme.space.gap;
    }
    const float fixed = 2 * theme.space.screen + title_height + theme.space.card + theme.space.gap + keep_height;
    const float height = std::min(fixed + rows_height, kit.screen().h - 2 * theme.space.card);
    const Rect area = kit.screen().centered({outer, height});

    const Sheet sheet{kit, area};
    Rect inside = area.inset(theme.space.screen);
    kit.paint().text(inside.cut_top(title_height), choices.title, {.size = type.title, .colour = kit.colour().text});
    inside.cut_top(theme.space.card);
    ChoiceAnswer answer;
    answer.is_kept = button(kit, choices.keep_id, inside.cut_bottom(keep_height), choices.keep, ButtonKind::secondary);
    inside.cut_bottom(theme.space.gap);
    ScrollArea column{kit, {choices.keep_id.view(), "list"}, inside};
    answer.chosen = choice_list(kit, column, choices.choices, ChoiceMark::radio);
    return answer;
}

}  // namespace daohu::kit
