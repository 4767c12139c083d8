// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/record_view.hpp"

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/bars.hpp"
#include "ui/screens/record_body.hpp"
#include "ui/screens/status_words.hpp"

#include <algorithm>
#include <array>

namespace daohu::screens {

void draw(const model::RecordViewState& state, kit::Kit& kit, model::RecordViewActions& actions) {
    const kit::Theme& theme = kit.theme();
    kit::Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = FixedText{state.record.title};
    bar.subtitle = FixedText{state.record.summary};
    bar.back = kit.tr("record.close");
    set_badge(kit, bar, state.badge);
    switch (kit::top_bar(kit, screen, bar)) {
        case kit::TopBarTap::back: actions.add(model::CloseRecord{}); break;
        case kit::TopBarTap::badge: actions.add(model::OpenSync{}); break;
        case kit::TopBarTap::nothing: break;
    }
    if (state.can_continue) {
        const std::array buttons{
            kit::ActionButton{"record.continue", kit.tr("record.continue"), kit::ButtonKind::primary}};
        if (kit::action_bar(kit, screen, buttons)) {
            actions.add(model::ContinueDraft{state.record.id});
        }
    }
    kit::Rect column_area = screen.inset(kit.margin(screen.w), 0);
    column_area = column_area.centered({std::min(column_area.w, theme.layout.measure), column_area.h});
    kit::ScrollArea column{kit, "record.list", column_area, row_id("record", state.record.id).hash()};
    column.space(theme.space.screen);
    draw_record_body(state, kit, column);
}

}  // namespace daohu::screens
