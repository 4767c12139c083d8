// SPDX-License-Identifier: Apache-2.0
//
// A household that moves to another village takes its past along, and leaves nothing of it where it lived.

#include "sync/county/moving.hpp"

#include "tests/client/county_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

EntityId subject_of(std::uint64_t seed) { return entry::test::id_of<EntityId>(seed); }

const EntityId kMoving = subject_of(501);
const EntityId kMovingPerson = subject_of(502);
const EntityId kMovingVisit = subject_of(503);
const EntityId kStaying = subject_of(601);
const EntityId kStayingPerson = subject_of(602);

entry::DraftSection section(EntityId subject, entry::OperationCode code, const char* dataset,
                            std::vector<entry::DraftAssignment> values) {
    return {subject, {{code, dataset, std::move(values), {}}}, {}};
}

entry::EntryDraft draft_for(StreamId stream) {
    entry::EntryDraft draft;
    draft.form_hash = hash256(as_bytes("form"));
    draft.form_version = "1";
    draft.scope = stream;
    return draft;
}

entry::DraftSection household(EntityId id, const char* address) {
    return section(id, entry::OperationCode::create, "household", {{"address", std::string{address}, {}}});
}

entry::DraftSection person(EntityId id, EntityId home, const char* name) {
    return section(id, entry::OperationCode::create, "person",
                   {{"full_name", std::string{name}, {}}, {"lives_in", entry::reference_to(home), {}}});
}

entry::DraftSection visit(EntityId id, EntityId home) {
    return section(id, entry::OperationCode::create, "visit", {{"household", entry::reference_to(home), {}}});
}

// Two families in one entry, as a list from elsewhere has them, and a visit to one of them.
void write_families(TestTablet& tablet) {
    entry::EntryDraft both = draft_for(tablet.stream_id());
    both.sections = {household(kMoving, "upper hamlet 1"), person(kMovingPerson, kMoving, "Shili Moving"),
                     household(kStaying, "lower hamlet 2"), person(kStayingPerson, kStaying, "Shili Staying")};
    tablet.record(both);
    entry::EntryDraft visited = draft_for(tablet.stream_id());
    visited.sections = {section(kMoving, entry::OperationCode::update, "household",
                                {{"contact_phone", std::string{"99900000001"}, {}}}),
                        visit(kMovingVisit, kMoving)};
    tablet.record(visited);
}

std::string phone_of(TestTablet& tablet, EntityId id) {
    const auto view = tablet.view(id);
    return view ? std::string{view->text("contact_phone").value_or("")} : std::string{};
}

struct Villages {
    Villages() {
        old_home.follow_orders(county.port());
        new_home.follow_orders(county.port());
    }

    Result<county::MoveReport> move(const char* from, const char* to) {
        const auto store =
            county::open_sqlcipher_store(county.folder().store_path(), county.folder().load_store_key().value())
                .value();
        return county::move_household(county.folder(), *store, daohu::test::asset_schemas(),
                                      {.household = kMoving, .from = from, .to = to}, clock, entropy);
    }
    // Everything a tablet has goes to a backup, so that it may let go of it.
    void back_up() { county.back_up(backups / std::to_string(++backup)); }

    SystemClock clock;
    SystemEntropy entropy;
    daohu::test::TemporaryFolder backups;
    int backup = 0;
    TestCounty county;
    TestTablet old_home{county, 1};
    TestTablet new_home{county, 2, {kOtherVillage}};
};

}  // namespace

TEST_CASE("Move: a household's past is in the village it joins and gone from the one it left", "[sync]") {
    Villages world;
    write_families(world.old_home);
    REQUIRE(world.old_home.sync());
    REQUIRE(world.new_home.sync());
    CHECK_FALSE(world.new_home.knows(kMoving));
    world.back_up();

    const auto moved = world.move(kVillage, kOtherVillage).value();
    CHECK(moved.subjects == 3);
    CHECK(moved.entries == 2);

    REQUIRE(world.new_home.sync());
    CHECK(world.new_home.knows(kMoving));
    CHECK(world.new_home.knows(kMovingPerson));
    CHECK(world.new_home.knows(kMovingVisit));
    CHECK(phone_of(world.new_home, kMoving) == "99900000001");
    // Whoever stands in the same entry and stays is not shown to the other village.
    CHECK_FALSE(world.new_home.knows(kStaying));
    CHECK_FALSE(world.new_home.knows(kStayingPerson));

    REQUIRE(world.old_home.sync());
    CHECK_FALSE(world.old_home.knows(kMoving));
    CHECK_FALSE(world.old_home.knows(kMovingPerson));
    CHECK_FALSE(world.old_home.knows(kMovingVisit));
    CHECK(world.old_home.knows(kStaying));
    CHECK(world.old_home.knows(kStayingPerson));
    REQUIRE(world.old_home.receipts().size() == 1);

    // A tablet that comes to the old village later is never given any of it; one for the new village is.
    TestTablet newcomer{world.county, 3};
    newcomer.follow_orders(world.county.port());
    REQUIRE(newcomer.sync());
    CHECK(newcomer.knows(kStaying));
    CHECK_FALSE(newcomer.knows(kMoving));
    CHECK_FALSE(newcomer.knows(kMovingPerson));
    TestTablet other{world.county, 4, {kOtherVillage}};
    REQUIRE(other.sync());
    CHECK(other.knows(kMovingPerson));
    CHECK_FALSE(other.knows(kStaying));
    // All who hold a village come to the same.
    CHECK(newcomer.stream_hash() == world.county.stream_hash(newcomer.stream_id()));
    REQUIRE(world.old_home.sync());  // it has given its entries up: they come again without what left
    REQUIRE(world.old_home.sync());
    CHECK(world.old_home.stream_hash() == world.county.stream_hash(world.old_home.stream_id()));
    REQUIRE(world.new_home.sync());
    CHECK(world.new_home.stream_hash() == world.county.stream_hash(world.new_home.stream_id()));
    CHECK(other.stream_hash() == world.new_home.stream_hash());
}

