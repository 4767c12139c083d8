// SPDX-License-Identifier: Apache-2.0
//
// Figures of township and county: F-14 staffing, F-16 work funds, and what is counted against a limit or a duty.
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>

namespace daohu::policy {
namespace {

constexpr ParameterId kHours{19};
constexpr ParameterId kHotlines{137};
constexpr ParameterId kStationOver{142};
constexpr ParameterId kFirstPhaseOver{143};
constexpr ParameterId kCountyStaff{144};
constexpr ParameterId kTownshipStaff{145};
constexpr ParameterId kCountyFund{146};
constexpr ParameterId kTownshipFund{147};
constexpr ParameterId kPurchaseShare{148};

struct Count {
    const Known<std::int64_t>& value;
    std::string_view path;
};

void evaluate_staff(std::string_view rule, ParameterId id, const Count& recipients, const Question& question,
                    Outcomes& outcomes) {
    Draft draft{question, rule, "F-14", std::string{kTownship}};
    draft.set_unit("persons_least");
    const Staffing* staffing = draft.parameter<Staffing>(id);
    if (staffing == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    if (!staffing->step) {
        outcomes.push_back(std::move(draft).finish(staffing->least));
        return;
    }
    const std::int64_t* count = draft.need(recipients.value, recipients.path, AskWhom::county);
    if (count == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const std::int64_t beyond = std::max<std::int64_t>(0, *count - *staffing->covers);
    const std::int64_t completed = beyond / *staffing->step;
    const std::int64_t begun = completed + (beyond % *staffing->step == 0 ? 0 : 1);
    const auto staff = [&](std::int64_t steps) {
        const auto more = draft.take(Ratio{steps}.times(Ratio{*staffing->added}));
        return more ? staffing->least + more->numerator() : staffing->least;
    };
    const std::string reading = draft.reading("staffing_step_reading");
    Figure figure;
    if (begun == completed || reading == "begun") {
        figure = staff(begun);
    } else if (reading == "completed") {
        figure = staff(completed);
    } else {
        draft.leave_open("staffing_step_reading");
        draft.add_reading("begun", staff(begun));
        draft.add_reading("completed", staff(completed));
    }
    outcomes.push_back(std::move(draft).finish(std::move(figure)));
}

void evaluate_county_staff(const Question& question, Outcomes& outcomes) {
    const Count count{question.facts.statistics.county_year_round_recipients,
                      "statistics.county_year_round_recipients"};
    evaluate_staff("county_staff", kCountyStaff, count, question, outcomes);
}

void evaluate_township_staff(const Question& question, Outcomes& outcomes) {
    const Count count{question.facts.statistics.township_year_round_recipients,
                      "statistics.township_year_round_recipients"};
    evaluate_staff("township_staff", kTownshipStaff, count, question, outcomes);
}

void evaluate_fund(std::string_view rule, ParameterId id, const Question& question, Outcomes& outcomes) {
    Draft draft{question, rule, "F-16", std::string{kTownship}};
    draft.set_unit("yuan_per_year_least");
    const PerHead* fund = draft.parameter<PerHead>(id);
    if (fund == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const Statistics& statistics = question.facts.statistics;
    const std::int64_t* heads =
        fund->per == "aided_last_year"
            ? draft.need(statistics.aided_last_year, "statistics.aided_last_year", AskWhom::county)
            : draft.need(statistics.dibao_recipients, "statistics.dibao_recipients", AskWhom::county);
    const auto total = heads == nullptr ? std::nullopt : draft.take(fund->amount.times(*heads));
    outcomes.push_back(std::move(draft).finish(total ? Figure{*total} : Figure{}));
}

void evaluate_county_fund(const Question& q, Outcomes& o) { evaluate_fund("work_fund_county", kCountyFund, q, o); }
void evaluate_township_fund(const Question& q, Outcomes& o) {
    evaluate_fund("work_fund_township", kTownshipFund, q, o);
}

void evaluate_purchase(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "purchase_cap", {}, std::string{kTownship}};
    draft.set_unit("yuan");
    const Ratio* share = draft.parameter<Ratio>(kPurchaseShare);
    const Fen* spending = share == nullptr ? nullptr
                                           : draft.need(question.facts.statistics.aid_spending_last_year,
                                                        "statistics.aid_spending_last_year", AskWhom::county);
    const auto cap = spending == nullptr ? std::nullopt : draft.take(ceiling_amount(*spending, *share));
    outcomes.push_back(std::move(draft).finish(cap ? Figure{*cap} : Figure{}));
}

// A count against a threshold of the document, with the document's own "over" or "from".
void evaluate_threshold(std::string_view rule, ParameterId id, const Count& count, const Question& question,
                        Outcomes& outcomes) {
    Draft draft{question, rule, {}, std::string{kTownship}};
    draft.set_unit("verdict");
    const std::int64_t* limit = draft.parameter<std::int64_t>(id);
    const std::int64_t* value = limit == nullptr ? nullptr : draft.need(count.value, count.path, AskWhom::county);
    if (value == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const Truth holds = draft.settle(compare(*value, draft.raw(id).comparison.value_or(Comparison::from), *limit));
    outcomes.push_back(
        std::move(draft).finish(holds == Truth::boundary ? Figure{} : Figure{Verdict{std::string{name(holds)}}}));
}

void evaluate_station(const Question& question, Outcomes& outcomes) {
    const Count count{question.facts.statistics.village_recipients, "statistics.village_recipients"};
    evaluate_threshold("service_station", kStationOver, count, question, outcomes);
}

void evaluate_first_phase(const Question& question, Outcomes& outcomes) {
    const Count count{question.facts.statistics.village_population, "statistics.village_population"};
    evaluate_threshold("first_phase_village", kFirstPhaseOver, count, question, outcomes);
}

// The share of urgent discoveries in which aid was given within the document's hours.
void evaluate_emergency_share(const Question& question, Outcomes& outcomes) {
    const auto& records = question.facts.statistics.emergency;
    if (records.empty()) {
        return;
    }
    Draft draft{question, "emergency_met_share", "F-13", std::string{kTownship}};
    draft.set_unit("percent");
    const std::int64_t* hours = draft.parameter<std::int64_t>(kHours);
    if (hours == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const std::string from = draft.reading("emergency_clock_start");
    if (from.empty()) {
        draft.leave_open("emergency_clock_start");
    } else if (from != "discovered_at") {
        draft.miss("statistics.emergency." + from, AnswerState::not_asked,
                   AskWhom::county);  // records have no such day
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    draft.note_input("statistics.emergency", std::to_string(records.size()));
    std::int64_t met = 0;
    for (std::size_t index = 0; index < records.size(); ++index) {
        const std::string path = row_path("statistics.emergency", index);
        const WallTime* found = draft.need(records[index].discovered_at, path + ".discovered_at");
        if (records[index].first_aid_at.state() == AnswerState::none) {
            draft.add_reading("unmet_" + std::to_string(index), Verdict{"no_aid"});
            continue;
        }
        const WallTime* given = draft.need(records[index].first_aid_at, path + ".first_aid_at");
        if (found == nullptr || given == nullptr) {
            continue;
        }
        if (*given <= *found + std::chrono::hours{*hours}) {
            ++met;
        } else {
            draft.add_reading("unmet_" + std::to_string(index), *given);
        }
    }
    const auto share = draft.take(Ratio::of(met, static_cast<std::int64_t>(records.size())));
    outcomes.push_back(std::move(draft).finish(share ? Figure{*share} : Figure{}));
}

// Every complaint has to be answered where the document makes counties keep a complaint line of their own.
void evaluate_complaints(const Question& question, Outcomes& outcomes) {
    const Complaints& complaint = question.facts.statistics.complaint;
    if (complaint.received.state() == AnswerState::not_asked) {
        return;
    }
    Draft draft{question, "complaints_answered", {}, std::string{kTownship}};
    draft.set_unit("percent");
    const auto* lines = draft.parameter<std::vector<std::string>>(kHotlines);
    if (lines == nullptr || !contains(*lines, "county_line")) {
        draft.mark_not_stated("no_duty_to_answer_each_stated");
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const std::int64_t* received = draft.need(complaint.received, "statistics.complaint.received", AskWhom::county);
    const std::int64_t* answered = draft.need(complaint.answered, "statistics.complaint.answered", AskWhom::county);
    if (received != nullptr && *received == 0) {
        outcomes.push_back(std::move(draft).not_applying());
        return;
    }
    if (received == nullptr || answered == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const auto share = draft.take(Ratio::of(*answered, *received));
    draft.add_reading("open", *received - *answered);
    outcomes.push_back(std::move(draft).finish(share ? Figure{*share} : Figure{}));
}

}  // namespace

std::vector<Rule> capacity_rules() {
    return {
        {"county_staff", "F-14", {kCountyStaff}, evaluate_county_staff},
        {"township_staff", "F-14", {kTownshipStaff}, evaluate_township_staff},
        {"work_fund_county", "F-16", {kCountyFund}, evaluate_county_fund},
        {"work_fund_township", "F-16", {kTownshipFund}, evaluate_township_fund},
        {"purchase_cap", "", {kPurchaseShare}, evaluate_purchase},
        {"service_station", "", {kStationOver}, evaluate_station},
        {"first_phase_village", "", {kFirstPhaseOver}, evaluate_first_phase},
        {"emergency_met_share", "F-13", {kHours}, evaluate_emergency_share},
        {"complaints_answered", "", {kHotlines}, evaluate_complaints},
    };
}

}  // namespace daohu::policy
