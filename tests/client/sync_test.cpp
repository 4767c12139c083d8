// SPDX-License-Identifier: Apache-2.0
#include "tests/client/county_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

TEST_CASE("Sync: what one tablet wrote arrives at the county and at the second tablet of the village", "[sync]") {
    TestCounty county;
    TestTablet first{county, 1};
    TestTablet second{county, 2};
    const auto written = first.save();
    CHECK(first.status().record(1).state == RecordState::waiting);

    CHECK(first.sync().value().pushed == 1);
    CHECK(first.position().delivery.acknowledged == 1);
    CHECK(first.status().record(1).state == RecordState::delivered);
    CHECK(county.count().entries == 1);

    CHECK(second.sync().value().pulled == 1);
    CHECK(second.stream() == std::vector{written.hash()});
    CHECK(first.stream() == second.stream());
}

TEST_CASE("Sync: a second time with nothing new moves nothing", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    REQUIRE(tablet.sync());
    const Traffic before = tablet.transport().traffic();
    const SyncReport report = tablet.sync().value();
    CHECK(report.pushed == 0);
    CHECK(report.pulled == 0);
    const Traffic after = tablet.transport().traffic();
    CHECK(after.sent - before.sent + after.received - before.received <= 1200);
    CHECK(county.count().entries == 1);
}

TEST_CASE("Sync: many entries, both ways, end in the same stream on both tablets", "[sync]") {
    TestCounty county;
    TestTablet first{county, 1};
    TestTablet second{county, 2};
    for (int i = 0; i < 40; ++i) {
        first.save();
        second.save();
    }
    REQUIRE(first.sync());
    REQUIRE(second.sync());
    REQUIRE(first.sync());
    CHECK(first.stream().size() == 80);
    CHECK(first.stream() == second.stream());
    CHECK(first.stream_hash() == second.stream_hash());
    CHECK(first.stream_hash() == county.stream_hash(first.stream_id()));
    CHECK_FALSE(first.stream_hash().is_zero());
    CHECK(county.count().streams.at(0).head == 80);
}

TEST_CASE("Sync: an entry too large for a frame travels in parts, there and back", "[sync]") {
    TestCounty county;
    TestTablet first{county, 1};
    TestTablet second{county, 2};
    first.save();
    const auto large = first.save_large(200'000);
    first.save();
    CHECK(first.sync().value().pushed == 3);
    CHECK(second.sync().value().pulled == 3);
    CHECK(second.stream().at(1) == large.hash());
}

TEST_CASE("Sync: a server killed between finishing and pushing gets the report later, once", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    const std::uint16_t port = county.port();
    county.stop();
    CHECK(tablet.sync().error().code == ErrorCode::sync_unreachable);
    CHECK(tablet.position().delivery.acknowledged == 0);
    CHECK(tablet.status().last_error == ErrorCode::sync_unreachable);

    county.restart(port);
    CHECK(tablet.sync().value().pushed == 1);
    REQUIRE(tablet.sync());
    CHECK(county.count().entries == 1);
    CHECK(tablet.status().last_error == std::nullopt);
}

TEST_CASE("Sync: what the server acknowledged it still has after it was restarted", "[sync]") {
    TestCounty county;
    TestTablet first{county, 1};
    first.save();
    REQUIRE(first.sync());
    county.restart();
    CHECK(county.count().entries == 1);
    TestTablet second{county, 2};
    CHECK(second.sync().value().pulled == 1);
}

TEST_CASE("Sync: an acknowledgement that was lost costs a repetition and no second copy", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    REQUIRE(tablet.sync());
    // The mark is lost as if the reply had been: the county is asked again for what it has.
    REQUIRE(tablet.store().change_epoch(county.county().store().epoch()));
    REQUIRE(tablet.position().delivery.acknowledged == 0);
    REQUIRE(tablet.sync());
    CHECK(tablet.position().delivery.acknowledged == 1);
    CHECK(county.count().entries == 1);
}

TEST_CASE("Sync: a tablet of another village is told nothing of this one", "[sync]") {
    TestCounty county;
    TestTablet first{county, 1};
    TestTablet stranger{county, 2, {kOtherVillage}};
    first.save();
    REQUIRE(first.sync());
    CHECK(stranger.sync().value().pulled == 0);
    CHECK(stranger.stream().empty());
}

TEST_CASE("Sync: a revoked device delivers what it has and is given nothing", "[sync]") {
    TestCounty county;
    TestTablet lost{county, 1};
    TestTablet other{county, 2};
    other.save();
    REQUIRE(other.sync());
    lost.save();
    county.revoke(lost.device());
    CHECK(lost.sync().error().code == ErrorCode::sync_revoked);
    CHECK(lost.position().delivery.acknowledged == 1);
    CHECK(lost.status().record(1).state == RecordState::set_aside);
    CHECK(lost.status().record(1).standing == wire::Standing::device_revoked);
    CHECK(lost.stream().empty());
    CHECK(county.count().not_accepted == 1);
    REQUIRE(other.sync());
    CHECK(other.stream().size() == 1);
}

TEST_CASE("Sync: an entry for a village the device was not granted is kept and not handed on", "[sync]") {
    TestCounty county;
    TestTablet owner{county, 1};
    TestTablet narrow{county, 2, {kOtherVillage}};
    narrow.save_for(owner.stream_id());
    CHECK(narrow.sync().value().pushed == 1);
    CHECK(narrow.status().record(1).standing == wire::Standing::out_of_scope);
    REQUIRE(owner.sync());
    CHECK(owner.stream().empty());
    CHECK(county.count().entries == 1);
}

TEST_CASE("Sync: what a copy of a tablet wrote reaches the tablet itself, which has another entry of that number",
          "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    const auto first = tablet.save();
    const auto second = tablet.save();
    REQUIRE(tablet.sync());
    const auto twins = tablet.written_by_twin(first);
    REQUIRE(twins.id() == second.id());
    REQUIRE(twins.hash() != second.hash());
    county.hand_on(twins);  // before the tablet asks again: it never hears that there was anything to decide

    REQUIRE(tablet.sync());
    CHECK(tablet.stream() == std::vector{first.hash(), second.hash(), twins.hash()});
    CHECK(tablet.stream_hash() == county.stream_hash(tablet.stream_id()));
}

TEST_CASE("Sync: stops when asked to", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    std::stop_source stop;
    stop.request_stop();
    CHECK(tablet.sync(stop.get_token()).error().code == ErrorCode::cancelled);
    CHECK(tablet.sync().value().pushed == 1);
}
