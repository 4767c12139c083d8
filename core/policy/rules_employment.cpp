// SPDX-License-Identifier: Apache-2.0
//
// Work: grace after founding a business (F-17), zero-employment families, who is hard to employ, the yearly services.
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>

namespace daohu::policy {
namespace {

constexpr ParameterId kGrace{57};
constexpr ParameterId kZeroEmployment{110};
constexpr ParameterId kHardToEmploy{111};
constexpr ParameterId kOffers{112};
constexpr ParameterId kGuidance{113};
constexpr ParameterId kTraining{114};
constexpr std::int64_t kMonthsOfQuarter = 3;

void evaluate_grace(const Question& question, Outcomes& outcomes) {
    for (const Member& member : question.facts.member) {
        if (member.emp.business_registered_on.state() == AnswerState::not_asked || has_left(member, question.on)) {
            continue;
        }
        Draft draft{question, "startup_grace_end", "F-17", member_path(member)};
        draft.set_unit("date");
        const std::int64_t* quarters = draft.parameter<std::int64_t>(kGrace);
        if (quarters == nullptr) {
            outcomes.push_back(std::move(draft).finish());
            continue;
        }
        const Parameter& grace = draft.raw(kGrace);
        Truth group = Truth::yes;
        if (grace.is_only_for("dibao")) {
            group = all_of(group, holds_programme(draft, &member, "dibao"));
        }
        if (grace.is_only_for("hard_to_employ")) {
            group =
                all_of(group, need_truth(draft, member.emp.hard_to_employ, member_path(member, "emp.hard_to_employ")));
        }
        if (grace.is_only_for("first_startup")) {
            group =
                all_of(group, need_truth(draft, member.emp.first_startup, member_path(member, "emp.first_startup")));
        }
        if (group == Truth::no) {
            outcomes.push_back(std::move(draft).not_applying());
            continue;
        }
        const Date* registered =
            draft.need(member.emp.business_registered_on, member_path(member, "emp.business_registered_on"));
        const std::string reading = draft.reading("startup_grace_reading");
        std::optional<Date> end;
        if (registered != nullptr) {
            // A calendar quarter: to the end of the quarter in which the business was registered.
            const std::int64_t month = registered->month();
            const std::int64_t months_to_go = (kMonthsOfQuarter - month % kMonthsOfQuarter) % kMonthsOfQuarter;
            const auto quarter = draft.take(registered->plus_months(months_to_go + kMonthsOfQuarter * (*quarters - 1)));
            const auto months = draft.take(registered->plus_months(kMonthsOfQuarter * *quarters));
            if (reading == "calendar_quarter" && quarter) {
                end = quarter->last_of_month();
            } else if (reading == "three_months") {
                end = months;
            } else if (quarter && months) {
                draft.leave_open("startup_grace_reading");
                draft.add_reading("three_months", *months);
                draft.add_reading("calendar_quarter", quarter->last_of_month());
            }
        }
        if (end) {
            draft.remark(*end < question.on ? "ended" : "running");
        }
        outcomes.push_back(std::move(draft).finish(end ? Figure{*end} : Figure{}));
    }
}

void evaluate_zero_employment(const Question& question, Outcomes& outcomes) {
    if (question.facts.member.empty()) {
        return;
    }
    Draft draft{question, "zero_employment", {}, std::string{kHousehold}};
    draft.set_unit("verdict");
    const std::int64_t* least = draft.parameter<std::int64_t>(kZeroEmployment);
    if (least == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const Truth scope =
        draft.raw(kZeroEmployment).is_only_for("dibao") ? holds_programme(draft, nullptr, "dibao") : Truth::yes;
    if (scope == Truth::no) {
        outcomes.push_back(std::move(draft).not_applying());
        return;
    }
    std::int64_t working = 0;
    Truth somebody_could = Truth::no;
    bool somebody_weak = false;
    std::vector<std::string> open;
    for (const Member& member : question.facts.member) {
        if (has_left(member, question.on)) {
            continue;
        }
        const Code* state = draft.find(member.work_state, member_path(member, "work_state"));
        if (state != nullptr && is_working(*state)) {
            ++working;
            continue;
        }
        if (state == nullptr) {
            open.push_back(member_path(member, "work_state"));
            continue;
        }
        const Code* ability = draft.find(member.labour_ability, member_path(member, "labour_ability"));
        const bool idle = state != nullptr && (*state == "seeking" || *state == "not_seeking");
        if (ability == nullptr && idle) {
            open.push_back(member_path(member, "labour_ability"));
        } else if (ability != nullptr && *ability == "able" && idle) {
            somebody_could = Truth::yes;
        } else if (ability != nullptr && *ability == "weak" && idle) {
            somebody_weak = true;
        }
    }
    if (working >= *least && scope == Truth::yes) {
        outcomes.push_back(std::move(draft).settled_no(Verdict{"no"}));
        return;
    }
    for (const std::string& path : open) {
        draft.miss(path);
    }
    if (somebody_weak && somebody_could != Truth::yes) {
        draft.leave_open("weak_labour_ability");  // no document says whether that is ability to work
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    outcomes.push_back(std::move(draft).finish(Verdict{somebody_could == Truth::yes ? "yes" : "nobody_able"}));
}

void evaluate_hard_to_employ(const Question& question, Outcomes& outcomes) {
    for (const Member& member : question.facts.member) {
        if (member.emp.registered_unemployed_on.state() == AnswerState::not_asked || has_left(member, question.on)) {
            continue;
        }
        Draft draft{question, "hard_to_employ_from", {}, member_path(member)};
        draft.set_unit("date");
        const std::int64_t* months = draft.parameter<std::int64_t>(kHardToEmploy);
        if (months == nullptr) {
            outcomes.push_back(std::move(draft).finish());
            continue;
        }
        if (holds_programme(draft, &member, "dibao") == Truth::no) {
            outcomes.push_back(std::move(draft).not_applying());
            continue;
        }
        const Date* since =
            draft.need(member.emp.registered_unemployed_on, member_path(member, "emp.registered_unemployed_on"));
        const auto from = since == nullptr ? std::nullopt : draft.take(since->plus_months(*months));
        if (from) {
            draft.remark(*from <= question.on ? "reached" : "not_yet_reached");
        }
        outcomes.push_back(std::move(draft).finish(from ? Figure{*from} : Figure{}));
    }
}

// --- Yearly services ---------------------------------------------------------------------------------------------

struct Service {
    std::string_view rule;
    std::string_view field;
    ParameterId least;
    const Known<std::int64_t>& count;
};

bool has_services(const Member& member) {
    return member.emp.offers.state() != AnswerState::not_asked ||
           member.emp.guidance.state() != AnswerState::not_asked ||
           member.emp.training.state() != AnswerState::not_asked;
}

bool gets_nothing(const Facts& facts, const Member& member) {
    const auto is_empty = [](const Known<CodeSet>& programmes) {
        return programmes.state() == AnswerState::not_asked || (programmes.is_answered() && programmes.find()->empty());
    };
    return is_empty(facts.household.programme) && is_empty(member.programme);
}

// A quota of the year is short only when the year is over.
Date last_day_of_year(Date on) { return *Date::of(on.year(), 12, 31); }
bool is_year_over(Date on) { return on == last_day_of_year(on); }

Outcome judge_service(const Question& question, const Member& member, const Service& service) {
    Draft draft{question, service.rule, {}, member_path(member)};
    draft.set_unit("verdict");
    const std::int64_t* least = draft.parameter<std::int64_t>(service.least);
    if (least == nullptr) {
        return std::move(draft).finish();
    }
    if (service.least == kTraining) {
        const std::string reading = draft.reading("training_info_reading");
        if (reading == "unlimited") {
            draft.remark("no_count");
            return std::move(draft).not_applying();
        }
    }
    // The document means workers of families that get aid: not those of whom it is settled that they get none.
    if (peek_programme(question.facts, &member, "dibao") == Truth::no && gets_nothing(question.facts, member)) {
        (void)holds_programme(draft, &member, "dibao");
        return std::move(draft).not_applying();
    }
    const YesNo* wish = draft.find(member.emp.wish, member_path(member, "emp.wish"));
    if (wish != nullptr && *wish == YesNo::no) {
        return std::move(draft).not_applying();
    }
    if (wish == nullptr) {
        (void)draft.need(member.emp.wish, member_path(member, "emp.wish"));
    }
    // The quota is owed to whoever is registered as unemployed.
    if (member.emp.registered_unemployed_on.state() == AnswerState::none) {
        (void)draft.find(member.emp.registered_unemployed_on, member_path(member, "emp.registered_unemployed_on"));
        return std::move(draft).not_applying();
    }
    (void)draft.need(member.emp.registered_unemployed_on, member_path(member, "emp.registered_unemployed_on"));
    const std::int64_t* count = draft.need(service.count, member_path(member, service.field));
    if (count == nullptr) {
        return std::move(draft).finish();
    }
    if (*count >= *least) {
        return std::move(draft).finish(Verdict{"reached"});
    }
    draft.add_reading("still_due", *least - *count);
    draft.add_reading("by", last_day_of_year(question.on));
    return std::move(draft).finish(Verdict{is_year_over(question.on) ? "shortfall" : "not_yet_reached"});
}

void evaluate_services(const Question& question, Outcomes& outcomes) {
    std::int64_t behind = 0;
    bool any = false;
    bool all_known = true;
    for (const Member& member : question.facts.member) {
        if (!has_services(member) || has_left(member, question.on)) {
            continue;
        }
        any = true;
        bool is_behind = false;
        for (const Service& service :
             {Service{"employment_offers", "emp.offers", kOffers, member.emp.offers},
              Service{"employment_guidance", "emp.guidance", kGuidance, member.emp.guidance}}) {
            Outcome outcome = judge_service(question, member, service);
            all_known = all_known && (outcome.status == Status::exact || outcome.applies == Truth::no);
            const auto* verdict = std::get_if<Verdict>(&outcome.figure);
            is_behind = is_behind || (verdict != nullptr && verdict->code != "reached");
            outcomes.push_back(std::move(outcome));
        }
        if (member.emp.training.state() != AnswerState::not_asked) {
            outcomes.push_back(judge_service(
                question, member, Service{"employment_training", "emp.training", kTraining, member.emp.training}));
        }
        behind += is_behind ? 1 : 0;
    }
    if (!any) {
        return;
    }
    Draft draft{question, "employment_services_behind", {}, std::string{kTownship}};
    draft.set_unit("persons");
    (void)draft.parameter<std::int64_t>(kOffers);
    (void)draft.parameter<std::int64_t>(kGuidance);
    draft.remark(is_year_over(question.on) ? "shortfall" : "not_yet_reached");
    if (!all_known && !draft.is_not_stated()) {
        draft.miss("member.emp");
    }
    outcomes.push_back(std::move(draft).finish(behind));
}

}  // namespace

std::vector<Rule> employment_rules() {
    return {
        {"startup_grace_end", "F-17", {kGrace}, evaluate_grace},
        {"zero_employment", "", {kZeroEmployment}, evaluate_zero_employment},
        {"hard_to_employ_from", "", {kHardToEmploy}, evaluate_hard_to_employ},
        {"employment_services", "", {kOffers, kGuidance, kTraining}, evaluate_services},
    };
}

}  // namespace daohu::policy
