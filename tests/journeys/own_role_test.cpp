// SPDX-License-Identifier: Apache-2.0
//
// A tablet learns from the county's register of workers who holds it and in what role, and from nobody else.
#include "core/casework/read/out_of_role.hpp"
#include "tests/journeys/families.hpp"

using namespace daohu;
using namespace daohu::casework;
using namespace daohu::journeys;

namespace {

constexpr const char* kMorning = "2026-03-02T08:00";

struct Village {
    Village()
        : office{county("boshan-2021"), "office", at(kMorning)},
          tablet{county("boshan-2021"), "A", at(kMorning), enrolment()} {}

    Enrolment enrolment() {
        const vault::Vault& vault = office.vault();
        return {.viewer = {}, .trust = {}, .county = {{vault.device(), vault.author_key().public_key()}}};
    }
    Steps worker(const std::string& roles) {
        return {{"full_name", "示例·协理员"}, {"roles", roles}, {"tablets", tablet.vault().device().to_string()}};
    }
    // What it takes itself for, after it has everything that the office has.
    const Viewer& viewer() {
        office.give_to(tablet);
        tablet.reopen();
        return tablet.workspace().viewer();
    }

    FieldTablet office;
    FieldTablet tablet;
};

}  // namespace

TEST_CASE("Own role: the county's register says who holds the tablet and what he may do", "[journeys]") {
    Village village;
    CHECK(village.viewer().role == Role::coordinator);
    CHECK(village.tablet.workspace().start("case_decision", "zh").error().code == ErrorCode::casework_role);

    const EntityId worker = village.office.import("worker", village.worker("volunteer township_desk"));
    CHECK(village.viewer().role == Role::township_desk);
    CHECK(village.tablet.workspace().viewer().worker == worker);
    CHECK(village.tablet.workspace().start("case_decision", "zh").has_value());

    village.office.update(worker, {{"roles", "social_worker"}});
    CHECK(village.viewer().role == Role::social_worker);
    CHECK(village.tablet.workspace().start("case_decision", "zh").error().code == ErrorCode::casework_role);
}

TEST_CASE("Own role: no tablet gives itself or another a role", "[journeys]") {
    Village village;
    SECTION("by a worker of its own making") {
        village.tablet.import("worker", village.worker("township_desk"));
        CHECK(village.viewer().role == Role::coordinator);
    }
    SECTION("by changing what the county wrote") {
        const EntityId worker = village.office.import("worker", village.worker("social_worker"));
        REQUIRE(village.viewer().role == Role::social_worker);
        village.tablet.update(worker, {{"roles", "township_desk"}});
        CHECK(village.viewer().role == Role::social_worker);
    }
    SECTION("by taking itself away from a worker") {
        const EntityId worker = village.office.import("worker", village.worker("social_worker"));
        REQUIRE(village.viewer().role == Role::social_worker);
        village.tablet.update(worker, {{"tablets", ""}});
        CHECK(village.viewer().role == Role::social_worker);
    }
    SECTION("by writing itself among a worker's tablets") {
        const EntityId worker =
            village.office.import("worker", {{"full_name", "示例·乡镇"}, {"roles", "township_desk"}});
        village.office.give_to(village.tablet);
        village.tablet.update(worker, {{"tablets", village.tablet.vault().device().to_string()}});
        CHECK(village.viewer().role == Role::coordinator);
    }
}

TEST_CASE("Own role: one that shrinks while the tablet is open counts from then on, and what is open can be finished",
          "[journeys]") {
    Village village;
    const EntityId worker = village.office.import("worker", village.worker("coordinator"));
    REQUIRE(village.viewer().role == Role::coordinator);
    Workspace& workspace = village.tablet.workspace();
    CHECK_FALSE(workspace.read_viewer().value());  // nothing new
    const auto open = workspace.start("labour_entry", "zh");
    REQUIRE(open);

    village.office.update(worker, {{"roles", "volunteer"}});
    village.office.give_to(village.tablet);
    CHECK(workspace.viewer().role == Role::coordinator);
    CHECK(workspace.read_viewer().value());
    CHECK(workspace.viewer().role == Role::second_visitor);
    CHECK(workspace.start("labour_entry", "zh").error().code == ErrorCode::casework_role);
    CHECK(workspace.drafts().value().size() == 1);
    CHECK(workspace.resume(open->info().id).has_value());
    CHECK_FALSE(workspace.read_viewer().value());
}

