// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/line_list.hpp"

#include "ui/kit/long_list.hpp"
#include "ui/kit/widgets/bars.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"
#include "ui/screens/unread.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using model::LineListActions;
using model::LineListState;

namespace {

void draw_line(const model::ListedLine& line, Kit& kit, kit::ScrollArea& list, LineListActions& actions) {
    kit::ListRow row;
    row.title = FixedText{line.title};
    row.detail = FixedText{line.detail};
    set_chip(row, line.chip);
    row.note = FixedText{line.note};
    if (kit::list_row(kit, {"lines", line.id}, list, row)) {
        actions.add(model::OpenLine{line.id});
    }
}

void draw_forms(const LineListState& state, Kit& kit, kit::Rect& screen, LineListActions& actions) {
    std::vector<kit::ActionButton> buttons;
    for (const model::FormOffer& form : state.forms) {
        const bool is_usual = &form == &state.forms.back();
        buttons.push_back({{"lines.form", form.form},
                           FixedText{form.title},
                           is_usual ? kit::ButtonKind::primary : kit::ButtonKind::secondary});
    }
    const auto tapped = buttons.empty() ? std::nullopt : kit::action_bar(kit, screen, buttons);
    if (tapped) {
        actions.add(model::StartForm{state.forms[*tapped].form});
    }
}

}  // namespace

void draw(const LineListState& state, Kit& kit, LineListActions& actions) {
    const kit::Theme& theme = kit.theme();
    kit::Rect screen = kit.screen();
    page_top(kit, screen, FixedText{state.title}, FixedText{state.subtitle}, state.badge, actions);
    draw_forms(state, kit, screen, actions);
    kit::Rect column = text_column(kit, screen);
    if (state.search) {
        column.cut_top(theme.space.gap);
        if (auto change = search_field(kit, column, "lines.search", *state.search)) {
            actions.add(std::move(*change));
        }
    }
    // Many pages are such a list: each begins at its top.
    kit::ScrollArea list{kit, "lines.list", column, std::hash<std::string>{}(state.title + state.subtitle)};
    list.space(theme.space.card);
    if (state.notice) {
        draw_notice(kit, list, *state.notice);
    }
    if (state.groups.empty() && !is_unread(state.notice)) {
        kit::paragraph(kit, list, FixedText{state.empty}, kit::ParagraphLook::body);
    }
    for (std::size_t g = 0; g < state.groups.size(); ++g) {
        const model::ListedGroup& group = state.groups[g];
        if (!group.title.empty()) {
            kit::list_heading(kit, list, FixedText{group.title});
        }
        kit::LongList rows{kit, list, {"lines.group", std::to_string(g)}, group.lines.size(), theme.target.list_row};
        while (const auto i = rows.next()) {
            draw_line(group.lines[*i], kit, list, actions);
        }
    }
    if (!state.remark.empty()) {
        list.space(theme.space.card);
        kit::paragraph(kit, list, FixedText{state.remark}, kit::ParagraphLook::note);
    }
    list.space(theme.space.screen);
}

}  // namespace daohu::screens
