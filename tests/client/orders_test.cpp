// SPDX-License-Identifier: Apache-2.0
#include "tests/client/county_fixture.hpp"

#include <catch2/catch_test_macros.hpp>
#include <openssl/evp.h>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

wire::Artefact artefact_of(ByteView blob, std::string version) {
    wire::Artefact artefact{.kind = wire::ArtefactKind::form,
                            .id = "visit",
                            .version = std::move(version),
                            .length = blob.size(),
                            .effective_from = "2026-07-01",
                            .address = hash256(blob)};
    unsigned size = 0;
    REQUIRE(EVP_Digest(blob.data(), blob.size(), artefact.sha256.data(), &size, EVP_sha256(), nullptr) == 1);
    return artefact;
}

Date day(int month) { return Date::of(2026, static_cast<unsigned>(month), 1).value(); }

}  // namespace

TEST_CASE("Orders: who is given another village gets its history and gives up the old one once it is safe", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    TestTablet elsewhere{county, 2, {kOtherVillage}};
    tablet.follow_orders(county.port());
    const StreamId old_stream = tablet.stream_id();
    const StreamId new_stream = elsewhere.stream_id();
    elsewhere.save();
    REQUIRE(elsewhere.sync());
    tablet.save();
    REQUIRE(tablet.sync());
    tablet.save();  // written before anybody knew

    const wire::Grant later = county.change_grant(tablet.device(), {kOtherVillage});
    REQUIRE(tablet.sync());
    CHECK(tablet.kept_grant() == later);
    CHECK(county.count().entries >= 3);
    REQUIRE(tablet.sync());  // the new village's stream
    CHECK(tablet.readable(new_stream) == 1);
    // Nothing of its own goes before the county has it in a backup.
    CHECK(tablet.readable(old_stream) == 2);
    CHECK(tablet.receipts().empty());

    daohu::test::TemporaryFolder elsewhere_machine;
    county.back_up(elsewhere_machine.path() / "backup");
    REQUIRE(tablet.sync());
    REQUIRE(tablet.sync());
    CHECK(tablet.readable(old_stream) == 0);
    REQUIRE(tablet.receipts().size() == 1);
    CHECK(tablet.receipts().front().order.device == tablet.grant().server_certificate.device);

    SECTION("and gets everything back, its own as well, when the village is its again") {
        county.change_grant(tablet.device(), {kVillage, kOtherVillage});
        for (int i = 0; i < 3; ++i) {
            (void)tablet.sync();
        }
        CHECK(tablet.readable(old_stream) == 2);
        CHECK(tablet.stream_hash() == county.stream_hash(old_stream));
    }
    SECTION("and begins no other life for it when the program starts again") {
        const IncarnationId incarnation = tablet.position().incarnation;
        tablet.follow_orders(county.port());
        REQUIRE(tablet.sync());
        CHECK(tablet.position().incarnation == incarnation);
    }
}

TEST_CASE("Orders: a village that is given again before all of it was gone comes back whole", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    TestTablet colleague{county, 2};
    tablet.follow_orders(county.port());
    const StreamId stream = tablet.stream_id();
    daohu::test::TemporaryFolder elsewhere_machine;
    tablet.save();
    REQUIRE(tablet.sync());
    county.back_up(elsewhere_machine.path() / "backup");
    colleague.save();
    REQUIRE(colleague.sync());
    tablet.save();  // in no backup
    REQUIRE(tablet.sync());
    REQUIRE(tablet.readable(stream) == 3);

    county.change_grant(tablet.device(), {kOtherVillage});
    for (int i = 0; i < 2; ++i) {
        REQUIRE(tablet.sync());
    }
    REQUIRE(tablet.readable(stream) == 1);  // what is nowhere else

    county.change_grant(tablet.device(), {kVillage});
    for (int i = 0; i < 3; ++i) {
        REQUIRE(tablet.sync());
    }
    CHECK(tablet.readable(stream) == 3);
    CHECK(tablet.stream_hash() == county.stream_hash(stream));
    CHECK(county.count().not_accepted == 0);
}

