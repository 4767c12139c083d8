// SPDX-License-Identifier: Apache-2.0
#include "tests/client/county_fixture.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

constexpr std::chrono::sys_seconds kToday{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

// Every tablet has said what it has and heard what the others have.
void settle(std::vector<TestTablet*> tablets, const TestCounty& county) {
    for (int round = 0; round < 2; ++round) {
        for (TestTablet* tablet : tablets) {
            tablet->connect(county.port());
            REQUIRE(tablet->sync());
        }
    }
}

}  // namespace

TEST_CASE("Restore: a server put back to an old backup gets everything again from the tablets that go on", "[sync]") {
    TestCounty county;
    TestTablet first{county, 1};
    TestTablet second{county, 2};
    first.save();
    second.save();
    settle({&first, &second}, county);
    const daohu::test::TemporaryFolder backup;
    county.back_up(backup.path());
    REQUIRE(first.sync());
    CHECK(first.status().record(1).state == RecordState::safe);

    // An hour of work that the backup lacks, in another order than it will come back.
    first.save();
    settle({&first, &second}, county);
    second.save();
    second.save();
    settle({&second, &first}, county);
    REQUIRE(county.count().entries == 5);
    const auto before = first.stream_hash();

    county.restore(backup.path(), kToday);
    CHECK(county.count().entries == 2);
    settle({&second, &first}, county);
    CHECK(county.count().entries == 5);
    CHECK(first.stream().size() == 5);
    CHECK(first.stream() == second.stream());
    CHECK(first.stream_hash() == before);
    CHECK(county.stream_hash(first.stream_id()) == before);
}

TEST_CASE("Restore: five tablets go on while the server is put back by an hour, and nothing is lost", "[sync]") {
    TestCounty county;
    std::vector<std::unique_ptr<TestTablet>> owned;
    std::vector<TestTablet*> tablets;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        owned.push_back(std::make_unique<TestTablet>(county, seed));
        tablets.push_back(owned.back().get());
    }
    std::size_t saved = 0;
    const auto work = [&](std::size_t reports) {
        for (TestTablet* tablet : tablets) {
            for (std::size_t i = 0; i < reports; ++i) {
                tablet->save();
                ++saved;
            }
        }
    };
    work(1);
    settle(tablets, county);
    const daohu::test::TemporaryFolder backup;
    county.back_up(backup.path());

    // The hour that the backup lacks: some tablets were heard several times, one not at all.
    work(2);
    settle({tablets[3], tablets[0], tablets[1]}, county);
    work(1);
    settle({tablets[2], tablets[0]}, county);
    const std::uint64_t before = county.count().entries;
    county.restore(backup.path(), kToday);
    REQUIRE(county.count().entries < before);  // the control: the backup does lack something

    work(1);
    settle(tablets, county);
    CHECK(county.count().entries == saved);
    CHECK(county.count().not_accepted == 0);
    const auto hash = county.stream_hash(tablets[0]->stream_id());
    for (TestTablet* tablet : tablets) {
        CHECK(tablet->stream().size() == saved);
        CHECK(tablet->stream() == tablets[0]->stream());
        CHECK(tablet->stream_hash() == hash);
    }
}

TEST_CASE("Restore: what a tablet wrote that is gone comes back from one that was given it", "[sync]") {
    TestCounty county;
    TestTablet reader{county, 1};
    TestTablet lost{county, 2};
    lost.save();
    settle({&lost, &reader}, county);
    const daohu::test::TemporaryFolder backup;
    county.back_up(backup.path());
    const auto person = entry::test::id_of<EntityId>(14);
    lost.save();
    lost.save();
    settle({&lost, &reader}, county);
    const auto before = reader.stream_hash();

    TestTablet stranger{county, 3};  // the backup does not know it, and nothing of it may keep back the others'
    stranger.save();
    settle({&stranger, &reader}, county);
    REQUIRE(reader.stream().size() == 4);

    county.restore(backup.path(), kToday);
    REQUIRE(county.count().entries == 1);
    reader.connect(county.port());
    REQUIRE(reader.sync());
    CHECK(county.count().entries == 3);
    CHECK(reader.stream().size() == 3);
    CHECK(county.stream_hash(reader.stream_id()) == before);

    TestTablet newcomer{county, 4};
    REQUIRE(newcomer.sync());
    CHECK(newcomer.knows(person));
    CHECK(newcomer.stream_hash() == before);
    // Offered once: the next talk has nothing to say.
    const std::uint64_t moved = reader.client().moved();
    REQUIRE(reader.sync());
    CHECK(reader.client().moved() == moved);
}

TEST_CASE("Restore: what was erased since the backup does not come back with what tablets offer", "[sync]") {
    TestCounty county;
    TestTablet author{county, 1};
    TestTablet reader{county, 2};
    const daohu::test::TemporaryFolder backup;
    county.back_up(backup.path());
    author.save();
    settle({&author, &reader}, county);
    const auto person = entry::test::id_of<EntityId>(14);
    REQUIRE(reader.knows(person));
    county.erase(person);  // nobody hears of it before the server dies

    county.restore(backup.path(), kToday);
    reader.follow_orders(county.port());
    REQUIRE(reader.sync());
    REQUIRE(county.count().entries >= 1);
    TestTablet newcomer{county, 3};
    REQUIRE(newcomer.sync());
    CHECK(newcomer.stream().size() >= 1);
    CHECK_FALSE(newcomer.knows(person));
}

