// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/due_reviews.hpp"

#include "ui/kit/long_list.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"
#include "ui/screens/unread.hpp"
#include "ui/text/near_date.hpp"

#include <string>

namespace daohu::screens {

using kit::Kit;
using model::DueReviewsActions;
using model::DueReviewsState;
using model::ReviewGroupKind;
using model::ReviewRow;

namespace {

[[nodiscard]] Translated words_for(Kit& kit, ReviewGroupKind kind) {
    switch (kind) {
        case ReviewGroupKind::overdue: return kit.tr("due.overdue");
        case ReviewGroupKind::this_month: return kit.tr("due_reviews.this_month");
        case ReviewGroupKind::next_month: return kit.tr("due_reviews.next_month");
        case ReviewGroupKind::later: return kit.tr("due.later");
        case ReviewGroupKind::paused: return kit.tr("due_reviews.paused");
        case ReviewGroupKind::not_stated: return kit.tr("due_reviews.not_stated");
    }
    return kit.tr("due.later");
}

[[nodiscard]] Text days_words(Kit& kit, const ReviewRow& review, ReviewGroupKind kind) {
    if (!review.due_on || kind == ReviewGroupKind::paused) {
        return {};
    }
    if (review.may_begin) {
        return kit.tr("due.may_begin");
    }
    return kind == ReviewGroupKind::overdue ? kit.tr("due.days_over", {{"count", review.days}})
                                            : kit.tr("due.days_left", {{"count", review.days}});
}

// The clause behind the date, and how sure it is unless it is beyond doubt.
[[nodiscard]] Text detail_words(Kit& kit, const ReviewRow& review) {
    const Text clause = review.clause.empty() ? Text{kit.tr("policy.no_clause")} : Text{FixedText{review.clause}};
    const bool is_said = review.certainty == model::Certainty::exact || !review.explanation.empty();
    const Text sure = is_said ? Text{} : Text{screens::words_for(kit, review.certainty)};
    return kit.words().facts({FixedText{review.category}, sure, clause, FixedText{review.explanation}});
}

void draw_row(const ReviewRow& review, ReviewGroupKind kind, std::chrono::year_month_day today, Kit& kit,
              kit::ScrollArea& list, DueReviewsActions& actions) {
    kit::ListRow row;
    row.title = FixedText{review.name};
    row.detail = detail_words(kit, review);
    row.chip = days_words(kit, review, kind);
    row.chip_tone = kind == ReviewGroupKind::overdue ? kit::Tone::danger : kit::Tone::info;
    if (row.chip.empty()) {
        row.chip = screens::words_for(kit, review.certainty);
        row.chip_tone = screens::tone_of(review.certainty);
    }
    if (review.due_on) {
        row.note = near_date(kit.words(), *review.due_on, today);
    }
    if (kit::list_row(kit, {"due_reviews", "row", review.household.to_string()}, list, row)) {
        actions.add(model::OpenHousehold{review.household});
    }
}

}  // namespace

void draw(const DueReviewsState& state, Kit& kit, DueReviewsActions& actions) {
    kit::Rect screen = kit.screen();
    page_top(kit, screen, kit.tr("due_reviews.title"), FixedText{state.pack}, state.badge, actions);
    kit::ScrollArea list{kit, "due_reviews.list", screen.inset(kit.margin(screen.w), 0)};
    list.space(kit.theme().space.card);
    if (state.notice) {
        draw_notice(kit, list, *state.notice);
    }
    if (auto change = draw_filters(kit, list, "due_reviews.filter", state.filters)) {
        actions.add(std::move(*change));
    }
    if (state.groups.empty() && !is_unread(state.notice)) {
        kit::paragraph(kit, list, state.is_reading ? kit.tr("lines.reading") : kit.tr("due_reviews.empty"),
                       kit::ParagraphLook::body);
    }
    for (std::size_t g = 0; g < state.groups.size(); ++g) {
        const model::ReviewGroup& group = state.groups[g];
        kit::list_heading(
            kit, list,
            kit.words().facts({words_for(kit, group.kind),
                               kit.tr("plan.households", {{"count", static_cast<std::int64_t>(group.rows.size())}})}));
        kit::LongList rows{
            kit, list, {"due_reviews.group", std::to_string(g)}, group.rows.size(), kit.theme().target.list_row};
        while (const auto i = rows.next()) {
            draw_row(group.rows[*i], group.kind, state.now.date, kit, list, actions);
        }
    }
    list.space(kit.theme().space.screen);
}

}  // namespace daohu::screens
