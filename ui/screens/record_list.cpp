// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/record_list.hpp"

#include "ui/kit/long_list.hpp"
#include "ui/kit/widgets/bars.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"

#include <span>

namespace daohu::screens {

void draw(const model::RecordListState& state, kit::Kit& kit, model::RecordListActions& actions) {
    kit::Rect screen = kit.screen();
    page_top(kit, screen, FixedText{state.title}, FixedText{state.subtitle}, state.badge, actions);
    if (state.can_export) {
        const kit::ActionButton write{"records.export", kit.tr("export.act"), kit::ButtonKind::secondary};
        if (kit::action_bar(kit, screen, std::span{&write, 1})) {
            actions.add(model::ExportRecords{});
        }
    }
    kit::Rect column = text_column(kit, screen);
    column.cut_top(kit.theme().space.gap);
    if (state.records.empty()) {
        kit::empty_state(kit, "records.empty", column, FixedText{state.empty}, {});
        return;
    }
    kit::ScrollArea list{kit, "records.list", column};
    kit::LongList rows{kit, list, "records.rows", state.records.size(), kit.theme().target.list_row};
    while (const auto i = rows.next()) {
        const model::RecordRow& record = state.records[*i];
        if (kit::list_row(kit, row_id("records", record.id), list, row_of(kit, record, state.now.date))) {
            actions.add(model::OpenRecord{record.id});
        }
    }
    list.space(kit.theme().space.screen);
}

}  // namespace daohu::screens
