// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/record_view.hpp"

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/bars.hpp"
#include "ui/screens/form_sheet.hpp"
#include "ui/screens/page.hpp"
#include "ui/screens/record_body.hpp"
#include "ui/screens/status_words.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

namespace daohu::screens {

namespace {

constexpr std::string_view kPage = "record";
constexpr std::size_t kMostButtons = 3;  // for forms; more of them stand in a sheet

// To whom it is about, and to what it is gone on with; the usual form stands out.
void draw_ways_on(const model::RecordViewState& state, kit::Kit& kit, kit::Rect& screen,
                  model::RecordViewActions& actions) {
    std::vector<kit::ActionButton> buttons;
    if (state.has_dossier) {
        buttons.push_back({"record.dossier", kit.tr("record.dossier")});
    }
    const bool has_sheet = state.next.size() > kMostButtons;
    if (has_sheet) {
        buttons.push_back({"record.offer", kit.tr("dossier.start"), kit::ButtonKind::primary});
    }
    for (const model::FormOffer& form : std::span{state.next}.first(has_sheet ? 0 : state.next.size())) {
        const bool is_usual = &form == &state.next.back();
        buttons.push_back({{"record.form", form.form},
                           FixedText{form.title},
                           is_usual ? kit::ButtonKind::primary : kit::ButtonKind::secondary});
    }
    if (buttons.empty()) {
        return;
    }
    const auto tapped = kit::action_bar(kit, screen, buttons);
    if (!tapped) {
        return;
    }
    const std::size_t first_form = state.has_dossier ? 1 : 0;
    if (*tapped < first_form) {
        actions.add(model::OpenDossier{});
    } else if (has_sheet) {
        open_form_sheet(kit, kPage);
    } else {
        actions.add(model::StartForm{state.next[*tapped - first_form].form});
    }
}

std::optional<model::OpenRecord> draw_parts(std::span<const model::RecordPart> parts, kit::Kit& kit,
                                            kit::ScrollArea& column) {
    std::optional<model::OpenRecord> tapped;
    if (parts.empty()) {
        return tapped;
    }
    kit::list_heading(kit, column, kit.tr("record.parts"));
    for (const model::RecordPart& part : parts) {
        kit::ListRow row;
        row.title = FixedText{part.title};
        row.detail = FixedText{part.detail};
        row.note = FixedText{part.note};
        if (kit::list_row(kit, row_id("record.part", part.id), column, row)) {
            tapped = model::OpenRecord{part.id};
        }
    }
    column.space(kit.theme().space.screen);
    return tapped;
}

}  // namespace

std::optional<model::OpenRecord> draw(const model::RecordViewState& state, std::span<const model::RecordPart> parts,
                                      kit::Kit& kit, model::RecordViewActions& actions) {
    const kit::Theme& theme = kit.theme();
    kit::Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = FixedText{state.record.title};
    bar.subtitle = FixedText{state.record.summary};
    bar.back = kit.tr("record.close");
    page_top(kit, screen, bar, state.badge, model::CloseRecord{}, actions);
    if (state.can_continue) {
        const std::array buttons{
            kit::ActionButton{"record.continue", kit.tr("record.continue"), kit::ButtonKind::primary}};
        if (kit::action_bar(kit, screen, buttons)) {
            actions.add(model::ContinueDraft{state.record.id});
        }
    } else {
        draw_ways_on(state, kit, screen, actions);
    }
    kit::Rect column_area = screen.inset(kit.margin(screen.w), 0);
    column_area = column_area.centered({std::min(column_area.w, theme.layout.measure), column_area.h});
    kit::ScrollArea column{kit, "record.list", column_area, row_id("record", state.record.id).hash()};
    column.space(theme.space.screen);
    draw_record_body(state, kit, column);
    const auto tapped = draw_parts(parts, kit, column);
    if (auto form = draw_form_sheet(kit, kPage, state.next)) {
        actions.add(model::StartForm{std::move(*form)});
    }
    return tapped;
}

}  // namespace daohu::screens
