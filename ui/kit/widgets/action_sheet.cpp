// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/action_sheet.hpp"

#include "ui/kit/scroll.hpp"
#include "ui/kit/sheet.hpp"
#include "ui/kit/widgets/row.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

[[nodiscard]] float gap_before(const Theme& theme, const SheetAction& action) {
    return action.kind == ButtonKind::danger ? theme.space.screen : theme.space.gap;
}

[[nodiscard]] float height_of(Kit& kit, const SheetAction& action, float width) {
    const float reason = kit.paint().measure(action.disabled_because, kit.type().note, width).h;
    return gap_before(kit.theme(), action) + button_height(kit, action.label, width) +
           (reason > 0 ? reason + kit.theme().space.hair : 0);
}

}  // namespace

ActionAnswer action_sheet(Kit& kit, const ActionSheet& sheet) {
    const Theme& theme = kit.theme();
    const TypeScale& type = kit.type();
    const Rect screen = kit.screen();
    const float width = std::min(theme.layout.measure, screen.w - 2 * theme.layout.edge);
    const float inner = width - 2 * theme.space.screen;
    const float title = kit.paint().measure(sheet.title, type.title, inner).h;
    const float message = kit.paint().measure(sheet.message, type.body, inner).h;
    const float keep = button_height(kit, sheet.keep, inner);
    float actions = 0;
    for (const SheetAction& action : sheet.actions) {
        actions += height_of(kit, action, inner);
    }
    const float fixed = 2 * theme.space.screen + title + message + theme.space.tight + theme.space.screen + keep;
    const float height = std::min(fixed + actions, screen.h - 2 * theme.layout.edge);
    const Rect area{screen.x + (screen.w - width) / 2, screen.bottom() - theme.layout.edge - height, width, height};

    const Sheet above{kit, area};
    Rect inside = area.inset(theme.space.screen);
    kit.paint().text(inside.cut_top(title), sheet.title, {.size = type.title, .colour = kit.colour().text});
    kit.paint().text(inside.cut_top(message), sheet.message, {.size = type.body, .colour = kit.colour().text2});
    inside.cut_top(theme.space.tight);
    ActionAnswer answer;
    answer.is_kept = button(kit, sheet.keep_id, inside.cut_bottom(keep), sheet.keep, ButtonKind::quiet);
    inside.cut_bottom(theme.space.screen);
    ScrollArea column{kit, {sheet.keep_id.view(), "list"}, inside};
    for (std::size_t i = 0; i < sheet.actions.size(); ++i) {
        const SheetAction& action = sheet.actions[i];
        column.space(gap_before(theme, action));
        const bool is_disabled = !action.disabled_because.empty();
        if (button(kit, action.id, column.next(button_height(kit, action.label, inner)), action.label, action.kind,
                   is_disabled ? ItemState::disabled : ItemState::enabled)) {
            answer.chosen = i;
        }
        if (is_disabled) {
            column.space(theme.space.hair);
            paragraph(kit, column, action.disabled_because, ParagraphLook::note);
        }
    }
    return answer;
}

}  // namespace daohu::kit
