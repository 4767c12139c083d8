// SPDX-License-Identifier: Apache-2.0
//
// The plan asks where the tablet is, takes the first answer, and lets the device rest.

#include "core/policy/moment.hpp"
#include "platform/daohu/pages/whereabouts.hpp"
#include "tests/app/app_bench.hpp"

using namespace daohu;
using namespace std::chrono_literals;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

class FakeLocation final : public Location {
public:
    [[nodiscard]] bool is_available() const override { return true; }
    Result<void> start() override {
        ++measuring;
        ++starts;
        return {};
    }
    void stop() override { --measuring; }
    [[nodiscard]] std::optional<Fix> latest() const override { return measuring > 0 ? fix : std::nullopt; }

    int measuring = 0;
    int starts = 0;
    std::optional<Fix> fix;
};

}  // namespace

TEST_CASE("Whereabouts: what was found is kept for a while, and nothing measures meanwhile", "[app]") {
    FakeClock clock{WallTime{std::chrono::hours{500'000}}};
    FakeLocation location;
    Whereabouts whereabouts{&location, clock};
    CHECK_FALSE(whereabouts.known());
    whereabouts.look();
    CHECK(whereabouts.is_looking());
    CHECK_FALSE(whereabouts.collect());
    clock.advance(10s);
    location.fix = Fix{.latitude = 30.5, .longitude = 103.5, .accuracy = 8, .at = clock.monotonic_now()};
    CHECK(whereabouts.collect());
    CHECK(location.measuring == 0);
    REQUIRE(whereabouts.known());
    CHECK(whereabouts.known()->latitude == 30.5);
    whereabouts.look();
    CHECK(location.starts == 1);
    clock.advance(11min);
    whereabouts.look();
    CHECK(location.starts == 2);
    CHECK_FALSE(whereabouts.collect());  // only what was measured before
    clock.advance(2min);
    CHECK_FALSE(whereabouts.collect());
    CHECK(location.measuring == 0);  // not found within a minute
    clock.advance(20min);
    CHECK_FALSE(whereabouts.known());
}

TEST_CASE("Whereabouts: a tablet that cannot know has none", "[app]") {
    FakeClock clock{WallTime{std::chrono::hours{500'000}}};
    Whereabouts nowhere{nullptr, clock};
    nowhere.look();
    CHECK_FALSE(nowhere.is_looking());
    CHECK_FALSE(nowhere.collect());
}

TEST_CASE("Whereabouts: the plan asks where it is, and shows the shift of today", "[app]") {
    journeys::FieldTablet tablet{journeys::county("songpan-2021"), "A", SystemClock{}.wall_now()};
    const EntityId point = tablet.import("service_point", {{"title", "示例服务点"}});
    const std::string now = policy::to_text(tablet.clock.wall_now());
    tablet.import("duty", {{"point", point}, {"from", now}});
    const std::filesystem::path folder = tablet.close();
    FakeLocation location;
    AppBench bench{folder};
    bench.machine().location = &location;
    bench.unlock();
    CHECK(location.starts == 1);
    REQUIRE_FALSE(bench.first("plan.duty.").empty());
    bench.tap(bench.first("plan.duty."));
    CHECK(bench.shows("back"));
}
