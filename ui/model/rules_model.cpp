// SPDX-License-Identifier: Apache-2.0
#include "ui/model/rules_model.hpp"

#include "ui/model/open_words.hpp"
#include "ui/model/record_model.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace daohu::model {

namespace {

using casework::DueLine;
using casework::DueState;
using policy::Outcome;
using policy::Status;

std::chrono::year_month_day day_of(const Date& date) { return std::chrono::year_month_day{date.days()}; }

struct VerdictWord {
    std::string_view code;
    TextKey words;
};
constexpr std::array kVerdicts{
    VerdictWord{"above_band", "verdict.above_band"},
    VerdictWord{"all_by_finance", "verdict.all_by_finance"},
    VerdictWord{"candidate", "verdict.candidate"},
    VerdictWord{"county", "verdict.county"},
    VerdictWord{"end_with_notice", "verdict.end_with_notice"},
    VerdictWord{"end_without_notice", "verdict.end_without_notice"},
    VerdictWord{"event", "verdict.event"},
    VerdictWord{"excluded", "verdict.excluded"},
    VerdictWord{"fulfilled", "verdict.fulfilled"},
    VerdictWord{"held", "verdict.held"},
    VerdictWord{"hukou", "verdict.hukou"},
    VerdictWord{"level_kept", "verdict.level_kept"},
    VerdictWord{"lowest_tier", "verdict.lowest_tier"},
    VerdictWord{"may_be_left_out", "verdict.may_be_left_out"},
    VerdictWord{"may_continue", "verdict.may_continue"},
    VerdictWord{"mechanism_only", "verdict.mechanism_only"},
    VerdictWord{"no", "verdict.no"},
    VerdictWord{"no_aid", "verdict.no_aid"},
    VerdictWord{"nobody_able", "verdict.nobody_able"},
    VerdictWord{"not_above_standard", "verdict.not_above_standard"},
    VerdictWord{"not_held", "verdict.not_held"},
    VerdictWord{"not_yet_reached", "verdict.not_yet_reached"},
    VerdictWord{"open", "verdict.open"},
    VerdictWord{"open_filing", "verdict.open_filing"},
    VerdictWord{"out", "verdict.out"},
    VerdictWord{"reached", "verdict.reached"},
    VerdictWord{"required", "verdict.required"},
    VerdictWord{"residence", "verdict.residence"},
    VerdictWord{"shortfall", "verdict.shortfall"},
    VerdictWord{"supported", "verdict.supported"},
    VerdictWord{"township", "verdict.township"},
    VerdictWord{"township_if_delegated", "verdict.township_if_delegated"},
    VerdictWord{"village", "verdict.village"},
    VerdictWord{"yes", "verdict.yes"},
};
static_assert(std::ranges::is_sorted(kVerdicts, {}, &VerdictWord::code));

std::string figure_words(const policy::Figure& figure, const Vocabulary& words) {
    if (std::holds_alternative<std::monostate>(figure)) {
        return {};
    }
    if (const auto* verdict = std::get_if<policy::Verdict>(&figure)) {
        return verdict_words(verdict->code, words);
    }
    if (const auto* const amount = std::get_if<Fen>(&figure)) {
        return std::string{words.words().money(amount->value()).view()};
    }
    if (const auto* const codes = std::get_if<std::vector<std::string>>(&figure)) {
        std::vector<std::string> named;
        std::ranges::transform(*codes, std::back_inserter(named),
                               [&words](const std::string& code) { return verdict_words(code, words); });
        return words.joined(named);
    }
    const std::string digits{words.words().digits(policy::to_text(figure)).view()};
    const bool is_money =
        std::holds_alternative<policy::AmountBand>(figure) || std::holds_alternative<policy::ExactAmount>(figure);
    return is_money ? words.say("policy.unit.yuan", {{"figure", FixedText{digits}}}) : digits;
}

PolicyFinding finding_of(const Outcome& outcome, const RuleName& rule_name, const Vocabulary& words) {
    PolicyFinding finding;
    finding.id = outcome.subject.empty() ? outcome.rule : outcome.rule + "." + outcome.subject;
    finding.title = rule_name(outcome.rule);
    finding.figure = figure_of(outcome, words);
    finding.certainty = certainty_of(outcome.status);
    finding.clause = clause_of(outcome);
    for (const policy::InputUse& input : outcome.inputs) {
        if (EntityId::parse(input.value)) {
            continue;  // says nothing to anybody; the member's own facts follow
        }
        const std::string fact = words.fact(input.fact);
        const std::string value = words.fact_value(input.fact, input.value);
        finding.steps.push_back(
            words.say("policy.step.input", {{"fact", FixedText{fact}}, {"value", FixedText{value}}}));
    }
    std::int64_t number = 0;
    const bool has_several = outcome.readings.size() > 1;  // one alone is the figure itself
    for (const policy::Reading& reading : has_several ? outcome.readings : std::vector<policy::Reading>{}) {
        const std::string figure = figure_words(reading.figure, words);
        finding.steps.push_back(
            words.say("policy.step.reading", {{"number", ++number}, {"figure", FixedText{figure}}}));
    }
    for (const policy::Missing& missing : outcome.missing) {
        finding.missing.push_back(words.fact(missing.fact));
    }
    std::vector<std::string> open;
    std::ranges::transform(outcome.open_words, std::back_inserter(open),
                           [&](const std::string& word) { return open_words(word, rule_name, words); });
    finding.remark = open.empty() ? std::string{} : words.say("policy.open", {{"what", FixedText{words.joined(open)}}});
    return finding;
}

ReviewGroupKind group_of(const DueLine& line, Date today) {
    switch (line.state) {
        case DueState::paused: return ReviewGroupKind::paused;
        case DueState::overdue: return ReviewGroupKind::overdue;
        case DueState::unknown: return ReviewGroupKind::not_stated;
        case DueState::due:
        case DueState::boundary: break;
    }
    if (!line.day) {
        return ReviewGroupKind::not_stated;
    }
    if (*line.day <= today.last_of_month()) {
        return ReviewGroupKind::this_month;
    }
    const auto next = today.first_of_month().plus_months(1);
    return next && *line.day <= next->last_of_month() ? ReviewGroupKind::next_month : ReviewGroupKind::later;
}

std::string explanation_of(const DueLine& line, const Vocabulary& words) {
    switch (line.state) {
        case DueState::paused: return words.say("due_reviews.state.paused");
        case DueState::boundary: return words.say("due_reviews.state.boundary");
        case DueState::unknown: return words.say("due_reviews.state.unknown");
        case DueState::due:
        case DueState::overdue: break;
    }
    return {};
}

ReviewRow row_of(const DueLine& line, const NameHousehold& name, const Vocabulary& words) {
    ReviewRow row;
    row.household = row_id(line.household);
    row.name = name(line.household).name;
    if (row.name.empty()) {
        row.name = words.say("dossier.unnamed");
    }
    row.category = words.code(line.programme, "programme");
    if (line.day) {
        row.due_on = day_of(*line.day);
    }
    row.days = static_cast<int>(std::abs(line.days_left));
    row.may_begin = line.state == DueState::boundary && line.days_left <= 0;
    row.certainty = certainty_of(line.outcome.status);
    row.clause = clause_of(line.outcome);
    row.explanation = explanation_of(line, words);
    return row;
}

}  // namespace

