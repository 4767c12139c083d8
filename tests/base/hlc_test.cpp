// SPDX-License-Identifier: Apache-2.0
#include "core/base/build_info.hpp"
#include "core/base/hlc.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <ctime>
#include <limits>
#include <vector>

using namespace daohu;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kBuild{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
constexpr WallTime kToday{std::chrono::sys_days{std::chrono::year{2026} / 6 / 1}};

}  // namespace

TEST_CASE("Hlc: holds milliseconds above a counter and compares as a number", "[base]") {
    const Hlc hlc = Hlc::at(kToday, 7);
    CHECK(hlc.time() == kToday);
    CHECK(hlc.counter() == 7);
    CHECK(Hlc::from_bits(hlc.bits()) == hlc);
    CHECK(Hlc::at(kToday, 65535) < Hlc::at(kToday + 1ms, 0));
}

TEST_CASE("Hlc: a full counter moves on to the next millisecond", "[base]") {
    CHECK(Hlc::at(kToday, 65535).next() == Hlc::at(kToday + 1ms, 0));
    const Hlc largest = Hlc::from_bits(std::numeric_limits<std::uint64_t>::max());
    CHECK(largest.next() == largest);
}

TEST_CASE("Hlc: times outside 48 bits are brought to the nearest that fits", "[base]") {
    CHECK(Hlc::at(WallTime{-1ms}).bits() == 0);
    CHECK(Hlc::at(WallTime::max()).bits() >> 16U == (std::uint64_t{1} << 48U) - 1);
}

TEST_CASE("HybridClock: follows the wall clock and counts within one millisecond", "[base]") {
    FakeClock wall{kToday};
    HybridClock clock{wall, kBuild};
    CHECK(clock.now() == Hlc::at(kToday, 0));
    CHECK(clock.now() == Hlc::at(kToday, 1));
    wall.advance(5ms);
    CHECK(clock.now() == Hlc::at(kToday + 5ms, 0));
}

TEST_CASE("HybridClock: never goes back when somebody sets the wall clock back", "[base]") {
    FakeClock wall{kToday};
    HybridClock clock{wall, kBuild};
    const Hlc before = clock.now();
    wall.set_wall(WallTime{});
    CHECK(clock.now() == before.next());
}

TEST_CASE("HybridClock: a flat battery clock starts at the build date", "[base]") {
    FakeClock wall{WallTime{}};
    HybridClock clock{wall, kBuild};
    CHECK(clock.now() == Hlc::at(kBuild, 0));
}

TEST_CASE("HybridClock: goes on after a restart where it stopped", "[base]") {
    FakeClock wall{kToday};
    HybridClock first{wall, kBuild};
    const Hlc last = first.now();
    wall.reboot();
    wall.set_wall(kBuild);
    HybridClock second{wall, kBuild, first.state()};
    CHECK(second.now() > last);
}

TEST_CASE("HybridClock: follows the last time of its own chain, however far ahead", "[base]") {
    FakeClock wall{kToday};
    HybridClock clock{wall, kBuild};
    const Hlc last = Hlc::at(kToday + 24h * 365, 3);
    clock.continue_after(last);
    clock.continue_after(Hlc::at(kToday));
    CHECK(clock.now() == last.next());
}

TEST_CASE("HybridClock: adopts a received time up to ten minutes ahead of the trusted time", "[base]") {
    FakeClock wall{kBuild};
    HybridClock clock{wall, kBuild};
    clock.trust(kToday);
    wall.advance(1h);
    CHECK(clock.trusted_now() == kToday + 1h);

    const Hlc at_cap = Hlc::at(kToday + 1h + HybridClock::kAdoptAhead);
    CHECK(clock.receive(Hlc::at(at_cap.time() + 1ms)) == HybridClock::Received::too_far);
    CHECK(clock.now() < Hlc::at(kToday));
    CHECK(clock.receive(at_cap) == HybridClock::Received::adopted);
    CHECK(clock.now() == at_cap.next());
    CHECK(clock.receive(at_cap) == HybridClock::Received::not_newer);
}

TEST_CASE("HybridClock: a wall clock a year ahead does not decide what is adopted", "[base]") {
    FakeClock wall{kToday + 24h * 365};
    HybridClock clock{wall, kBuild};
    clock.trust(kToday);
    HybridClock other{wall, kBuild};
    CHECK(clock.receive(other.now()) == HybridClock::Received::too_far);
}

TEST_CASE("HybridClock: uptime of another boot is not added to the trusted time", "[base]") {
    FakeClock wall{kToday};
    HybridClock clock{wall, kBuild};
    clock.trust(kToday);
    wall.advance(1h);
    wall.reboot();
    wall.advance(30min);
    HybridClock restarted{wall, kBuild, clock.state()};
    CHECK(restarted.trusted_now() == kToday);
}

TEST_CASE("HybridClock: an older signed time does not take back what has passed", "[base]") {
    FakeClock wall{kToday};
    HybridClock clock{wall, kBuild};
    CHECK(clock.trusted_now() == kBuild);
    clock.trust(kBuild - 24h);
    CHECK_FALSE(clock.state().trusted);
    clock.trust(kToday);
    const HlcState before = clock.state();
    clock.trust(kToday - 1h);
    CHECK(clock.state() == before);
}

TEST_CASE("HybridClock: a signed time at the end of all times does no harm", "[base]") {
    FakeClock wall{kToday};
    HybridClock clock{wall, kBuild};
    clock.trust(WallTime::max());
    wall.advance(1h);
    CHECK(clock.trusted_now() > kToday);
    CHECK(clock.receive(Hlc::at(kToday + 1h)) == HybridClock::Received::adopted);
    CHECK(clock.now() > Hlc::at(kToday + 1h));
}

TEST_CASE("HybridClock: whatever happens to clocks, every save gets a later time", "[base]") {
    CHECK(rc::check("later than all before", [](const std::vector<std::pair<std::int64_t, std::uint8_t>>& events) {
        FakeClock wall{kToday};
        HybridClock clock{wall, kBuild};
        Hlc last;
        for (const auto& [amount, kind] : events) {
            const std::chrono::milliseconds some{amount % 1'000'000'000'000};
            switch (kind % 5) {
                case 0: wall.set_wall(kToday + some); break;
                case 1: wall.advance(std::chrono::abs(some)); break;
                case 2: clock.receive(Hlc::from_bits(static_cast<std::uint64_t>(amount))); break;
                case 3: clock.trust(kToday + some); break;
                default: wall.reboot(); break;
            }
            const Hlc now = clock.now();
            RC_ASSERT(now > last);
            last = now;
        }
    }));
}

TEST_CASE("build_info: the build date has passed and the version has three parts", "[base]") {
    CHECK(build_date() > WallTime{std::chrono::sys_days{std::chrono::year{2025} / 1 / 1}});
    CHECK(build_date() <= SystemClock{}.wall_now());
    CHECK(std::ranges::count(version(), '.') == 2);
}

TEST_CASE("System clock: what passes while the machine sleeps has passed", "[base]") {
    std::timespec before{};
    REQUIRE(::clock_gettime(CLOCK_BOOTTIME, &before) == 0);
    const MonotonicTime now = SystemClock{}.monotonic_now();
    CHECK(now >= std::chrono::seconds{before.tv_sec});
    CHECK(now < std::chrono::seconds{before.tv_sec} + std::chrono::minutes{1});
}
