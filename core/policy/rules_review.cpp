// SPDX-License-Identifier: Apache-2.0
//
// Reviews and changes: F-11 when a review is due and what a pause does to it, the outcome without change, change
// reports.
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>

namespace daohu::policy {
namespace {

constexpr ParameterId kTekunMonths{70};
constexpr ParameterId kStableMonths{71};
constexpr ParameterId kUnstableMonths{72};
constexpr ParameterId kOperator{73};
constexpr ParameterId kNoChange{74};
constexpr ParameterId kPause{76};
constexpr ParameterId kHousingMonths{77};
constexpr ParameterId kReportTo{78};
constexpr ParameterId kReportDays{79};

// Some line is irregular, or all are stable. Unknown lines leave it unknown unless one is irregular.
Known<YesNo> derived_irregular(const Facts& facts) {
    const auto* lines = facts.income.find();
    if (lines == nullptr || lines->empty()) {
        return {};
    }
    bool all_known = true;
    for (const Income& line : *lines) {
        if (line.stability.is("irregular")) {
            return YesNo::yes;
        }
        all_known = all_known && line.stability.is_answered();
    }
    return all_known ? Known<YesNo>{YesNo::no} : Known<YesNo>{};
}

Known<YesNo> derived_able(const Facts& facts, Date on) {
    bool all_known = !facts.member.empty();
    for (const Member& member : facts.member) {
        if (has_left(member, on)) {
            continue;
        }
        if (member.labour_ability.is("able")) {
            return YesNo::yes;
        }
        // Weak ability is neither: the text speaks of ability to work.
        all_known = all_known && member.labour_ability.is("none");
    }
    return all_known ? Known<YesNo>{YesNo::no} : Known<YesNo>{};
}

Truth mark(Draft& draft, const Known<YesNo>& written, const Known<YesNo>& derived, const std::string& path) {
    const bool use_derived = written.state() == AnswerState::not_asked && derived.is_answered();
    return need_truth(draft, use_derived ? derived : written, path);
}

// How many months until the next review; readings where the document's two marks fall apart.
struct Interval {
    std::optional<std::int64_t> months;
    std::optional<std::int64_t> other;  // the later reading, where `months` is only a reminder
};

Interval dibao_interval(Draft& draft, const Review& review, std::size_t index) {
    const std::int64_t* stable = draft.parameter<std::int64_t>(kStableMonths);
    const std::int64_t* unstable = draft.parameter<std::int64_t>(kUnstableMonths);
    if (stable == nullptr || unstable == nullptr) {
        return {};
    }
    const Facts& facts = draft.question().facts;
    const Truth irregular =
        mark(draft, review.irregular_income, derived_irregular(facts), row_path("review", index, "irregular_income"));
    const Truth able = mark(draft, review.able_bodied, derived_able(facts, draft.question().on),
                            row_path("review", index, "able_bodied"));
    const CodeValue* operation = draft.find_parameter<CodeValue>(kOperator);
    if (irregular == Truth::unknown || able == Truth::unknown) {
        return {};
    }
    if (operation != nullptr) {
        const Truth shorter = operation->code == "and" ? all_of(irregular, able) : any_of(irregular, able);
        return {shorter == Truth::yes ? *unstable : *stable, std::nullopt};
    }
    if (irregular == able) {
        return {irregular == Truth::yes ? *unstable : *stable, std::nullopt};
    }
    draft.leave_open("review_unstable_able_operator");
    return {std::min(*stable, *unstable), std::max(*stable, *unstable)};
}

struct Span {
    Date from;
    Date to;
};

// The pauses that count for this review: known, permitted by the document or by one of the county's own.
std::vector<Span> pauses_of(Draft& draft, const Review& review, std::size_t index, Date last) {
    std::vector<Span> spans;
    for (std::size_t row = 0; row < review.paused_ranges.size(); ++row) {
        const Pause& pause = review.paused_ranges[row];
        const std::string path = row_path(row_path("review", index, "paused_ranges"), row);
        if (draft.find_parameter<bool>(kPause) == nullptr) {
            draft.remark("pause_without_clause");
            continue;
        }
        (void)draft.find(pause.document, path + ".document");
        const Date* from = draft.need(pause.from, path + ".from", AskWhom::county);
        const Date* to = draft.need(pause.to, path + ".to", AskWhom::county);
        if (from == nullptr || to == nullptr || *to < *from) {
            continue;
        }
        if (*to >= last) {
            spans.push_back(Span{*from, *to});
        }
    }
    std::ranges::sort(spans, {}, [](const Span& span) { return std::pair{span.from, span.to}; });
    return spans;
}

struct Paused {
    Date shifted;
    Date frozen;
    bool is_running = false;
    bool counts = false;  // some pause reaches this review
};

std::optional<Paused> apply_pauses(Draft& draft, const std::vector<Span>& spans, Date last, Date due) {
    Paused made{due, due, false, false};
    Date counted_to = last;  // overlapping pauses count once
    for (const Span& span : spans) {
        // A pause counts that begins before the review is due, and due it is only when earlier pauses are over.
        const bool shifts = span.from <= made.shifted;
        const bool freezes = span.from <= made.frozen;
        if (!shifts && !freezes) {
            continue;
        }
        made.counts = true;
        const Date begin = std::max(span.from, counted_to);
        if (shifts && span.to > begin) {
            const auto shifted = draft.take(made.shifted.plus_days(days_between(begin, span.to)));
            if (!shifted) {
                return std::nullopt;
            }
            made.shifted = *shifted;
            counted_to = span.to;
        }
        made.frozen = freezes ? std::max(made.frozen, span.to) : made.frozen;
        made.is_running = made.is_running || (span.from <= draft.question().on && draft.question().on <= span.to);
    }
    return made;
}

void note_distance(Draft& draft, Date due) {
    const std::int64_t days = days_between(draft.question().on, due);
    if (days < 0) {
        draft.remark("overdue");
        draft.add_reading("days_overdue", -days);
    } else {
        draft.add_reading("days_left", days);
    }
}

// The due day after pauses; nothing where the readings differ and the pack has chosen none.
std::optional<Date> due_after_pauses(Draft& draft, const Review& review, std::size_t index, Date last, Date due) {
    const std::vector<Span> spans = pauses_of(draft, review, index, last);
    if (spans.empty()) {
        return due;
    }
    const auto paused = apply_pauses(draft, spans, last, due);
    if (!paused) {
        return std::nullopt;
    }
    if (!paused->counts) {
        return due;
    }
    if (paused->is_running) {
        draft.remark("paused");
    }
    const std::string reading = draft.reading("review_pause_reading");
    if (reading == "shift") {
        return paused->shifted;
    }
    if (reading == "freeze" || reading == "resume") {
        return paused->frozen;
    }
    if (paused->shifted == paused->frozen) {
        draft.assume("A-09");  // both readings give this day; the document leaves open whether reviews are made up for
        return paused->frozen;
    }
    draft.leave_open("review_pause_reading");
    draft.add_reading("shift", paused->shifted);
    draft.add_reading("freeze", paused->frozen);
    return std::nullopt;
}

Outcome judge_review(const Question& question, const Review& review, std::size_t index) {
    Draft draft{question, "review_due", "F-11", row_path("review", index)};
    draft.set_unit("date");
    const Code* programme = draft.need(review.programme, row_path("review", index, "programme"));
    if (programme == nullptr) {
        (void)draft.find_parameter<std::int64_t>(kStableMonths);
        return std::move(draft).finish();
    }
    Interval interval;
    if (*programme == "tekun") {
        if (const std::int64_t* months = draft.parameter<std::int64_t>(kTekunMonths)) {
            interval.months = *months;
        }
    } else if (*programme == "dibao") {
        interval = dibao_interval(draft, review, index);
    } else {
        draft.cite_document();
    }
    if (draft.is_not_stated()) {
        return std::move(draft).finish();
    }
    const std::string* whose = review.member_id.find();
    const Member* member = whose == nullptr ? nullptr : question.facts.find_member(*whose);
    if (member != nullptr && has_left(*member, question.on)) {
        return std::move(draft).not_applying();
    }
    const Date* last = draft.need(review.last_at, row_path("review", index, "last_at"));
    if (last == nullptr || !interval.months) {
        return std::move(draft).finish();
    }
    const auto due = draft.take(last->plus_months(*interval.months));
    if (!due) {
        return std::move(draft).finish();
    }
    if (interval.other) {
        const auto later = draft.take(last->plus_months(*interval.other));
        draft.add_reading("months_" + std::to_string(*interval.months), *due);
        if (later) {
            draft.add_reading("months_" + std::to_string(*interval.other), *later);
        }
        draft.remark("reminder_only");
    }
    const auto shown = due_after_pauses(draft, review, index, *last, *due);
    if (shown && !interval.other && !draft.is_stopped()) {
        note_distance(draft, *shown);
    }
    return std::move(draft).finish(shown ? Figure{*shown} : Figure{});
}

// A household that gets an allowance and has no record of a review: one is due, and nobody knows since when.
void ask_for_reviews(const Question& question, Outcomes& outcomes) {
    const CodeSet* held = question.facts.household.programme.find();
    if (held == nullptr) {
        return;
    }
    for (const std::string_view programme : {"dibao", "tekun"}) {
        const bool on_record = std::ranges::any_of(question.facts.review, [&](const Review& review) {
            return !review.programme.is_answered() || review.programme.is(programme);
        });
        if (on_record || !contains(*held, programme)) {
            continue;
        }
        Draft draft{question, "review_due", "F-11", std::string{kHousehold}};
        draft.set_unit("date");
        (void)draft.find(question.facts.household.programme, "household.programme");
        (void)draft.parameter<std::int64_t>(programme == "tekun" ? kTekunMonths : kStableMonths);
        draft.remark("no_review_on_record");
        draft.miss("review.last_at", AnswerState::not_asked, AskWhom::township);
        outcomes.push_back(std::move(draft).finish());
    }
}

void evaluate_reviews(const Question& question, Outcomes& outcomes) {
    ask_for_reviews(question, outcomes);
    for (std::size_t index = 0; index < question.facts.review.size(); ++index) {
        outcomes.push_back(judge_review(question, question.facts.review[index], index));
    }
}

void evaluate_no_change(const Question& question, Outcomes& outcomes) {
    for (std::size_t index = 0; index < question.facts.review.size(); ++index) {
        if (!question.facts.review[index].outcome_proposal.is("no_change")) {
            continue;
        }
        Draft draft{question, "no_change_outcome", {}, row_path("review", index)};
        draft.set_unit("verdict");
        (void)draft.find(question.facts.review[index].outcome_proposal, row_path("review", index, "outcome_proposal"));
        const bool* keeps = draft.parameter<bool>(kNoChange);
        outcomes.push_back(
            std::move(draft).finish(keeps != nullptr && *keeps ? Figure{Verdict{"level_kept"}} : Figure{}));
    }
}

void evaluate_housing(const Question& question, Outcomes& outcomes) {
    const bool housed = peek_programme(question.facts, nullptr, "housing") == Truth::yes ||
                        question.facts.household.housing_checked_on.state() != AnswerState::not_asked;
    if (!housed) {
        return;
    }
    Draft draft{question, "housing_recheck_due", "F-11", std::string{kHousehold}};
    draft.set_unit("date");
    const std::int64_t* months = draft.parameter<std::int64_t>(kHousingMonths);
    const Date* last = months == nullptr
                           ? nullptr
                           : draft.need(question.facts.household.housing_checked_on, "household.housing_checked_on");
    const auto due = last == nullptr ? std::nullopt : draft.take(last->plus_months(*months));
    if (due) {
        note_distance(draft, *due);
    }
    outcomes.push_back(std::move(draft).finish(due ? Figure{*due} : Figure{}));
}

void evaluate_changes(const Question& question, Outcomes& outcomes) {
    for (std::size_t index = 0; index < question.facts.change.size(); ++index) {
        const Change& change = question.facts.change[index];
        Draft draft{question, "change_report_deadline", {}, row_path("change", index)};
        draft.set_unit("date");
        const Date* happened = draft.find(change.happened_on, row_path("change", index, "happened_on"));
        const Date* told = draft.find(change.told_on, row_path("change", index, "told_on"));
        if (happened != nullptr && told != nullptr) {
            draft.note_input("lag_days", std::to_string(days_between(*happened, *told)));
        }
        const std::int64_t* days = draft.parameter<std::int64_t>(kReportDays);
        if (days != nullptr && happened == nullptr) {
            (void)draft.need(change.happened_on, row_path("change", index, "happened_on"));
        }
        const auto due = days == nullptr || happened == nullptr ? std::nullopt : draft.take(happened->plus_days(*days));
        outcomes.push_back(std::move(draft).finish(due ? Figure{*due} : Figure{}));
    }
}

void evaluate_report_to(const Question& question, Outcomes& outcomes) {
    for (std::size_t index = 0; index < question.facts.change.size(); ++index) {
        outcomes.push_back(state_value(question, "change_report_to", kReportTo, row_path("change", index)));
    }
}

}  // namespace

std::vector<Rule> review_rules() {
    return {
        {"review_due", "F-11", {kTekunMonths, kStableMonths, kUnstableMonths, kOperator, kPause}, evaluate_reviews},
        {"no_change_outcome", "", {kNoChange}, evaluate_no_change},
        {"housing_recheck_due", "F-11", {kHousingMonths}, evaluate_housing},
        {"change_report_deadline", "", {kReportDays}, evaluate_changes},
        {"change_report_to", "", {kReportTo}, evaluate_report_to},
    };
}

}  // namespace daohu::policy