TEST_CASE("Own role: whoever has no role any more only goes along, and is no coordinator", "[journeys]") {
    Village village;
    const EntityId worker = village.office.import("worker", village.worker("township_desk"));
    REQUIRE(village.viewer().role == Role::township_desk);
    SECTION("all were taken away") { village.office.update(worker, {{"roles", ""}}); }
    SECTION("what is left is none of the app") { village.office.update(worker, {{"roles", "volunteer"}}); }
    SECTION("his last day is over") {
        village.office.update(worker, {{"until", "2026-03-02"}});
        CHECK(village.viewer().role == Role::township_desk);
        village.tablet.clock.set_wall(at("2026-03-03T08:00"));
    }
    CHECK(village.viewer().role == Role::second_visitor);
    CHECK(village.tablet.workspace().viewer().worker == worker);
    CHECK(village.tablet.workspace().start("periodic_review", "zh").error().code == ErrorCode::casework_role);
}

TEST_CASE("Own role: a tablet that stands with two workers is a coordinator's", "[journeys]") {
    Village village;
    village.office.import("worker", village.worker("township_desk"));
    village.office.import("worker", village.worker("social_worker"));
    CHECK(village.viewer().role == Role::coordinator);
    CHECK_FALSE(village.tablet.workspace().viewer().worker.has_value());
}

TEST_CASE("Own role: what was done after a role had ended is named, and nothing of it is lost", "[journeys]") {
    Village village;
    const EntityId worker = village.office.import("worker", village.worker("coordinator"));
    village.viewer();
    const Home home = enter(village.tablet, {.members = {{.name = "示例·员", .more = {}}}, .more = {}});
    const auto attend = [&](const char* moment) {
        village.tablet.clock.set_wall(at(moment));
        return village.tablet
            .fill("labour_entry", {{"person_id", home.members[0]}},
                  {{"labour/attended", "no"}, {"labour/absence_reason", "孩子无人照看"}})
            .entry;
    };
    village.office.clock.set_wall(at("2026-03-05T08:00"));
    village.office.update(worker, {{"roles", "social_worker"}});  // the tablet is away and does not know
    const entry::EntryId before = attend("2026-03-04T08:00");
    const entry::EntryId soon = attend("2026-03-20T08:00");
    const entry::EntryId late = attend("2026-04-20T08:00");
    village.tablet.give_to(village.office);

    const auto found = acts_out_of_role(village.office.workspace().reading(), village.enrolment().county, 100);
    REQUIRE(found);
    REQUIRE(found->size() == 2);
    CHECK(found->at(0).act.entry == late);
    CHECK(found->at(0).verdict == RoleVerdict{Standing::set_aside, RoleReason::over});
    CHECK(found->at(1).act.entry == soon);
    CHECK(found->at(1).verdict == RoleVerdict{Standing::stands_noted, RoleReason::ended});
    CHECK(found->at(1).worker == worker);
    CHECK(village.office.all("labour_entry").size() == 3);
    CHECK(before != soon);
}

TEST_CASE("Own role: what was done before a tablet was handed on is judged by who held it then", "[journeys]") {
    Village village;
    const EntityId first = village.office.import("worker", village.worker("coordinator"));
    village.viewer();
    const Home home = enter(village.tablet, {.members = {{.name = "示例·员", .more = {}}}, .more = {}});
    const auto attend = [&](const char* moment) {
        village.tablet.clock.set_wall(at(moment));
        village.tablet.fill("labour_entry", {{"person_id", home.members[0]}},
                            {{"labour/attended", "no"}, {"labour/absence_reason", "孩子无人照看"}});
    };
    attend("2026-03-04T08:00");
    village.office.clock.set_wall(at("2026-03-05T08:00"));
    village.office.update(first, {{"tablets", ""}});
    const EntityId second = village.office.import("worker", village.worker("social_worker"));
    attend("2026-03-06T08:00");
    village.tablet.give_to(village.office);

    const auto found = acts_out_of_role(village.office.workspace().reading(), village.enrolment().county, 100);
    REQUIRE(found);
    REQUIRE(found->size() == 1);
    CHECK(found->at(0).worker == second);
    CHECK(found->at(0).act.written_at >= at("2026-03-06T08:00"));
    CHECK(found->at(0).verdict == RoleVerdict{Standing::set_aside, RoleReason::never});
}

TEST_CASE("Own role: what was done before the county named anybody is nobody's to judge", "[journeys]") {
    Village village;
    enter(village.tablet, {.members = {{.name = "示例·员", .more = {}}}, .more = {}});
    village.office.clock.set_wall(at("2026-03-05T08:00"));
    village.office.import("worker", village.worker("coordinator"));
    village.tablet.give_to(village.office);
    const auto found = acts_out_of_role(village.office.workspace().reading(), village.enrolment().county, 100);
    REQUIRE(found);
    CHECK(found->empty());
}
