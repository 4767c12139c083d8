// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/more.hpp"

#include "ui/screens/page.hpp"

namespace daohu::screens {

void draw(const model::MoreState& state, kit::Kit& kit, model::MoreActions& actions) {
    kit::Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = kit.tr("tab.more");
    bar.subtitle = kit.words().facts({FixedText{state.village}, FixedText{state.coordinator}});
    set_badge(kit, bar, state.badge);
    if (kit::top_bar(kit, screen, bar) == kit::TopBarTap::badge) {
        actions.add(model::OpenSync{});
    }
    if (const auto tab = draw_tabs(kit, screen, state.tabs, model::Tab::more)) {
        actions.add(model::OpenTab{*tab});
    }
    kit::Rect column = text_column(kit, screen);
    column.cut_top(kit.theme().space.gap);
    column.cut_bottom(kit.theme().space.gap);
    kit::ScrollArea list{kit, "more.list", column};
    for (const model::MoreItem& item : state.items) {
        kit::ListRow row;
        row.title = FixedText{item.title};
        row.detail = FixedText{item.detail};
        set_chip(row, item.chip);
        if (kit::list_row(kit, {"more", item.id}, list, row)) {
            actions.add(model::OpenMoreItem{item.id});
        }
    }
    list.space(kit.theme().space.screen);
}

}  // namespace daohu::screens
