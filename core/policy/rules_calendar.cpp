// SPDX-License-Identifier: Apache-2.0
//
// Sweeps for families in hardship, stays at the rescue station, and what documents ask for without saying how often.
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <array>
#include <utility>

namespace daohu::policy {
namespace {

constexpr ParameterId kSweepMonths{85};
constexpr ParameterId kUnidentifiedMonths{125};

void evaluate_sweep(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "sweep_due", {}, std::string{kTownship}};
    draft.set_unit("date");
    const CalendarItem* item = question.pack.find_calendar_item("sweep");
    if (item != nullptr && !item->interval) {
        draft.cite_clause(item->owner, {}, item->clause);
    }
    const std::int64_t* months = draft.parameter<std::int64_t>(kSweepMonths);
    const Date* last = months == nullptr ? nullptr
                                         : draft.need(question.facts.statistics.last_sweep_on,
                                                      "statistics.last_sweep_on", AskWhom::township);
    const auto due = last == nullptr ? std::nullopt : draft.take(last->plus_months(*months));
    outcomes.push_back(std::move(draft).finish(due ? Figure{*due} : Figure{}));
}

// From when on a person whom the station cannot name has to be settled: the first day beyond the document's months.
void evaluate_unidentified(const Question& question, Outcomes& outcomes) {
    const Discovery& discovery = question.facts.discovery;
    const CodeSet* causes = discovery.hardship_kinds.find();
    if (discovery.station_entered_on.state() == AnswerState::not_asked &&
        (causes == nullptr || !contains(*causes, "vagrant"))) {
        return;
    }
    Draft draft{question, "vagrant_unidentified_from", {}, "discovery"};
    draft.set_unit("date");
    const std::int64_t* months = draft.parameter<std::int64_t>(kUnidentifiedMonths);
    if (months == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const Truth found = need_truth(draft, discovery.identity_found, "discovery.identity_found", AskWhom::township);
    if (found == Truth::yes) {
        outcomes.push_back(std::move(draft).not_applying());
        return;
    }
    const Date* entered = draft.need(discovery.station_entered_on, "discovery.station_entered_on", AskWhom::township);
    const auto reached = entered == nullptr ? std::nullopt : draft.take(entered->plus_months(*months));
    const bool beyond = draft.raw(kUnidentifiedMonths).comparison == Comparison::above;
    const auto from = reached ? draft.take(reached->plus_days(beyond ? 1 : 0)) : std::nullopt;
    if (from) {
        draft.remark(*from <= question.on ? "reached" : "not_yet_reached");
    }
    outcomes.push_back(std::move(draft).finish(from ? Figure{*from} : Figure{}));
}

// What a document asks for "regularly" and nobody may put a day to: {the calendar's item, the rule}.
struct RegularDuty {
    std::string_view item;
    std::string_view rule;
};
constexpr std::array<RegularDuty, 4> kRegularDuties{RegularDuty{"home_checks", "home_checks_due"},
                                                    {"follow_up", "follow_up_due"},
                                                    {"public_notice", "public_notice_due"},
                                                    {"housing_inspection", "housing_inspection_due"}};

template <std::size_t Index>
void evaluate_regular(const Question& question, Outcomes& outcomes) {
    constexpr RegularDuty kDuty = kRegularDuties[Index];
    const CalendarItem* item = question.pack.find_calendar_item(kDuty.item);
    if (item == nullptr) {
        return;
    }
    Draft draft{question, kDuty.rule, {}, std::string{kTownship}};
    draft.set_unit("date");
    draft.cite_clause(item->owner, {}, item->clause);
    draft.mark_not_stated("regularly");
    outcomes.push_back(std::move(draft).finish());
}

template <std::size_t... Indexes>
void add_regular_rules(std::vector<Rule>& rules, std::index_sequence<Indexes...> /*all*/) {
    (rules.push_back(Rule{kRegularDuties[Indexes].rule, "", {}, evaluate_regular<Indexes>}), ...);
}

}  // namespace

std::vector<Rule> calendar_rules() {
    std::vector<Rule> rules{
        {"sweep_due", "", {kSweepMonths}, evaluate_sweep},
        {"vagrant_unidentified_from", "", {kUnidentifiedMonths}, evaluate_unidentified},
    };
    add_regular_rules(rules, std::make_index_sequence<kRegularDuties.size()>{});
    return rules;
}

}  // namespace daohu::policy
