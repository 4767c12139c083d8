// SPDX-License-Identifier: Apache-2.0
//
// What falls due by a pack's calendar: of households, and of the township once.
#include "core/policy/due_calendar.hpp"

#include "core/base/beijing_time.hpp"
#include "core/policy/facts_check.hpp"
#include "core/policy/facts_check_records.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>
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
constexpr std::array<DueRule, 21> kDueRules{DueRule{"review_dibao", "review_due"},
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
                                            DueRule{"sweep", "sweep_due", DueOf::township},
                                            DueRule{"home_checks", "home_checks_due", DueOf::township},
                                            DueRule{"follow_up", "follow_up_due", DueOf::township},
                                            DueRule{"public_notice", "public_notice_due", DueOf::township},
                                            DueRule{"housing_inspection", "housing_inspection_due", DueOf::township}};

bool has_dated_income(const Facts& facts) {
    const auto* lines = facts.income.find();
    return lines != nullptr &&
           std::ranges::any_of(*lines, [](const Income& line) { return line.since.state() != AnswerState::not_asked; });
}

bool gets_reviewed_aid(const Facts& facts) {
    const CodeSet* held = facts.household.programme.find();
    return held != nullptr && std::ranges::any_of(*held, [](const Code& programme) {
               return programme == "dibao" || programme == "tekun";
           });
}

