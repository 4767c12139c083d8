// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/more.hpp"

#include "ui/screens/page.hpp"

#include <span>

namespace daohu::screens {

namespace {

void draw_items(std::span<const model::MoreItem> items, kit::Kit& kit, const kit::ItemId& id, kit::Rect area,
                model::MoreActions& actions) {
    kit::ScrollArea list{kit, id, area};
    for (const model::MoreItem& item : items) {
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

}  // namespace

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
    const kit::Space& space = kit.theme().space;
    screen.cut_top(space.gap);
    screen.cut_bottom(space.gap);
    const std::span<const model::MoreItem> items{state.items};
    if (!kit.has_two_panes()) {
        return draw_items(items, kit, "more.list", text_column(kit, screen), actions);
    }
    // Two columns, read downwards.
    kit::Rect inside = screen.inset(kit.margin(screen.w), 0);
    const kit::Rect left = inside.cut_left((inside.w - space.section) / 2);
    inside.cut_left(space.section);
    const std::size_t half = (items.size() + 1) / 2;
    draw_items(items.first(half), kit, "more.list", left, actions);
    draw_items(items.subspan(half), kit, "more.list.2", inside, actions);
}

}  // namespace daohu::screens