TEST_CASE("Restore: a grant that was announced and is not there any more keeps no tablet from talking", "[sync]") {
    TestCounty county;
    TestTablet announced{county, 1};
    TestTablet reader{county, 2};
    settle({&announced, &reader}, county);
    const daohu::test::TemporaryFolder backup;
    county.back_up(backup.path());
    county.change_grant(announced.device(), {kVillage, kOtherVillage});
    REQUIRE(reader.sync());  // everybody reads the notice

    county.restore(backup.path(), kToday);
    reader.connect(county.port());
    REQUIRE(reader.sync());  // and it comes back from here
    announced.follow_orders(county.port());
    REQUIRE(announced.sync());
    CHECK_FALSE(announced.kept_grant());
    const wire::Grant later = county.change_grant(announced.device(), {kOtherVillage});
    REQUIRE(announced.sync());
    CHECK(announced.kept_grant() == later);
}

TEST_CASE("Restore: the same backup put back twice is two epochs", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    const daohu::test::TemporaryFolder backup;
    county.back_up(backup.path());
    county.restore(backup.path(), kToday);
    const auto first = county.county().store().epoch();
    county.restore(backup.path(), kToday + std::chrono::hours{1});
    CHECK(county.county().store().epoch() > first);
}

TEST_CASE("Restore: without a new epoch a tablet never hears of what took a place it knows already", "[sync]") {
    // The control of the test above: the store is put back behind the county's back.
    TestCounty county;
    TestTablet first{county, 1};
    TestTablet second{county, 2};
    first.save();
    settle({&first, &second}, county);
    const daohu::test::TemporaryFolder backup;
    county.back_up(backup.path());
    first.save();
    settle({&first, &second}, county);
    county.stop();
    const std::filesystem::path place = county.folder().store_path().parent_path();
    for (const auto& item : std::filesystem::directory_iterator{place}) {
        std::filesystem::remove_all(item.path());
    }
    std::filesystem::copy(backup.path(), place);
    county.restart();

    second.save();
    for (TestTablet* tablet : {&second, &first, &second, &first}) {
        tablet->connect(county.port());
        (void)tablet->sync();  // may well say that something is wrong
    }
    CHECK(first.stream_hash() != county.stream_hash(first.stream_id()));
}

TEST_CASE("Restore: is refused while the server runs, and a backup is never written over another", "[sync]") {
    TestCounty county;
    const daohu::test::TemporaryFolder backup;
    county.back_up(backup.path());
    CHECK(county::back_up(county.folder(), county.county().store(), backup.path()).error().code ==
          ErrorCode::county_exists);
    CHECK(county::restore(county.folder(), backup.path(), kToday).error().code == ErrorCode::database_busy);
}

TEST_CASE("Restore: a county that was put back without a word is found out, and nothing is given up meanwhile",
          "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    TestTablet neighbour{county, 2};
    tablet.save();
    settle({&tablet, &neighbour}, county);
    const std::filesystem::path store = county.folder().store_path().parent_path();
    const daohu::test::TemporaryFolder aside;
    county.stop();
    std::filesystem::copy(store, aside.path() / "store");
    county.restart();
    tablet.save();
    neighbour.save();
    settle({&neighbour, &tablet}, county);
    CHECK_FALSE(tablet.status().has_county_gone_back);

    const bool is_put_back = GENERATE(true, false);
    if (is_put_back) {
        county.stop();
        std::filesystem::remove_all(store);
        std::filesystem::copy(aside.path() / "store", store);
        county.restart();
    }
    county.change_grant(tablet.device(), {kOtherVillage});
    tablet.follow_orders(county.port());
    (void)tablet.sync();
    (void)tablet.sync();
    CHECK(tablet.status().has_county_gone_back == is_put_back);
    // Its own are pushed again; what the neighbour wrote the county has only where it was not put back. And the notice.
    CHECK(county.count().entries == (is_put_back ? 3U : 4U));
    // What the neighbour wrote may be here only: it is given up where the county keeps its word.
    CHECK(tablet.readable(tablet.stream_id()) == (is_put_back ? 3U : 2U));
}

TEST_CASE("Restore: a tablet that only reads finds out by streams that became shorter, or says nothing", "[sync]") {
    TestCounty county;
    TestTablet writer{county, 1};
    TestTablet reader{county, 2};
    writer.save();
    settle({&writer, &reader}, county);
    const std::filesystem::path store = county.folder().store_path().parent_path();
    const daohu::test::TemporaryFolder aside;
    county.stop();
    std::filesystem::copy(store, aside.path() / "store");
    county.restart();
    writer.save();
    settle({&writer, &reader}, county);

    const bool is_put_back = GENERATE(true, false);
    if (is_put_back) {
        county.stop();
        std::filesystem::remove_all(store);
        std::filesystem::copy(aside.path() / "store", store);
        county.restart();
    }
    reader.connect(county.port());
    REQUIRE(reader.sync());
    CHECK(reader.status().has_county_gone_back == is_put_back);
    CHECK(reader.stream().size() == 2);
}