// Without a word of it in the facts, there is nothing to fall due.
bool may_concern(std::string_view rule, const Facts& facts) {
    if (rule == "review_due") {
        return !facts.review.empty() || gets_reviewed_aid(facts);
    }
    if (rule == "phase_out_end") {
        return facts.phase_out.first_month.state() != AnswerState::not_asked || has_dated_income(facts);
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

// The day of a figure that is a day or a moment.
std::optional<Date> day_of(const Figure& figure) {
    if (const WallTime* moment = std::get_if<WallTime>(&figure)) {
        return beijing_date(*moment);
    }
    const Date* day = std::get_if<Date>(&figure);
    return day == nullptr ? std::nullopt : std::optional{*day};
}

std::optional<Date> due_of(const Outcome& outcome) {
    std::optional<Date> earliest = day_of(outcome.figure);
    if (earliest) {
        return earliest;
    }
    for (const Reading& reading : outcome.readings) {
        const auto day = day_of(reading.figure);
        if (day && (!earliest || *day < *earliest)) {
            earliest = day;
        }
    }
    return earliest;
}

// The hour by which it has to be done, where a document counts hours.
std::optional<WallTime> hour_of(const Outcome& outcome) {
    if (const WallTime* moment = std::get_if<WallTime>(&outcome.figure)) {
        return *moment;
    }
    for (const Reading& reading : outcome.readings) {
        if (const WallTime* moment = std::get_if<WallTime>(&reading.figure)) {
            return *moment;
        }
    }
    return std::nullopt;
}

bool has_remark(const Outcome& outcome, std::string_view remark) {
    return std::ranges::find(outcome.remarks, remark) != outcome.remarks.end();
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
    if (wanted.rule->id == "emergency_clock" && (has_remark(outcome, "met") || has_remark(outcome, "missed"))) {
        return false;  // aid was given: nothing is left to hurry for
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

// How many items a household has as a rule; more only cost a move.
constexpr std::size_t kUsualItems = 2;

// When an item is due, and where it stands in the list as it was found.
struct DuePlace {
    std::optional<Date> due;
    std::optional<WallTime> hour;
    std::size_t place = 0;
};

// Hours before days: whom a clock of hours is about cannot wait for a list of days.
bool is_earlier(const DuePlace& a, const DuePlace& b) {
    if (a.due.has_value() != b.due.has_value()) {
        return a.due.has_value();
    }
    if (a.hour.has_value() != b.hour.has_value()) {
        return a.hour.has_value();
    }
    return a.hour ? *a.hour < *b.hour : a.due && *a.due < *b.due;
}

// By places rather than by the items: these are large, and each is moved once this way.
std::vector<DueItem> in_order(std::vector<DueItem> items) {
    std::vector<DuePlace> places;
    places.reserve(items.size());
    for (const DueItem& item : items) {
        places.push_back({.due = item.due, .hour = hour_of(item.outcome), .place = places.size()});
    }
    std::ranges::stable_sort(places, is_earlier);
    std::vector<DueItem> ordered;
    ordered.reserve(items.size());
    for (const DuePlace& one : places) {
        ordered.push_back(std::move(items[one.place]));
    }
    return ordered;
}

// Whether the case was opened under this version, or under none that it names.
bool is_version_of_case(const Pack& pack, const Facts& facts) {
    const bool opened_here = facts.household.policy_pack_id.is(pack.id);
    return !opened_here || !facts.household.policy_pack_version.is_answered() ||
           facts.household.policy_pack_version.is(pack.version);
}

// Of two households with one name nobody can tell whose day it is.
void check_names(const std::vector<Facts>& households, Faults& faults) {
    std::unordered_set<std::string_view> names;
    names.reserve(households.size());
    for (const Facts& facts : households) {
        const std::string* id = facts.household.household_id.find();
        if (id != nullptr && !names.insert(*id).second) {
            faults.push_back(
                Fault{FaultKind::contradiction, *id, "household.household_id", "two households have the same id"});
        }
    }
}

void add_households(const Pack& pack, const Standards& standards, const std::vector<const Facts*>& households, Date on,
                    Faults& faults, std::vector<DueItem>& items) {
    const std::vector<WantedRule> wanted = due_rules_of(pack, DueOf::household);
    Facts facts;  // one for all: what a household's copy takes is kept for the next
    for (const Facts* each : households) {
        facts = *each;
        const std::size_t before = faults.size();
        check_facts(facts, on, faults);
        check_pack_of_case(facts, pack.id, faults);
        for (std::size_t index = before; index < faults.size(); ++index) {
            faults[index].file = household_name(facts);
        }
        add_due(Question{pack, standards, facts, on}, wanted, items);
    }
}

void add_township(const Pack& pack, const Standards& standards, Date on, std::vector<DueItem>& items) {
    const Facts nobody;
    add_due(Question{pack, standards, nobody, on}, due_rules_of(pack, DueOf::township), items);
}

}  // namespace

std::vector<DueItem> due_calendar(const Pack& pack, const Standards& standards, const std::vector<Facts>& households,
                                  Date on) {
    Faults faults;
    return due_calendar(pack, standards, households, on, faults);
}

std::vector<DueItem> due_calendar(const Pack& pack, const Standards& standards, const std::vector<Facts>& households,
                                  Date on, Faults& faults) {
    check_names(households, faults);
    std::vector<const Facts*> of_this_version;
    of_this_version.reserve(households.size());
    for (const Facts& facts : households) {
        if (is_version_of_case(pack, facts)) {
            of_this_version.push_back(&facts);
        } else {
            faults.push_back(Fault{FaultKind::other_pack, household_name(facts), "household.policy_pack_version",
                                   "the case was opened under another version"});
        }
    }
    std::vector<DueItem> items;
    items.reserve(of_this_version.size() * kUsualItems);
    add_households(pack, standards, of_this_version, on, faults, items);
    add_township(pack, standards, on, items);
    return in_order(std::move(items));
}

Result<std::vector<DueItem>> due_calendar(const PackLibrary& library, std::string_view pack, const Standards& standards,
                                          const std::vector<Facts>& households, Date on, Faults& faults) {
    const Pack* const in_force = TRY(choose_pack(library, pack, Facts{}, on));
    std::map<const Pack*, std::vector<const Facts*>> by_version;
    for (const Facts& facts : households) {
        const auto version = choose_pack(library, pack, facts, on);
        if (version) {
            by_version[*version].push_back(&facts);
        } else {
            faults.push_back(Fault{FaultKind::other_pack, household_name(facts), "household.policy_pack_version",
                                   version.error().detail});
        }
    }
    check_names(households, faults);
    std::vector<DueItem> items;
    items.reserve(households.size() * kUsualItems);
    for (const auto& [version, theirs] : by_version) {
        add_households(*version, standards, theirs, on, faults, items);
    }
    add_township(*in_force, standards, on, items);
    return in_order(std::move(items));
}

}  // namespace daohu::policy
