// SPDX-License-Identifier: Apache-2.0
//
// What cannot be true of days: to come, before a birth, in the wrong order.

#include "core/base/beijing_time.hpp"
#include "core/policy/facts_checker.hpp"
#include "core/policy/rule_support.hpp"

#include <fmt/format.h>

namespace daohu::policy {

bool FactsChecker::is_possible(Date earliest, Date latest, Known<PartialDate>* birth, const Place& where) {
    if (earliest > m_on) {
        fault(FaultKind::in_future, where.text(), "after the day that is asked about");
        return false;
    }
    if (const auto oldest = m_on.plus_years(-kOldestYears); oldest && latest < *oldest) {
        fault(FaultKind::implausible, where.text(), fmt::format("more than {} years ago", kOldestYears));
        return false;
    }
    const PartialDate* born = birth == nullptr ? nullptr : birth->find();
    if (born != nullptr && latest < born->earliest()) {
        fault(FaultKind::before_birth, where.text(), "before the person was born");
        birth->dispute();
        return false;
    }
    return true;
}

void FactsChecker::check_day(Known<Date>& day, Known<PartialDate>* birth, const Place& where) {
    const Date* value = day.find();
    if (value != nullptr && !is_possible(*value, *value, birth, where)) {
        day.dispute();
    }
}

void FactsChecker::check_day(Known<PartialDate>& day, Known<PartialDate>* birth, const Place& where) {
    const PartialDate* value = day.find();
    if (value != nullptr && !is_possible(value->earliest(), value->latest(), birth, where)) {
        day.dispute();
    }
}

void FactsChecker::check_moment(Known<WallTime>& moment, const Place& where) {
    if (const WallTime* value = moment.find()) {
        const Date day = beijing_date(*value);
        if (!is_possible(day, day, nullptr, where)) {
            moment.dispute();
        }
    }
}

void FactsChecker::check_days() {
    check_discovery();
    check_day(m_facts.statistics.last_sweep_on, nullptr, Place{"statistics.last_sweep_on"});
    check_day(m_facts.household.housing_checked_on, nullptr, Place{"household.housing_checked_on"});
    check_day(m_facts.phase_out.first_month, nullptr, Place{"phase_out.first_month"});
    check_changes();
    check_reviews();
}

void FactsChecker::check_discovery() {
    Discovery& discovery = m_facts.discovery;
    check_moment(discovery.discovered_at, Place{"discovery.discovered_at"});
    check_moment(discovery.reported_at, Place{"discovery.reported_at"});
    check_day(discovery.station_entered_on, nullptr, Place{"discovery.station_entered_on"});
    const WallTime* found = discovery.discovered_at.find();
    for (std::size_t index = 0; index < m_facts.first_aid.size(); ++index) {
        Known<WallTime>& given_at = m_facts.first_aid[index].given_at;
        check_moment(given_at, Place{"first_aid", index, "given_at"});
        const WallTime* given = given_at.find();
        if (found != nullptr && given != nullptr && *given < *found) {
            fault(FaultKind::contradiction, row_path("first_aid", index, "given_at"), "before the discovery");
            given_at.dispute();
        }
    }
}

void FactsChecker::check_changes() {
    for (std::size_t index = 0; index < m_facts.change.size(); ++index) {
        Change& change = m_facts.change[index];
        check_reference(change.member_id, Place{"change", index, "member_id"});
        check_day(change.happened_on, birth_of(change.member_id), Place{"change", index, "happened_on"});
        check_day(change.told_on, nullptr, Place{"change", index, "told_on"});
        const Date* happened = change.happened_on.find();
        const Date* told = change.told_on.find();
        if (happened != nullptr && told != nullptr && *told < *happened) {
            contradict(change.happened_on, change.told_on, row_path("change", index), "told before it happened");
        }
    }
}

void FactsChecker::check_reviews() {
    for (std::size_t index = 0; index < m_facts.review.size(); ++index) {
        check_review(m_facts.review[index], index);
    }
}

void FactsChecker::check_review(Review& review, std::size_t index) {
    check_reference(review.member_id, Place{"review", index, "member_id"});
    check_day(review.last_at, birth_of(review.member_id), Place{"review", index, "last_at"});
    const Member* member = find_member(review.member_id);
    const Date* died = member == nullptr ? nullptr : member->death_date.find();
    const Date* last = review.last_at.find();
    if (died != nullptr && last != nullptr && *last > *died) {
        fault(FaultKind::contradiction, row_path("review", index, "last_at"), "after the person's death");
        review.last_at.dispute();
    }
    for (std::size_t row = 0; row < review.paused_ranges.size(); ++row) {
        Pause& pause = review.paused_ranges[row];
        const Date* from = pause.from.find();
        const Date* to = pause.to.find();
        if (from != nullptr && to != nullptr && *to < *from) {
            contradict(pause.from, pause.to, row_path(row_path("review", index, "paused_ranges"), row),
                       "the pause ends before it begins");
        }
    }
}

}  // namespace daohu::policy
