// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/notice_preview.hpp"

#include "ui/kit/column_widths.hpp"
#include "ui/kit/widgets/dialog.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"

#include <algorithm>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::NoticePreviewActions;
using model::NoticePreviewState;
using model::NoticeStage;

namespace {

constexpr const char* kAsking = "notice.asking";

[[nodiscard]] Translated words_for(Kit& kit, NoticeStage stage) {
    switch (stage) {
        case NoticeStage::draft: return kit.tr("notice.stage.draft");
        case NoticeStage::ready: return kit.tr("notice.stage.ready");
        case NoticeStage::posted: return kit.tr("notice.stage.posted");
        case NoticeStage::taken_down: return kit.tr("notice.stage.taken_down");
    }
    return kit.tr("notice.stage.draft");
}

// Rows that say how wide the columns are; those below them look alike.
constexpr std::size_t kMeasuredRows = 40;

// Each column as wide as what stands in it, as far as there is room.
[[nodiscard]] std::vector<float> column_widths(const NoticePreviewState& state, Kit& kit, float room) {
    const float padding = 2 * kit.theme().space.tight;
    std::vector<float> widths(state.columns.size(), padding);
    const auto widen = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < std::min(cells.size(), widths.size()); ++i) {
            widths[i] = std::max(widths[i], kit.paint().width_of(FixedText{cells[i]}, kit.type().note) + padding);
        }
    };
    widen(state.columns);
    for (std::size_t i = 0; i < std::min(state.lines.size(), kMeasuredRows); ++i) {
        widen(state.lines[i].cells);
    }
    return kit::fitted_columns(std::move(widths), room);
}

// One row of the table, as high as its highest cell.
void draw_cells(const std::vector<std::string>& cells, const std::vector<float>& widths, Kit& kit,
                kit::ScrollArea& column) {
    const kit::Theme& theme = kit.theme();
    const kit::TypeSize size = kit.type().note;
    float height = size.line;
    for (std::size_t i = 0; i < std::min(cells.size(), widths.size()); ++i) {
        const float inner = widths[i] - 2 * theme.space.tight;
        height = std::max(height, kit.paint().measure(FixedText{cells[i]}, size, inner).h);
    }
    Rect strip = column.next(height + theme.space.gap);
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const Rect box = strip.cut_left(widths[i]);
        kit.paint().outline(box, kit.colour().border, theme.shape.hairline);
        if (i < cells.size()) {
            kit.paint().text(box.inset(theme.space.tight, 0), FixedText{cells[i]},
                             {.size = size, .colour = kit.colour().text});
        }
    }
}

// The sheet of paper itself.
void draw_paper(const NoticePreviewState& state, Kit& kit, kit::ScrollArea& column) {
    const kit::Space& space = kit.theme().space;
    kit::paragraph(kit, column, FixedText{state.title}, kit::ParagraphLook::question);
    column.space(space.tight);
    kit::paragraph(kit, column, FixedText{state.body}, kit::ParagraphLook::body);
    column.space(space.card);
    const std::vector<float> widths = column_widths(state, kit, column.width());
    draw_cells(state.columns, widths, kit, column);
    for (const model::NoticeLine& line : state.lines) {
        draw_cells(line.cells, widths, kit, column);
    }
    if (state.lines.empty()) {
        kit::paragraph(kit, column, kit.tr("notice.nobody"), kit::ParagraphLook::hint);
    }
    column.space(space.card);
    kit::paragraph(kit, column, model::period_of(state, kit.words()), kit::ParagraphLook::body);
    kit::paragraph(kit, column, FixedText{state.footer}, kit::ParagraphLook::note);
    column.space(space.screen);
}

