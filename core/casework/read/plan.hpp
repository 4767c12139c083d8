// SPDX-License-Identifier: Apache-2.0
#pragma once

// The plan of the day, from what is on the tablet and from nothing else: danger to life, legal clocks, other help within
// a day, county tasks, overdue reviews, then what falls due, each household once. Nothing secret is in it. On the reading connection's
// thread.
//
// Where a household lies is known by the places of its visits, and by its village group. What merely falls due is in
// the order of the way from here; within one rank and one day, a group's families stand together.

#include "core/casework/read/distance.hpp"
#include "core/casework/read/due.hpp"
#include "core/casework/read/emergency_clock.hpp"

namespace daohu::casework {

enum class PlanRank : std::uint8_t {
    danger_to_life,  // a discovery of life and death without first aid yet
    legal_clock,     // a discovery whose document counts the hours, without first aid yet
    within_a_day,    // one that whoever found it called pressing, where no document counts the hours
    county_task,     // a name to be checked, by due day
    overdue_review,
    due,  // reviews and other days to come, discoveries in work
};

enum class PlanMatter : std::uint8_t { discovery, task, due_day };

struct PlanItem {
    PlanRank rank = PlanRank::due;
    PlanMatter matter = PlanMatter::due_day;
    EntityId subject;                       // the case, the task, or the household that something is due for
    std::optional<WallTime> discovered_at;  // of a discovery
    std::optional<DutyClock> clock;         // of a discovery whose document counts the hours
    std::optional<Date> day;                // of a task, a review
    std::optional<DueLine> due;             // of a due day
    std::string programme;                  // code, of a due day
};

// One place to go to.
struct PlanStop {
    std::optional<EntityId> household;
    std::optional<EntityId> person;  // who it is about where no household is known
    std::string name;                // of the head, of the person, or as the county wrote it; empty where unknown
    std::string village_group;
    std::optional<std::int64_t> metres;  // from here, as the crow flies
    std::vector<PlanItem> items;         // the most pressing first
};

struct DutyToday {
    EntityId duty;
    std::optional<EntityId> point;
    std::optional<EntityId> worker;
    WallTime from;
    std::optional<WallTime> until;
};

struct PlanOfDay {
    WallTime now;
    std::optional<WallTime> data_as_of;  // the last success with the county; nothing: never
    std::vector<PlanStop> stops;
    std::size_t stop_count = 0;  // with those beyond the limit
    std::vector<DutyToday> duties;
};

struct PlanQuestion {
    WallTime now;
    std::size_t limit = 50;  // stops
    std::int64_t days_ahead = 14;
    std::optional<GeoPoint> here{};
    std::optional<ClockReading> clocks{};  // of this tablet now; without them clocks go by `now` alone
};

// policy_pack_missing; the codes of RegistryReader.
[[nodiscard]] Result<PlanOfDay> plan_of_day(const ReadContext& context, const PlanQuestion& question);

}  // namespace daohu::casework
