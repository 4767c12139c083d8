// SPDX-License-Identifier: Apache-2.0
#include "core/entry/hlc.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::entry;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kBuild{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
constexpr WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 6 / 1}};

}  // namespace

TEST_CASE("HybridClock: times only grow, whatever the wall clock does", "[entry]") {
    FakeClock wall{kNow};
    HybridClock clock{wall, kBuild};
    Hlc last = clock.next();
    CHECK(last.physical() == kNow);
    for (const WallTime jump : {kNow - 3650 * 24h, kNow, kNow + 24h, WallTime{}, kNow + 3650 * 24h, kNow}) {
        wall.set_wall(jump);
        const Hlc next = clock.next();
        CHECK(next > last);
        last = next;
    }
}

TEST_CASE("HybridClock: a clock set before the program was built counts from the build", "[entry]") {
    FakeClock wall{WallTime{}};
    HybridClock clock{wall, kBuild};
    CHECK(clock.next().physical() == kBuild);
}

TEST_CASE("HybridClock: continues after the last time it is given", "[entry]") {
    FakeClock wall{kNow};
    HybridClock clock{wall, kBuild};
    clock.continue_after(Hlc::at(kNow + 1h));
    CHECK(clock.next() > Hlc::at(kNow + 1h));
}

TEST_CASE("HybridClock: adopts a foreign time near the trusted one and no other", "[entry]") {
    FakeClock wall{kNow};
    HybridClock clock{wall, kBuild};
    clock.observe(Hlc::at(kNow + 5min));
    CHECK(clock.last() == Hlc{});  // nothing vouches for it yet

    clock.trust(kNow);
    clock.observe(Hlc::at(kNow + 365 * 24h));
    CHECK(clock.last() == Hlc{});
    clock.observe(Hlc::at(kNow + 5min));
    CHECK(clock.last() == Hlc::at(kNow + 5min));
}

TEST_CASE("HybridClock: the trusted time runs with the uptime and ends with the boot", "[entry]") {
    FakeClock wall{kNow};
    HybridClock clock{wall, kBuild};
    clock.trust(kNow);
    wall.advance(2h);
    wall.set_wall(WallTime{});
    CHECK(clock.trusted_now() == kNow + 2h);
    wall.reboot();
    CHECK_FALSE(clock.trusted_now());
}