// What a reader of the board does not see and its maker must know.
void draw_remarks(const NoticePreviewState& state, Kit& kit, kit::ScrollArea& column) {
    const kit::Space& space = kit.theme().space;
    kit::banner(kit, column, words_for(kit, state.stage),
                state.stage == NoticeStage::posted ? kit::Tone::ok : kit::Tone::info);
    column.space(space.gap);
    for (const std::string& reason : state.blocked) {
        kit::banner(kit, column, FixedText{reason}, kit::Tone::danger);
        column.space(space.gap);
    }
    if (state.left_out > 0) {
        kit::paragraph(kit, column, kit.tr("notice.left_out", {{"count", state.left_out}}), kit::ParagraphLook::body);
        for (const std::string& reason : state.left_out_because) {
            kit::paragraph(kit, column, kit.tr("list.item", {{"text", FixedText{reason}}}), kit::ParagraphLook::note);
        }
        column.space(space.gap);
    }
}

void draw_buttons(const NoticePreviewState& state, Kit& kit, Rect& screen, NoticePreviewActions& actions) {
    const bool is_free = state.blocked.empty();
    const auto enabled = [](bool is_enabled) {
        return is_enabled ? kit::ItemState::enabled : kit::ItemState::disabled;
    };
    const bool is_posted = state.stage == NoticeStage::posted;
    std::vector<kit::ActionButton> buttons;
    if (state.can_save) {
        buttons.push_back({"notice.save", kit.tr("notice.save"), kit::ButtonKind::secondary, enabled(is_free)});
    }
    if (is_posted) {
        buttons.push_back({"notice.object", kit.tr("notice.object")});
        buttons.push_back({"notice.take_down", kit.tr("notice.take_down"), kit::ButtonKind::primary});
    } else {
        buttons.push_back({"notice.post", kit.tr("notice.post"), kit::ButtonKind::primary,
                           enabled(is_free && state.stage == NoticeStage::ready)});
    }
    const auto tapped = kit::action_bar(kit, screen, buttons);
    if (!tapped) {
        return;
    }
    if (*tapped + 1 == buttons.size()) {
        kit.memory(kAsking).number = 1;
    } else if (state.can_save && *tapped == 0) {
        actions.add(model::SaveNotice{});
    } else {
        actions.add(model::ObjectToNotice{});
    }
}

void draw_dialog(const NoticePreviewState& state, Kit& kit, NoticePreviewActions& actions) {
    std::int64_t& asking = kit.memory(kAsking).number;
    if (asking == 0) {
        return;
    }
    const bool is_posted = state.stage == NoticeStage::posted;
    const kit::DialogAnswer answer = kit::dialog(
        kit, {.title = is_posted ? kit.tr("notice.ask.take_down") : kit.tr("notice.ask.post"),
              .message = is_posted ? kit.tr("notice.ask.take_down_message") : kit.tr("notice.ask.post_message"),
              .keep = kit.tr("notice.ask.keep"),
              .act = is_posted ? kit.tr("notice.take_down") : kit.tr("notice.post"),
              .keep_id = "notice.ask.keep",
              .act_id = "notice.ask.act"});
    if (answer != kit::DialogAnswer::none) {
        asking = 0;
    }
    if (answer == kit::DialogAnswer::act) {
        if (is_posted) {
            actions.add(model::TakeNoticeDown{});
        } else {
            actions.add(model::PostNotice{});
        }
    }
}

}  // namespace

void draw(const NoticePreviewState& state, Kit& kit, NoticePreviewActions& actions) {
    const kit::Theme& theme = kit.theme();
    Rect screen = kit.screen();
    page_top(kit, screen, kit.tr("notice.title"), kit.tr("notice.subtitle"), state.badge, actions);
    draw_buttons(state, kit, screen, actions);
    if (kit.has_two_panes()) {
        const Rect side = screen.cut_right(theme.layout.detail);
        kit.paint().fill(side, kit.colour().surface);
        kit::ScrollArea column{kit, "notice.remarks", side.inset(theme.space.screen, 0)};
        column.space(theme.space.screen);
        draw_remarks(state, kit, column);
    }
    {
        kit::ScrollArea column{kit, "notice.list", text_column(kit, screen), content_of(state.id)};
        column.space(theme.space.screen);
        if (!kit.has_two_panes()) {
            draw_remarks(state, kit, column);
            column.space(theme.space.card);
        }
        draw_paper(state, kit, column);
    }
    draw_dialog(state, kit, actions);
}

}  // namespace daohu::screens
