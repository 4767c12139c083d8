// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/role_history.hpp"

#include "core/base/beijing_time.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::casework;

namespace {

WallTime on(unsigned month, unsigned day) { return start_of_beijing_day(Date::of(2026, month, day).value()); }

registry::HistoryItem item(std::string property, std::string value, WallTime when) {
    registry::HistoryItem made;
    made.property = std::move(property);
    made.value = std::move(value);
    made.by.hlc = Hlc::at(when);
    return made;
}

}  // namespace

TEST_CASE("Role history: what the role included when it was done stands", "[casework][roles]") {
    const std::vector history{item("roles", "coordinator", on(1, 1)),
                              item("roles", "township_desk volunteer", on(3, 1))};
    const auto periods = role_periods(history);
    REQUIRE(periods.size() == 2);
    CHECK(periods[1].roles == std::vector{Role::township_desk});
    CHECK(judge_act("household_baseline", on(2, 1), periods) == RoleVerdict{});
    CHECK(judge_act("case_decision", on(3, 1), periods) == RoleVerdict{});
}

TEST_CASE("Role history: done under a role that had just ended, it stands and is noted", "[casework][roles]") {
    const auto periods =
        role_periods(std::vector{item("roles", "coordinator", on(1, 1)), item("roles", "second_visitor", on(3, 1))});
    CHECK(judge_act("first_aid", on(3, 10), periods) == RoleVerdict{Standing::stands_noted, RoleReason::ended});
    CHECK(judge_act("first_aid", on(5, 1), periods) == RoleVerdict{Standing::set_aside, RoleReason::over});
    CHECK(judge_act("complaint", on(5, 1), periods) == RoleVerdict{});
}

TEST_CASE("Role history: done before the role that includes it, or without one, it is set aside with the reason",
          "[casework][roles]") {
    const auto periods =
        role_periods(std::vector{item("roles", "coordinator", on(1, 1)), item("roles", "township_desk", on(3, 1))});
    CHECK(judge_act("case_decision", on(2, 1), periods) == RoleVerdict{Standing::set_aside, RoleReason::not_yet});
    const auto companion = role_periods(std::vector{item("roles", "second_visitor", on(1, 1))});
    CHECK(judge_act("first_aid", on(2, 1), companion) == RoleVerdict{Standing::set_aside, RoleReason::never});
    CHECK(judge_act("discovery", on(2, 1), {}) == RoleVerdict{Standing::set_aside, RoleReason::never});
}

TEST_CASE("Role history: a worker's last day ends the role", "[casework][roles]") {
    const auto periods =
        role_periods(std::vector{item("roles", "coordinator", on(1, 1)), item("until", "2026-03-31", on(1, 1))});
    CHECK(judge_act("first_aid", on(4, 1) - std::chrono::milliseconds{1}, periods) == RoleVerdict{});
    CHECK(judge_act("first_aid", on(4, 1), periods).standing == Standing::stands_noted);
    CHECK(judge_act("first_aid", on(6, 1), periods).reason == RoleReason::over);
}
