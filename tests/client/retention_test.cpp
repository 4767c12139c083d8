// SPDX-License-Identifier: Apache-2.0
#include "tests/client/county_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

constexpr std::int64_t kDays = 30;
constexpr std::chrono::days kLongEnough{kDays};
const EntityId kLeft = entry::test::id_of<EntityId>(41);    // whose entry is closed
const EntityId kStayed = entry::test::id_of<EntityId>(42);  // whose entry is open

void create(TestTablet& tablet, EntityId person) {
    entry::EntryDraft draft;
    draft.scope = tablet.stream_id();
    draft.sections.push_back(
        {person, {{entry::OperationCode::create, "person", {{"full_name", std::string{"Shili A"}, {}}}, {}}}, {}});
    tablet.record(draft);
}

void change_status(TestTablet& tablet, EntityId person, entry::OperationCode code) {
    const auto shown = tablet.view(person).value();
    entry::EntryDraft draft;
    draft.scope = tablet.stream_id();
    draft.sections.push_back({person, {{code, "person", {}, shown.status_register.value().displayed_writes()}}, {}});
    tablet.record(draft);
}

// Two persons of one village, on the tablet of who wrote about them and on another one; one has moved away.
struct Village {
    Village() {
        for (TestTablet* one : {&author, &reader}) {
            one->follow_orders(county.port());
        }
        create(author, kLeft);
        create(author, kStayed);
        change_status(author, kLeft, entry::OperationCode::close);
        everybody_talks();
    }
    void everybody_talks() {
        for (int i = 0; i < 2; ++i) {
            REQUIRE(author.sync());
            REQUIRE(reader.sync());
        }
    }
    void back_up() { county.back_up(elsewhere.path() / std::to_string(m_backups++)); }
    // Time enough for what everybody knows to be with the county by now.
    void time_passes() {
        everybody_talks();
        county.days_pass(kLongEnough);
        everybody_talks();
    }

    TestCounty county;
    TestTablet author{county, 1};
    TestTablet reader{county, 2};
    daohu::test::TemporaryFolder elsewhere;

private:
    int m_backups = 0;
};

}  // namespace

TEST_CASE("Retention: what is over leaves the tablets after the county's days, what is open stays", "[sync]") {
    Village village;
    village.county.order_retention(kDays);
    village.back_up();
    village.everybody_talks();
    village.county.days_pass(kLongEnough - std::chrono::days{1});
    village.everybody_talks();
    for (TestTablet* one : {&village.author, &village.reader}) {
        CHECK(one->knows(kLeft));  // a day is missing
    }
    village.county.days_pass(std::chrono::days{1});
    village.everybody_talks();
    for (TestTablet* one : {&village.author, &village.reader}) {
        CHECK_FALSE(one->knows(kLeft));
        CHECK(one->knows(kStayed));
        CHECK(one->readable(one->stream_id()) == 1);
    }
    // The county has everything, and whoever asks for it gets it.
    TestTablet newcomer{village.county, 3};
    REQUIRE(newcomer.sync());
    CHECK(newcomer.knows(kLeft));
}

TEST_CASE("Retention: what is in no backup of the county never leaves the tablet that wrote it", "[sync]") {
    Village village;
    village.county.order_retention(kDays);
    village.time_passes();  // acknowledged long since
    village.time_passes();
    CHECK(village.author.knows(kLeft));
    CHECK_FALSE(village.reader.knows(kLeft));  // the county has it, and this is not the last one who can give it back
    village.back_up();
    village.county.days_pass(std::chrono::days{1});  // one look a day
    village.time_passes();
    CHECK_FALSE(village.author.knows(kLeft));
}

TEST_CASE("Retention: what is over stays while a photograph of it is nowhere else", "[sync]") {
    Village village;
    TestTablet& author = village.author;
    author.bring_files(false);
    author.connect(village.county.port());
    const auto photo = author.attachments().add(Bytes(20'000, 7), "image/jpeg").value();
    entry::EntryDraft draft;
    draft.scope = author.stream_id();
    draft.sections.push_back(
        {kLeft, {{entry::OperationCode::attach, "person", {{"photo", vault::encode(photo), {}}}, {}}}, {}});
    author.record(draft);
    village.county.order_retention(kDays);
    village.everybody_talks();
    village.back_up();
    village.time_passes();
    village.time_passes();
    CHECK(author.knows(kLeft));
    CHECK(author.has(photo));

    author.bring_files(true);
    author.connect(village.county.port());
    village.everybody_talks();
    village.county.days_pass(std::chrono::days{1});  // one look a day
    village.time_passes();
    CHECK(village.county.file_size(author.stream_id(), photo.address));
    CHECK_FALSE(author.knows(kLeft));
    CHECK_FALSE(author.has(photo));
}

TEST_CASE("Retention: where the county states no days nothing is let go", "[sync]") {
    Village village;
    village.back_up();
    village.time_passes();
    CHECK(village.reader.knows(kLeft));
    SECTION("and an order that was taken back is none") {
        village.county.order_retention(kDays);
        village.county.days_pass(std::chrono::days{1});
        village.county.order_retention({});
        village.time_passes();
        village.time_passes();
        CHECK(village.author.knows(kLeft));
        CHECK(village.reader.knows(kLeft));
    }
}

TEST_CASE("Retention: nobody but the county orders it", "[sync]") {
    Village village;
    village.back_up();
    village.author.record(make_draft(wire::Retention{.days = 1, .document = "mine", .ordered_at = WallTime::max()},
                                     village.author.stream_id()));
    village.time_passes();
    village.time_passes();
    CHECK(village.reader.knows(kLeft));
    CHECK(village.author.knows(kLeft));
}

TEST_CASE("Retention: who comes back is fetched again, with everything that was known", "[sync]") {
    Village village;
    TestTablet desk{village.county, 3};  // a machine that obeys no such order
    REQUIRE(desk.sync());
    village.county.order_retention(kDays);
    village.back_up();
    village.time_passes();
    REQUIRE_FALSE(village.author.knows(kLeft));
    REQUIRE_FALSE(village.reader.knows(kLeft));

    change_status(desk, kLeft, entry::OperationCode::reopen);
    REQUIRE(desk.view(kLeft).value().status == registry::EntityStatus::open);
    REQUIRE(desk.sync());
    for (int i = 0; i < 2; ++i) {
        village.everybody_talks();
    }
    for (TestTablet* one : {&village.author, &village.reader}) {
        CHECK(one->knows(kLeft));
        CHECK(one->view(kLeft).value().status == registry::EntityStatus::open);
        CHECK(one->stream_hash() == village.county.stream_hash(one->stream_id()));
    }
}

TEST_CASE("Retention: days begin anew when the county was put back to a backup", "[sync]") {
    Village village;
    village.county.order_retention(kDays);
    village.back_up();
    village.everybody_talks();
    village.county.days_pass(kLongEnough);
    village.county.restore(village.elsewhere.path() / "0", std::chrono::sys_days{std::chrono::year{2026} / 3 / 1});
    for (TestTablet* one : {&village.author, &village.reader}) {
        one->connect(village.county.port());
    }
    village.everybody_talks();
    CHECK(village.reader.knows(kLeft));
    village.time_passes();
    CHECK_FALSE(village.reader.knows(kLeft));
}
