// SPDX-License-Identifier: Apache-2.0
#include "core/policy/assess.hpp"

#include "core/policy/facts_check.hpp"
#include "core/policy/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace daohu::policy {
namespace {

// Whose date a calendar item is.
enum class DueOf : std::uint8_t { household, township };

// Which rules belong to a calendar item of a pack.
struct DueRule {
    std::string_view item;
    std::string_view rule;
    DueOf whose = DueOf::household;
};
constexpr std::array<DueRule, 17> kDueRules{DueRule{"review_dibao", "review_due"},
                                            {"review_tekun", "review_due"},
                                            {"housing_recheck", "housing_recheck_due"},
                                            {"tekun_minor_age", "tekun_minor_age"},
                                            {"home_care_age", "home_care_group"},
                                            {"old_age_allowance", "old_age_allowance_from"},
                                            {"orphan_housing_age", "orphan_housing_from"},
                                            {"phase_out_end", "phase_out_end"},
                                            {"startup_grace_end", "startup_grace_end"},
                                            {"hard_to_employ", "hard_to_employ_from"},
                                            {"emergency_clock", "emergency_clock"},
                                            {"supplement_papers", "supplement_papers"},
                                            DueRule{"employment_services", "employment_services"},
                                            DueRule{"vagrant_unidentified", "vagrant_unidentified_from"},
                                            DueRule{"change_report", "change_report_deadline"},
                                            DueRule{"public_labour", "public_labour_month", DueOf::township},
                                            DueRule{"sweep", "sweep_due", DueOf::township}};

// Without a word of it in the facts, there is nothing to fall due.
bool may_concern(std::string_view rule, const Facts& facts) {
    if (rule == "review_due") {
        return !facts.review.empty();
    }
    if (rule == "phase_out_end") {
        return facts.phase_out.first_month.state() != AnswerState::not_asked;
    }
    return true;
}

struct WantedRule {
    const Rule* rule;
    bool interval_stated;  // else the document asks for it and does not say when
};

std::vector<WantedRule> due_rules_of(const Pack& pack, DueOf whose) {
    std::vector<WantedRule> found;
    for (const DueRule& one : kDueRules) {
        const CalendarItem* item = pack.find_calendar_item(one.item);
        const Rule* rule = find_rule(one.rule);
        if (item != nullptr && one.whose == whose && std::ranges::find(found, rule, &WantedRule::rule) == found.end()) {
            found.push_back(WantedRule{rule, item->interval.has_value()});
        }
    }
    return found;
}

std::optional<Date> due_of(const Outcome& outcome) {
    if (const Date* day = std::get_if<Date>(&outcome.figure)) {
        return *day;
    }
    std::optional<Date> earliest;
    for (const Reading& reading : outcome.readings) {
        const Date* day = std::get_if<Date>(&reading.figure);
        if (day != nullptr && (!earliest || *day < *earliest)) {
            earliest = *day;
        }
    }
    return earliest;
}

std::string household_name(const Facts& facts) {
    const std::string* id = facts.household.household_id.find();
    return id == nullptr ? std::string{} : *id;
}

// Whether there is anything to wait for: not where the rule is for somebody else, where it is settled without a day
// (services that were given), or where the document is silent on what the calendar has only for others.
bool is_pending(const Outcome& outcome, const WantedRule& wanted, const std::optional<Date>& due) {
    if (outcome.applies == Truth::no) {
        return false;
    }
    if (outcome.status == Status::not_stated) {
        return !wanted.interval_stated;
    }
    const bool settled = outcome.status == Status::exact || outcome.status == Status::assumed;
    return due || !settled || wanted.rule->id != "employment_services";
}

void add_due(const Question& question, const std::vector<WantedRule>& rules, std::vector<DueItem>& items) {
    Outcomes outcomes;
    for (const WantedRule& wanted : rules) {
        if (!may_concern(wanted.rule->id, question.facts)) {
            continue;
        }
        outcomes.clear();
        wanted.rule->evaluate(question, outcomes);
        for (Outcome& outcome : outcomes) {
            const auto due = due_of(outcome);
            if (is_pending(outcome, wanted, due)) {
                items.push_back(DueItem{household_name(question.facts), std::move(outcome), due});
            }
        }
    }
}

bool is_earlier(const DueItem& a, const DueItem& b) {
    if (a.due.has_value() != b.due.has_value()) {
        return a.due.has_value();
    }
    return a.due && *a.due < *b.due;
}

// By places rather than by the items: these are large, and each is moved once this way.
std::vector<DueItem> in_order(std::vector<DueItem> items) {
    std::vector<std::size_t> places(items.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::ranges::stable_sort(places, [&](std::size_t a, std::size_t b) { return is_earlier(items[a], items[b]); });
    std::vector<DueItem> ordered;
    ordered.reserve(items.size());
    for (const std::size_t place : places) {
        ordered.push_back(std::move(items[place]));
    }
    return ordered;
}

}  // namespace

Assessment assess(const Pack& pack, const Standards& standards, Facts facts, Date on) {
    Assessment made{pack.id, pack.version, on, household_name(facts), {}, {}};
    check_facts(facts, on, made.faults);
    if (!pack.is_in_force(on)) {
        made.faults.push_back(Fault{FaultKind::other_pack, {}, "pack", "not in force on this day"});
    }
    const std::string* opened_under = facts.household.policy_pack_id.find();
    if (opened_under != nullptr && *opened_under != pack.id) {
        made.faults.push_back(Fault{FaultKind::other_pack,
                                    {},
                                    "household.policy_pack_id",
                                    fmt::format("the case was opened under {}", *opened_under)});
    }
    const Question question{pack, standards, facts, on};
    for (const Rule& rule : rules()) {
        rule.evaluate(question, made.outcomes);
    }
    return made;
}

Result<const Pack*> choose_pack(const PackLibrary& library, std::string_view id, const Facts& facts, Date on) {
    const std::int64_t* version = facts.household.policy_pack_version.find();
    const bool opened_here = facts.household.policy_pack_id.is(id) && version != nullptr;
    const Pack* pack = opened_here ? library.find_version(id, *version) : library.find(id, on);
    if (pack == nullptr) {
        return fail(ErrorCode::policy_pack_missing, opened_here ? fmt::format("{} version {}", id, *version)
                                                                : fmt::format("{} on {}", id, on.to_string()));
    }
    return pack;
}

std::vector<DueItem> due_calendar(const Pack& pack, const Standards& standards, const std::vector<Facts>& households,
                                  Date on) {
    Faults faults;
    return due_calendar(pack, standards, households, on, faults);
}

std::vector<DueItem> due_calendar(const Pack& pack, const Standards& standards, const std::vector<Facts>& households,
                                  Date on, Faults& faults) {
    const std::vector<WantedRule> wanted = due_rules_of(pack, DueOf::household);
    std::vector<DueItem> items;
    Facts facts;  // one for all: what a household's copy takes is kept for the next
    for (const Facts& each : households) {
        facts = each;
        const std::size_t before = faults.size();
        check_facts(facts, on, faults);
        for (std::size_t index = before; index < faults.size(); ++index) {
            faults[index].file = household_name(facts);
        }
        add_due(Question{pack, standards, facts, on}, wanted, items);
    }
    const Facts nobody;
    add_due(Question{pack, standards, nobody, on}, due_rules_of(pack, DueOf::township), items);
    return in_order(std::move(items));
}

}  // namespace daohu::policy
