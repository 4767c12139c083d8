// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/duty_clock.hpp"

#include "core/base/beijing_time.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace daohu;
using namespace daohu::casework;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

WallTime at(int hour, int minute) {
    return start_of_beijing_day(Date::of(2026, 3, 2).value()) + std::chrono::hours{hour} + std::chrono::minutes{minute};
}

ClockReading read(const FakeClock& clock) { return {clock.wall_now(), clock.monotonic_now(), clock.boot_id()}; }

policy::Outcome rule(WallTime deadline, policy::Status status = policy::Status::assumed) {
    policy::Outcome outcome;
    outcome.rule = "emergency_clock";
    outcome.figure = deadline;
    outcome.status = status;
    return outcome;
}

}  // namespace

TEST_CASE("Duty clock: with a clock nobody touched, both ways to count agree", "[casework][clock]") {
    FakeClock clock{at(16, 44)};
    std::vector<ClockReading> readings{read(clock)};
    clock.advance(86min);
    readings.push_back(read(clock));
    const Elapsed elapsed = elapsed_since(at(16, 40), readings);
    CHECK(elapsed.wall == 90min);
    CHECK(elapsed.at_least == 90min);
    CHECK_FALSE(elapsed.clocks_disagree);
    CHECK(clock_changes(readings).empty());

    const auto duty = duty_clock(rule(at(16, 40) + 24h, policy::Status::exact), at(16, 40), elapsed, Given::yes);
    REQUIRE(duty);
    CHECK(duty->state == DutyState::met);
    CHECK(duty->left == 22h + 30min);
    CHECK(duty->status == policy::Status::exact);
}

TEST_CASE("Duty clock: a clock set back by five hours wins nobody time", "[casework][clock]") {
    FakeClock clock{at(16, 44)};
    std::vector<ClockReading> readings{read(clock)};
    clock.advance(196min);  // 20:00
    clock.set_wall(clock.wall_now() - 5h);
    clock.advance(100min);  // really 21:40; the tablet shows 16:40
    readings.push_back(read(clock));

    const Elapsed elapsed = elapsed_since(at(16, 40), readings);
    CHECK(elapsed.wall == 0min);
    CHECK(elapsed.at_least == 5h);
    CHECK(elapsed.counted() == 5h);
    CHECK(elapsed.clocks_disagree);
    const auto changes = clock_changes(readings);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].by == -5h);
    const auto duty = duty_clock(rule(at(16, 40) + 24h, policy::Status::exact), at(16, 40), elapsed, Given::no);
    CHECK(duty->left == 19h);
    CHECK(duty->state == DutyState::running);
    CHECK(duty->status == policy::Status::assumed);
}

TEST_CASE("Duty clock: across a restart the counter tells the least that passed", "[casework][clock]") {
    FakeClock clock{at(16, 40)};
    std::vector<ClockReading> readings{read(clock)};
    clock.advance(3h);
    readings.push_back(read(clock));
    clock.set_wall(clock.wall_now() - 5h);  // set back, then switched off
    clock.reboot();
    clock.advance(2h);
    readings.push_back(read(clock));

    const Elapsed elapsed = elapsed_since(at(16, 40), readings);
    CHECK(elapsed.wall == 0h);
    CHECK(elapsed.at_least == 5h);
    CHECK(elapsed.clocks_disagree);
    REQUIRE(clock_changes(readings).size() == 1);

    SECTION("a night switched off is no change of the clock") {
        FakeClock honest{at(16, 40)};
        std::vector<ClockReading> night{read(honest)};
        honest.set_wall(honest.wall_now() + 10h);  // time passes while the tablet is off
        honest.reboot();
        honest.advance(5min);
        night.push_back(read(honest));
        const Elapsed over_night = elapsed_since(at(16, 40), night);
        CHECK(over_night.wall == 10h + 5min);
        CHECK(over_night.at_least == 5min);
        CHECK_FALSE(over_night.clocks_disagree);
    }
}

TEST_CASE("Duty clock: too late is late, given or not, and no rule gives no clock", "[casework][clock]") {
    const Elapsed late{.wall = 25h, .at_least = 25h, .clocks_disagree = false};
    CHECK(duty_clock(rule(at(16, 40) + 24h), at(16, 40), late, Given::yes)->state == DutyState::late);
    CHECK(duty_clock(rule(at(16, 40) + 24h), at(16, 40), late, Given::no)->left == -1h);
    CHECK_FALSE(duty_clock(policy::Outcome{}, at(16, 40), late, Given::no));
}

TEST_CASE("Duty clock: however somebody sets the clock, what counts never shrinks below the true time of one boot",
          "[casework][clock]") {
    CHECK(rc::check("for every sequence of changes", [](const std::vector<std::int16_t>& changes) {
        FakeClock clock{at(8, 0)};
        std::vector<ClockReading> readings{read(clock)};
        milliseconds truth{};
        for (const std::int16_t change : changes) {
            clock.set_wall(clock.wall_now() + std::chrono::minutes{change});
            clock.advance(std::chrono::minutes{std::abs(change % 97)});
            truth += std::chrono::minutes{std::abs(change % 97)};
            readings.push_back(read(clock));
        }
        RC_ASSERT(elapsed_since(at(8, 0), readings).counted() >= truth);
    }));
}