TEST_CASE("Move: what is nowhere else yet stays until the county has it in a backup", "[sync]") {
    Villages world;
    write_families(world.old_home);
    REQUIRE(world.old_home.sync());
    REQUIRE(world.move(kVillage, kOtherVillage));
    REQUIRE(world.old_home.sync());
    CHECK(world.old_home.knows(kMoving));
    CHECK(world.old_home.receipts().empty());
    world.back_up();
    REQUIRE(world.old_home.sync());
    CHECK_FALSE(world.old_home.knows(kMoving));
    CHECK(world.old_home.receipts().size() == 1);
}

TEST_CASE("Move: what somebody writes who has not heard of it follows the household, with its photograph", "[sync]") {
    Villages world;
    write_families(world.old_home);
    REQUIRE(world.old_home.sync());
    REQUIRE(world.move(kVillage, kOtherVillage));

    entry::EntryDraft late = draft_for(world.old_home.stream_id());
    const EntityId second_visit = subject_of(504);
    late.sections = {section(kMoving, entry::OperationCode::update, "household",
                             {{"contact_phone", std::string{"99900000009"}, {}}}),
                     visit(second_visit, kMoving)};
    const auto photo = world.old_home.attachments().add(Bytes(3000, 7), "image/jpeg").value();
    late.sections[0].operations.push_back(
        {entry::OperationCode::attach, "household", {{"photos", vault::encode(photo), {}}}, {}});
    world.old_home.record(late);
    REQUIRE(world.old_home.sync());
    REQUIRE(world.new_home.sync());
    CHECK(phone_of(world.new_home, kMoving) == "99900000009");
    CHECK(world.new_home.knows(second_visit));
    CHECK(world.new_home.has(photo));
    // And it is not kept where the household is not any more.
    TestTablet newcomer{world.county, 3};
    REQUIRE(newcomer.sync());
    CHECK_FALSE(newcomer.knows(second_visit));
    CHECK_FALSE(newcomer.has(photo));
    // What is written where it lives now stays there.
    entry::EntryDraft next = draft_for(world.new_home.stream_id());
    const EntityId third_visit = subject_of(505);
    next.sections = {visit(third_visit, kMoving)};
    world.new_home.record(next);
    REQUIRE(world.new_home.sync());
    REQUIRE(world.old_home.sync());
    CHECK_FALSE(world.old_home.knows(third_visit));
}

TEST_CASE("Move: a household that comes back is whole again where it lived first", "[sync]") {
    Villages world;
    write_families(world.old_home);
    REQUIRE(world.old_home.sync());
    world.back_up();
    REQUIRE(world.move(kVillage, kOtherVillage));
    REQUIRE(world.old_home.sync());
    REQUIRE(world.new_home.sync());
    REQUIRE_FALSE(world.old_home.knows(kMoving));
    entry::EntryDraft away = draft_for(world.new_home.stream_id());
    away.sections = {section(kMoving, entry::OperationCode::update, "household",
                             {{"contact_phone", std::string{"99900000002"}, {}}})};
    world.new_home.record(away);
    REQUIRE(world.new_home.sync());
    world.back_up();

    REQUIRE(world.move(kOtherVillage, kVillage));
    REQUIRE(world.old_home.sync());
    REQUIRE(world.old_home.sync());
    CHECK(world.old_home.knows(kMoving));
    CHECK(world.old_home.knows(kMovingPerson));
    REQUIRE(world.new_home.sync());
    CHECK_FALSE(world.new_home.knows(kMoving));
    CHECK(world.new_home.receipts().size() == 1);
}

TEST_CASE("Move: whoever works in both villages keeps the household", "[sync]") {
    Villages world;
    TestTablet desk{world.county, 5, {kVillage, kOtherVillage}};
    desk.follow_orders(world.county.port());
    write_families(world.old_home);
    REQUIRE(world.old_home.sync());
    REQUIRE(desk.sync());
    REQUIRE(world.move(kVillage, kOtherVillage));
    REQUIRE(desk.sync());
    REQUIRE(desk.sync());
    CHECK(desk.knows(kMoving));
    CHECK(desk.knows(kStaying));
    CHECK(desk.receipts().empty());
    // And when the first village is taken from it, the household stays and its neighbours go.
    const std::vector<std::string> left{kOtherVillage};
    world.county.change_grant(desk.device(), left);
    REQUIRE(desk.sync());
    REQUIRE(desk.sync());
    CHECK(desk.knows(kMoving));
    CHECK_FALSE(desk.knows(kStaying));
}

TEST_CASE("Move: who is not there cannot be moved, and nothing changes", "[sync]") {
    Villages world;
    write_families(world.old_home);
    REQUIRE(world.old_home.sync());
    CHECK(world.move(kOtherVillage, kVillage).error().code == ErrorCode::not_found);
    CHECK(world.move(kVillage, kVillage).error().code == ErrorCode::invalid_argument);
    CHECK(world.move(kVillage, "12").error().code == ErrorCode::village_code_malformed);
    CHECK(world.move("999999000077", kVillage).error().code == ErrorCode::not_found);
    REQUIRE(world.new_home.sync());
    CHECK_FALSE(world.new_home.knows(kMoving));
}
