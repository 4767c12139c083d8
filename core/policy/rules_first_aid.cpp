// SPDX-License-Identifier: Apache-2.0
//
// Urgent aid: F-13 emergency clock, what may be done first, the village's duty, the reserve fund (F-5).
#include "core/base/beijing_time.hpp"
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <chrono>

namespace daohu::policy {
namespace {

constexpr ParameterId kStaged{15};
constexpr ParameterId kSpecialCase{16};
constexpr ParameterId kAidFirst{18};
constexpr ParameterId kHours{19};
constexpr ParameterId kPapersDays{21};
constexpr ParameterId kDelegable{22};
constexpr ParameterId kBridging{23};
constexpr ParameterId kTopUp{24};
constexpr ParameterId kPlace{25};
constexpr ParameterId kReserveLeast{27};
constexpr ParameterId kReservePerHead{28};
constexpr ParameterId kVillageDuty{30};

// The moment aid was first in somebody's hands. Aid whose moment nobody knows may have been the first one, so it is
// missing unless aid is known that was in time.
std::optional<WallTime> first_given(Draft& draft, WallTime deadline) {
    std::optional<WallTime> first;
    const auto& given = draft.question().facts.first_aid;
    for (std::size_t index = 0; index < given.size(); ++index) {
        const WallTime* at = draft.find(given[index].given_at, row_path("first_aid", index, "given_at"));
        if (at != nullptr && (!first || *at < *first)) {
            first = *at;
        }
    }
    if (first && *first <= deadline) {
        return first;
    }
    for (std::size_t index = 0; index < given.size(); ++index) {
        if (given[index].given_at.state() != AnswerState::none) {
            (void)draft.need(given[index].given_at, row_path("first_aid", index, "given_at"), AskWhom::township);
        }
    }
    return first;
}

// Minutes, those begun counted whole: a second late is late.
std::int64_t minutes_begun(WallTime from, WallTime to) {
    return std::chrono::ceil<std::chrono::minutes>(to - from).count();
}

// What became of the hours. Facts have days, not the hour at which they are asked about: on the deadline's own day the
// hours still run.
void note_clock(Draft& draft, WallTime start, WallTime deadline, const std::optional<WallTime>& given) {
    if (!given) {
        draft.remark(draft.question().on > beijing_date(deadline) ? "overdue" : "running");
        return;
    }
    const bool met = *given <= deadline;
    draft.remark(met ? "met" : "missed");
    if (met) {
        draft.add_reading("minutes_left",
                          std::int64_t{std::chrono::floor<std::chrono::minutes>(deadline - *given).count()});
    } else {
        draft.add_reading("minutes_late", minutes_begun(deadline, *given));
    }
    draft.add_reading("minutes_taken", minutes_begun(start, *given));
}

void evaluate_clock(const Question& question, Outcomes& outcomes) {
    const Discovery& discovery = question.facts.discovery;
    const bool stated = question.pack.parameter(kHours, question.on).is_stated();
    if (stated && discovery.discovered_at.state() == AnswerState::not_asked && question.facts.first_aid.empty()) {
        return;  // no discovery: no clock
    }
    Draft draft{question, "emergency_clock", "F-13", "discovery"};
    draft.set_unit("deadline");
    const std::int64_t* hours = draft.parameter<std::int64_t>(kHours);
    if (hours == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const std::string from = draft.reading("emergency_clock_start");
    if (from.empty()) {
        draft.leave_open("emergency_clock_start");
    }
    const WallTime* start = from == "reported_at" ? draft.need(discovery.reported_at, "discovery.reported_at")
                                                  : draft.need(discovery.discovered_at, "discovery.discovered_at");
    if (from == "applied_at") {
        draft.miss("discovery.applied_at");
    }
    if (start == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const WallTime deadline = *start + std::chrono::hours{*hours};
    const auto given = first_given(draft, deadline);
    if (draft.is_stopped()) {
        draft.keep_readings();  // the deadline stands, whoever forgot when aid was given
        draft.add_reading("deadline", deadline);
    } else {
        note_clock(draft, *start, deadline, given);
    }
    outcomes.push_back(std::move(draft).finish(deadline));
}

void evaluate_papers(const Question& question, Outcomes& outcomes) {
    if (question.facts.first_aid.empty()) {
        return;
    }
    for (std::size_t index = 0; index < question.facts.first_aid.size(); ++index) {
        const FirstAid& aid = question.facts.first_aid[index];
        Draft draft{question, "supplement_papers", {}, row_path("first_aid", index)};
        draft.set_unit("date");
        const std::int64_t* days = draft.parameter<std::int64_t>(kPapersDays);
        if (aid.papers_complete.is(YesNo::yes)) {
            draft.remark("papers_complete");
            outcomes.push_back(std::move(draft).not_applying());
            continue;
        }
        draft.remark("papers_open");
        if (days == nullptr) {
            outcomes.push_back(std::move(draft).finish());
            continue;
        }
        const WallTime* given = draft.need(aid.given_at, row_path("first_aid", index, "given_at"));
        const auto due = given == nullptr ? std::nullopt : draft.take(beijing_date(*given).plus_days(*days));
        outcomes.push_back(std::move(draft).finish(due ? Figure{*due} : Figure{}));
    }
}

// Help given, and either help to apply or word to the agency: help alone does not fulfil it.
void evaluate_village_duty(const Question& question, Outcomes& outcomes) {
    if (question.facts.discovery.first_action.state() == AnswerState::not_asked &&
        question.facts.discovery.discovered_at.state() == AnswerState::not_asked) {
        return;
    }
    Draft draft{question, "village_duty", {}, "discovery"};
    draft.set_unit("verdict");
    const bool* duty = draft.parameter<bool>(kVillageDuty);
    if (duty == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const CodeSet* actions = draft.need(question.facts.discovery.first_action, "discovery.first_action");
    if (actions == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const bool helped = contains(*actions, "goods_cash") || contains(*actions, "called_help") ||
                        contains(*actions, "moved_safe") || !question.facts.first_aid.empty();
    const bool passed_on = contains(*actions, "helped_apply") || contains(*actions, "told_township");
    if (!helped) {
        draft.remark("help_open");
    }
    if (!passed_on) {
        draft.remark("application_or_report_open");
    }
    outcomes.push_back(std::move(draft).finish(Verdict{helped && passed_on ? "fulfilled" : "open"}));
}

// --- Treatment before payment -----------------------------------------------------------------------------------

constexpr std::string_view kTreatFirstCard = "treat-first";

// Care that is refused for its cost is most urgent under every document. Some have treatment before payment, for cases
// that they name and the township judges; the card with that id in the pack says which.
Outcome judge_treat_first(const Question& question, Draft draft) {
    draft.set_unit("verdict");
    draft.remark("call_first");
    draft.remark("urgency_not_lowered");
    const Card* card = question.pack.find_card(kTreatFirstCard);
    if (card == nullptr) {
        draft.cite_document();
        return std::move(draft).finish();
    }
    draft.cite_clause(card->owner, card->document, card->clause);
    draft.leave_open("treat_first_scope");
    draft.remark("ask_township");
    draft.add_reading("card", Verdict{std::string{kTreatFirstCard}});
    return std::move(draft).finish();
}

void evaluate_treat_first(const Question& question, Outcomes& outcomes) {
    bool any = false;
    for (const Member& member : question.facts.member) {
        const Known<YesNo>& refused = member.med.care_refused_for_cost;
        const bool arises = refused.state() == AnswerState::answered
                                ? refused.is(YesNo::yes)
                                : refused.state() == AnswerState::unknown || refused.state() == AnswerState::refused ||
                                      refused.is_disputed();
        if (!arises || has_left(member, question.on)) {
            continue;
        }
        Draft draft{question, "treat_first", {}, member_path(member)};
        (void)draft.need(refused, member_path(member, "med.care_refused_for_cost"));
        outcomes.push_back(judge_treat_first(question, std::move(draft)));
        any = true;
    }
    const CodeSet* causes = question.facts.discovery.hardship_kinds.find();
    if (!any && causes != nullptr && contains(*causes, "care_refused")) {
        Draft draft{question, "treat_first", {}, "discovery"};
        (void)draft.find(question.facts.discovery.hardship_kinds, "discovery.hardship_kinds");
        outcomes.push_back(judge_treat_first(question, std::move(draft)));
    }
}

// --- Reserve fund ------------------------------------------------------------------------------------------------

std::optional<std::int64_t> township_population(Draft& draft) {
    const Facts& facts = draft.question().facts;
    if (const std::int64_t* population =
            draft.find(facts.statistics.township_population, "statistics.township_population")) {
        return *population;
    }
    const std::string division = facts.household.township_code.is_answered() ? *facts.household.township_code.find()
                                                                             : draft.question().pack.division;
    const StandardRow* row = draft.question().standards.find("township_population", division, draft.question().on);
    const std::int64_t* count = row == nullptr ? nullptr : std::get_if<std::int64_t>(&row->figure);
    if (count == nullptr) {
        draft.miss("statistics.township_population", facts.statistics.township_population.state(), AskWhom::county);
        return std::nullopt;
    }
    draft.note_input("standard:township_population", std::to_string(*count));
    return *count;
}

std::optional<Fen> reserve_least(Draft& draft) {
    if (std::holds_alternative<RuleReference>(draft.raw(kReserveLeast).value)) {
        (void)draft.find_parameter<RuleReference>(kReserveLeast);
        const Fen* per_head = draft.parameter<Fen>(kReservePerHead);
        const auto population = per_head == nullptr ? std::nullopt : township_population(draft);
        return population ? draft.take(per_head->times(*population)) : std::nullopt;
    }
    const Fen* fixed = draft.parameter<Fen>(kReserveLeast);
    return fixed == nullptr ? std::nullopt : std::optional{*fixed};
}

void evaluate_reserve_least(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "reserve_minimum", "F-5", std::string{kTownship}};
    draft.set_unit("yuan");
    const auto least = reserve_least(draft);
    outcomes.push_back(std::move(draft).finish(least ? Figure{*least} : Figure{}));
}

void evaluate_reserve_balance(const Question& question, Outcomes& outcomes) {
    const ReserveLedger& ledger = question.facts.statistics.reserve;
    if (ledger.opening.state() == AnswerState::not_asked && ledger.out.state() == AnswerState::not_asked &&
        ledger.in.state() == AnswerState::not_asked) {
        return;
    }
    Draft draft{question, "reserve_balance", "F-5", std::string{kTownship}};
    draft.set_unit("yuan");
    const bool* exists = draft.parameter<bool>(ParameterId{26});
    if (exists == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const Fen* opening = draft.need(ledger.opening, "statistics.reserve.opening", AskWhom::township);
    std::optional<Fen> balance = opening == nullptr ? std::nullopt : std::optional{*opening};
    const bool none_came_in = ledger.in.state() == AnswerState::none;
    if (const auto* in = none_came_in ? nullptr : draft.need(ledger.in, "statistics.reserve.in", AskWhom::township)) {
        for (const Fen amount : *in) {
            balance = balance ? draft.take(balance->plus(amount)) : std::nullopt;
        }
    }
    if (const auto* out = draft.need(ledger.out, "statistics.reserve.out", AskWhom::township)) {
        for (const Fen amount : *out) {
            balance = balance ? draft.take(balance->minus(amount)) : std::nullopt;
        }
    }
    if (balance && *balance < Fen{}) {
        draft.note_input("statistics.reserve", balance->to_yuan());
        draft.dispute("statistics.reserve");  // no purse holds less than nothing
    }
    if (balance && !draft.is_stopped() && draft.raw(kReserveLeast).is_stated()) {
        Draft trial{question, "trial", {}, {}};
        const auto least = reserve_least(trial);
        const Switch* applies = question.pack.find_switch("reserve_min_applies_to");
        const bool opening_only = applies != nullptr && applies->value == "opening";
        if (least && !opening_only) {
            draft.add_reading("minimum", *least);
            if (*balance < *least) {
                draft.remark(applies != nullptr && applies->value == "running" ? "below_minimum"
                                                                               : "below_minimum_if_running");
            }
        }
    }
    outcomes.push_back(std::move(draft).finish(balance ? Figure{*balance} : Figure{}));
}

template <std::uint16_t number>
void state(std::string_view rule, std::string_view subject, const Question& question, Outcomes& outcomes) {
    outcomes.push_back(state_value(question, rule, ParameterId{number}, subject));
}

void evaluate_aid_first(const Question& q, Outcomes& o) { state<18>("aid_first", "discovery", q, o); }
void evaluate_delegable(const Question& q, Outcomes& o) { state<22>("village_delegation", "discovery", q, o); }
void evaluate_bridging(const Question& q, Outcomes& o) { state<23>("bridging_aid", kHousehold, q, o); }
void evaluate_topup(const Question& q, Outcomes& o) { state<24>("top_up_for_recipients", kHousehold, q, o); }
void evaluate_place(const Question& q, Outcomes& o) { state<25>("place_rule", "discovery", q, o); }
void evaluate_staged(const Question& q, Outcomes& o) { state<15>("staged_payment", kHousehold, q, o); }
void evaluate_special(const Question& q, Outcomes& o) { state<16>("special_case", kHousehold, q, o); }

}  // namespace

std::vector<Rule> first_aid_rules() {
    return {
        {"emergency_clock", "F-13", {kHours}, evaluate_clock},
        {"aid_first", "", {kAidFirst}, evaluate_aid_first},
        {"village_delegation", "", {kDelegable}, evaluate_delegable},
        {"bridging_aid", "", {kBridging}, evaluate_bridging},
        {"top_up_for_recipients", "", {kTopUp}, evaluate_topup},
        {"place_rule", "", {kPlace}, evaluate_place},
        {"staged_payment", "", {kStaged}, evaluate_staged},
        {"special_case", "", {kSpecialCase}, evaluate_special},
        {"supplement_papers", "", {kPapersDays}, evaluate_papers},
        {"treat_first", "", {}, evaluate_treat_first},
        {"village_duty", "", {kVillageDuty}, evaluate_village_duty},
        {"reserve_minimum", "F-5", {kReserveLeast, kReservePerHead}, evaluate_reserve_least},
        {"reserve_balance", "F-5", {ParameterId{26}, kReserveLeast, kReservePerHead}, evaluate_reserve_balance},
    };
}

}  // namespace daohu::policy
