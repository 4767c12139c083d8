// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/recover_draft.hpp"

#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/progress.hpp"
#include "ui/screens/discard_dialog.hpp"
#include "ui/screens/page.hpp"

#include <algorithm>

namespace daohu::screens {

using kit::Kit;
using model::RecoverableDraft;
using model::RecoverDraftActions;
using model::RecoverDraftState;

namespace {

constexpr const char* kAsking = "recover.asking";

void draw_draft(const RecoverableDraft& draft, const RecoverDraftState& state, Kit& kit, kit::ScrollArea& column,
                RecoverDraftActions& actions) {
    const kit::Space& space = kit.theme().space;
    const bool is_last = &draft == &state.drafts.front();
    kit::paragraph(kit, column, FixedText{draft.title}, kit::ParagraphLook::title);
    const Text saved =
        draft.saved_at
            ? Text{kit.tr("question.saved_at", {{"time", kit.words().moment(*draft.saved_at, state.now.date)}})}
            : Text{};
    kit::paragraph(kit, column, kit.words().facts({FixedText{draft.form}, saved}), kit::ParagraphLook::note);
    column.space(space.gap);
    kit::progress_line(kit, column,
                       {.done = draft.answered,
                        .total = draft.questions,
                        .figure = kit.tr("progress.of", {{"done", draft.answered}, {"total", draft.questions}}),
                        .label = kit.tr("recover.answered")});
    if (!draft.lost.empty()) {
        kit::banner(kit, column, kit.tr("recover.lost", {{"count", static_cast<std::int64_t>(draft.lost.size())}}),
                    kit::Tone::warn);
        column.space(space.tight);
        for (const std::string& answer : draft.lost) {
            kit::paragraph(kit, column, kit.tr("list.item", {{"text", FixedText{answer}}}), kit::ParagraphLook::note);
        }
        column.space(space.gap);
    }
    if (kit::column_button(kit, {"recover.continue", draft.id.to_string()}, column, kit.tr("recover.continue"),
                           is_last ? kit::ButtonKind::primary : kit::ButtonKind::secondary)) {
        actions.add(model::ContinueDraft{draft.id});
    }
    column.space(space.screen);
    if (kit::column_button(kit, {"recover.discard", draft.id.to_string()}, column, kit.tr("discard.act"),
                           kit::ButtonKind::danger)) {
        kit.memory(kAsking).text = draft.id.to_string();
    }
    column.space(space.section);
}

void draw_dialog(const RecoverDraftState& state, Kit& kit, RecoverDraftActions& actions) {
    std::string& asking = kit.memory(kAsking).text;
    const auto draft = std::ranges::find_if(
        state.drafts, [&asking](const RecoverableDraft& one) { return one.id.to_string() == asking; });
    if (asking.empty() || draft == state.drafts.end()) {
        asking.clear();
        return;
    }
    const kit::DialogAnswer answer = discard_dialog(kit);
    if (answer != kit::DialogAnswer::none) {
        asking.clear();
    }
    if (answer == kit::DialogAnswer::act) {
        actions.add(model::DiscardRecovered{draft->id});
    }
}

}  // namespace

void draw(const RecoverDraftState& state, Kit& kit, RecoverDraftActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = kit.tr("recover.title");
    bar.subtitle = kit.tr("recover.subtitle");
    kit::top_bar(kit, screen, bar);
    const kit::ActionButton leave{"recover.leave", kit.tr("recover.leave"), kit::ButtonKind::secondary};
    if (kit::action_bar(kit, screen, std::span{&leave, 1})) {
        actions.add(model::LeaveDrafts{});
    }
    {
        kit::ScrollArea column{kit, "recover.list", text_column(kit, screen)};
        column.space(space.screen);
        for (const RecoverableDraft& draft : state.drafts) {
            draw_draft(draft, state, kit, column, actions);
        }
    }
    draw_dialog(state, kit, actions);
}

}  // namespace daohu::screens