Certainty certainty_of(Status status) {
    switch (status) {
        case Status::exact: return Certainty::exact;
        case Status::assumed: return Certainty::assumed;
        case Status::boundary: return Certainty::boundary;
        case Status::disputed: return Certainty::conflicting;
        case Status::not_stated: return Certainty::not_stated;
        case Status::missing_input: return Certainty::missing_input;
    }
    return Certainty::not_stated;
}

std::string clause_of(const Outcome& outcome) {
    for (const policy::Citation& citation : outcome.citations) {
        if (!citation.clause.empty()) {
            return citation.document.empty() ? citation.clause : citation.document + " " + citation.clause;
        }
    }
    return {};
}

std::string verdict_words(std::string_view code, const Vocabulary& words) {
    const auto* const found = std::ranges::lower_bound(kVerdicts, code, {}, &VerdictWord::code);
    const bool is_known = found != kVerdicts.end() && found->code == code;
    return is_known ? words.say(found->words) : std::string{code};
}

std::string figure_of(const Outcome& outcome, const Vocabulary& words) { return figure_words(outcome.figure, words); }

void fill_policy(PolicyState& state, const casework::HouseholdAssessment& assessed, const RuleName& rule_name,
                 const Vocabulary& words) {
    const bool is_english = words.words().language() == "en";
    const std::string& pack = is_english ? assessed.pack->label.en : assessed.pack->label.zh;
    state.pack = words.say("policy.pack", {{"pack", FixedText{pack}}, {"version", assessed.pack->version}});
    PolicySection now{words.say("policy.section.now"), {}};
    PolicySection other{words.say("policy.section.other"), {}};
    for (const Outcome& outcome : assessed.assessment.outcomes) {
        if (outcome.applies == policy::Truth::no) {
            continue;
        }
        const bool has_figure = !std::holds_alternative<std::monostate>(outcome.figure);
        (has_figure ? now : other).findings.push_back(finding_of(outcome, rule_name, words));
    }
    state.sections.clear();
    for (PolicySection* section : {&now, &other}) {
        if (!section->findings.empty()) {
            state.sections.push_back(std::move(*section));
        }
    }
}

void fill_due_reviews(DueReviewsState& state, const std::vector<DueLine>& lines, const DueView& view,
                      const NameHousehold& name, const Vocabulary& words) {
    std::map<ReviewGroupKind, std::vector<ReviewRow>> groups;
    std::set<std::string> programmes;
    for (const DueLine& line : lines) {
        programmes.insert(line.programme);
        if (view.filters.empty() || view.filters.contains(line.programme)) {
            groups[group_of(line, view.today)].push_back(row_of(line, name, words));
        }
    }
    state.filters.clear();
    for (const std::string& programme : programmes) {
        state.filters.push_back({programme, words.code(programme, "programme"), view.filters.contains(programme)});
    }
    state.groups.clear();
    for (auto& [kind, rows] : groups) {
        state.groups.push_back({kind, std::move(rows)});
    }
}

}  // namespace daohu::model