TEST_CASE("Orders: a photograph that is nowhere else stays, with its entry, until the county has it", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.bring_files(false);
    tablet.follow_orders(county.port());
    const StreamId old_stream = tablet.stream_id();
    const auto photo = tablet.save_photo(20'000);
    REQUIRE(tablet.sync());
    daohu::test::TemporaryFolder elsewhere_machine;
    county.back_up(elsewhere_machine.path() / "backup");
    county.change_grant(tablet.device(), {kOtherVillage});
    for (int i = 0; i < 3; ++i) {
        REQUIRE(tablet.sync());
    }
    CHECK(tablet.status().record(1).state == RecordState::safe);
    CHECK(tablet.readable(old_stream) == 1);
    CHECK(tablet.has(photo));

    tablet.bring_files(true);
    tablet.connect(county.port());
    for (int i = 0; i < 3; ++i) {
        REQUIRE(tablet.sync());
    }
    CHECK(county.file_size(old_stream, photo.address));
    CHECK(tablet.readable(old_stream) == 0);
    CHECK_FALSE(tablet.has(photo));
}

TEST_CASE("Orders: what the county erases leaves journal, registers and folder, and the tablet confirms it", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    TestTablet reader{county, 2};
    tablet.follow_orders(county.port());
    reader.follow_orders(county.port());
    const auto photo = tablet.save_photo(2000);  // of the person in section 1
    REQUIRE(tablet.sync());
    REQUIRE(reader.sync());
    const auto person = entry::test::id_of<EntityId>(14);
    REQUIRE(tablet.knows(person));
    REQUIRE(reader.knows(person));
    REQUIRE(reader.has(photo));

    TestTablet stranger{county, 3, {kOtherVillage}};  // was given nothing of this village
    stranger.follow_orders(county.port());
    REQUIRE(stranger.sync());

    county.erase(person);
    REQUIRE(county.erasures().size() == 1);
    CHECK(county.erasures().front().subject == person);
    CHECK(county.erasures().front().confirmed.empty());
    CHECK(county.erasures().front().awaited.size() == 2);
    REQUIRE(stranger.sync());
    REQUIRE(tablet.sync());
    CHECK(county.erasures().front().confirmed == std::vector{tablet.device()});
    CHECK(county.erasures().front().awaited == std::vector{reader.device()});
    county.revoke(reader.device());
    CHECK(county.erasures().front().unreachable == std::vector{reader.device()});
    county.revoke(reader.device(), county::DeviceState::active);
    REQUIRE(reader.sync());
    CHECK(county.erasures().front().confirmed.size() == 2);
    CHECK(county.erasures().front().awaited.empty());
    for (TestTablet* one : {&tablet, &reader}) {
        CHECK_FALSE(one->knows(person));
        CHECK_FALSE(one->has(photo));
        CHECK(one->receipts().size() == 1);
    }
    REQUIRE(tablet.sync());
    REQUIRE(reader.sync());
    CHECK(tablet.receipts().size() == 1);
    CHECK(tablet.stream_hash() == county.stream_hash(tablet.stream_id()));
    CHECK(reader.stream_hash() == county.stream_hash(tablet.stream_id()));
}

TEST_CASE("Orders: nobody but the county's own device is obeyed", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    TestTablet rogue{county, 2};
    tablet.follow_orders(county.port());
    const auto saved = tablet.save();
    REQUIRE(tablet.sync());
    rogue.record(
        make_draft(entry::Erasure{.entry = saved.id(), .entry_hash = saved.hash(), .section = 1}, tablet.stream_id()));
    REQUIRE(rogue.sync());
    REQUIRE(tablet.sync());
    REQUIRE(tablet.sync());
    CHECK(tablet.knows(entry::test::id_of<EntityId>(14)));
    CHECK(tablet.receipts().empty());
}

TEST_CASE("Orders: what is published arrives, takes effect on its day, and a bad one leaves the old in force",
          "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.follow_orders(county.port());
    const Bytes first(40'000, 1);
    county.publish(artefact_of(first, "1"), first);
    REQUIRE(tablet.sync());
    PublishedFiles& published = tablet.orders().published();
    CHECK(published.in_force(wire::ArtefactKind::form, day(6)).value().empty());
    const auto in_force = published.in_force(wire::ArtefactKind::form, day(8)).value();
    REQUIRE(in_force.size() == 1);
    CHECK(in_force.front().artefact.version == "1");
    vault::SystemFiles files;
    CHECK(files.read(in_force.front().path, 1'000'000).value() == first);

    // Announced with the hash of something else.
    const Bytes second(30'000, 2);
    wire::Artefact wrong = artefact_of(second, "2");
    wrong.sha256[0] ^= 1U;
    county.publish(wrong, second);
    REQUIRE(tablet.sync());
    CHECK(published.in_force(wire::ArtefactKind::form, day(8)).value().front().artefact.version == "1");
    REQUIRE(published.refused().value().size() == 1);
    CHECK(published.refused().value().front().version == "2");

    const Bytes third(100, 3);
    county.publish(artefact_of(third, "3"), third);
    REQUIRE(tablet.sync());
    CHECK(published.in_force(wire::ArtefactKind::form, day(8)).value().front().artefact.version == "3");
    CHECK(published.to_fetch().value().empty());
}

TEST_CASE("Orders: a revoked tablet knows it, and its unsent work is still there to be carried", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.follow_orders(county.port());
    REQUIRE(tablet.sync());
    CHECK_FALSE(tablet.orders().is_revoked().value());
    county.revoke(tablet.device());
    tablet.save();
    CHECK(tablet.sync().error().code == ErrorCode::sync_revoked);
    CHECK(tablet.status().standing == wire::DeviceStanding::revoked);
    CHECK(tablet.status().delivery.acknowledged == 1);
    CHECK(tablet.readable(tablet.stream_id()) == 1);
}

TEST_CASE("Orders: an entry that a bad page took keeps back nothing that was written behind it", "[sync]") {
    TestCounty county;
    TestTablet reader{county, 2};
    std::vector<entry::SignedEntry> written;
    {
        TestTablet before{county, 1};
        for (int i = 0; i < 4; ++i) {
            written.push_back(before.save());
        }
    }
    TestTablet rescued{county, 1};  // the same tablet, rescued without its third entry
    for (const std::size_t i : {0U, 1U, 3U}) {
        rescued.put_back(written[i]);
    }
    const auto reaches_the_reader = [&](const entry::SignedEntry& entry) {
        REQUIRE(reader.sync());
        return std::ranges::count(reader.stream(), entry.hash()) == 1;
    };
    REQUIRE(rescued.sync());  // the control: one that says nothing of what it has lost
    CHECK(reaches_the_reader(written[1]));
    CHECK_FALSE(reaches_the_reader(written[3]));

    rescued.follow_orders(county.port());
    REQUIRE(rescued.sync());
    CHECK(reaches_the_reader(written[3]));
    const std::size_t declared = reader.stream().size();
    REQUIRE(rescued.sync());
    CHECK(reaches_the_reader(written[3]));
    CHECK(reader.stream().size() == declared);  // once

    // It turns up after all: on a card, or with somebody else.
    county.hand_on(written[2]);
    CHECK(reaches_the_reader(written[2]));
}
