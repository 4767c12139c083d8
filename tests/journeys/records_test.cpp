// SPDX-License-Identifier: Apache-2.0
//
// What was recorded, what this tablet wrote, what is to be done by a day, and what a family received.
#include "core/casework/read/deadlines.hpp"
#include "core/casework/read/plan.hpp"
#include "core/casework/read/records.hpp"
#include "core/casework/read/standards.hpp"
#include "tests/journeys/families.hpp"

using namespace daohu;
using namespace daohu::casework;
using namespace daohu::journeys;

namespace {

struct Desk {
    explicit Desk(const char* pack = "boshan-2021") : tablet{county(pack), "A", at("2026-03-02T08:00")} {
        home = enter(tablet, {.members = {{.name = "示例·石", .more = {}},
                                          {.name = "示例·梅", .relation = "1", .sex = "2", .more = {}}},
                              .more = {}});
    }

    EntityId discover(const std::string& urgency) {
        return tablet
            .fill("discovery", {},
                  {{"person/name", "示例·外"},
                   {"person/sex", "1"},
                   {"person/age", "40"},
                   {"person/living", "local"},
                   {"case/place", "第三组"},
                   {"case/hardship", "fire"},
                   {"case/safe_tonight", "no"},
                   {"case/urgency", urgency},
                   {"case/source", "neighbour"},
                   {"case/first_action", "goods_cash"}})
            .made("case");
    }

    EntityId give(EntityId found_case, const std::string& yuan) {
        tablet.clock.set_wall(at("2026-03-02T10:00"));
        return tablet
            .fill("first_aid", {{"case_id", found_case}, {"household_id", home.household}, {"township", kTownship}},
                  {{"aid/given_at", "2026-03-02T09:00:00.000+08:00"},
                   {"aid/place", "第三组"},
                   {"aid/recipients", home.members[0]},
                   {"aid/gave_cash", "yes"},
                   {"aid/cash", yuan},
                   {"aid/gave_goods", "no"},
                   {"aid/fund_source", "village"},
                   {"aid/use", "sudden"},
                   {"aid/village_delegated", "no"},
                   {"aid/witness_name", "示例·邻居"},
                   {"aid/no_signature", "refused"}})
            .made("first_aid");
    }

    std::vector<Deadline> due(std::int64_t days_ahead = 30) {
        auto made = deadlines(tablet.workspace().reading(), {.now = tablet.clock.wall_now(), .days_ahead = days_ahead});
        INFO((made ? std::string{} : made.error().describe()));
        REQUIRE(made);
        return std::move(*made);
    }

    std::vector<RecordLine> records(std::string dataset) {
        auto made = records_of(tablet.workspace().reading(), {.dataset = std::move(dataset)}, Viewer{});
        REQUIRE(made);
        return std::move(made->lines);
    }

    FieldTablet tablet;
    Home home;
};

std::size_t count_of(const std::vector<Deadline>& lines, DeadlineKind kind) {
    return static_cast<std::size_t>(std::ranges::count(lines, kind, &Deadline::kind));
}

}  // namespace

TEST_CASE("Deadlines: the document's clock runs until first aid was given, then the papers are due", "[journeys]") {
    Desk desk;
    const EntityId found = desk.discover("day");
    const std::vector<Deadline> before = desk.due();
    REQUIRE(count_of(before, DeadlineKind::first_aid) == 1);
    CHECK(before.front().record == found);
    CHECK(before.front().moment == at("2026-03-03T08:00"));
    CHECK(before.front().state == DueState::due);
    CHECK_FALSE(before.front().rule->citations.empty());

    desk.tablet.clock.set_wall(at("2026-03-03T08:01"));
    CHECK(desk.due().front().state == DueState::overdue);

    desk.give(found, "300");
    const std::vector<Deadline> after = desk.due();
    CHECK(count_of(after, DeadlineKind::first_aid) == 0);
    REQUIRE(count_of(after, DeadlineKind::papers) == 1);
    const auto papers = std::ranges::find(after, DeadlineKind::papers, &Deadline::kind);
    CHECK(papers->household == desk.home.household);
    CHECK_FALSE(papers->day.has_value());
    CHECK(papers->state == DueState::unknown);
    desk.tablet.update(papers->record, {{"done_on", "2026-03-04"}});
    CHECK(count_of(desk.due(), DeadlineKind::papers) == 0);
}

TEST_CASE("Deadlines: a county whose document counts no hours has no clock", "[journeys]") {
    Desk desk{"lushan-2021"};
    desk.discover("day");
    CHECK(count_of(desk.due(), DeadlineKind::first_aid) == 0);
}

TEST_CASE("Deadlines: names to be checked, answers of bodies and plans stand in the order of their days",
          "[journeys]") {
    Desk desk;
    desk.tablet.import("task", {{"person_name", "示例·甲"}, {"due", "2026-03-09"}});
    desk.tablet.import("task", {{"person_name", "示例·乙"}, {"due", "2026-03-01"}, {"result", "moved"}});
    desk.tablet.import("referral", {{"household", desk.home.household}, {"due", "2026-03-01"}, {"state", "sent"}});
    desk.tablet.import("dossier_item", {{"household", desk.home.household}, {"due", "2026-03-20"}, {"state", "doing"}});
    desk.tablet.import("dossier_item",
                       {{"household", desk.home.household}, {"due", "2026-06-20"}, {"state", "planned"}});
    desk.tablet.import("follow_up", {{"household", desk.home.household}, {"kind", "next_stage"}});
    const std::vector<Deadline> lines = desk.due();
    std::vector<DeadlineKind> kinds;
    for (const Deadline& line : lines) {
        kinds.push_back(line.kind);
    }
    CHECK(kinds == std::vector<DeadlineKind>{DeadlineKind::referral, DeadlineKind::county_task,
                                             DeadlineKind::hardship_plan, DeadlineKind::next_stage});
    CHECK(lines[0].state == DueState::overdue);
    CHECK(lines[1].state == DueState::due);
    CHECK(lines[3].state == DueState::unknown);
}

TEST_CASE("Deadlines: what belongs to a secret case is in nobody's list", "[journeys]") {
    Desk desk;
    const EntityId found = desk.discover("day");
    desk.give(found, "300");
    REQUIRE_FALSE(desk.due().empty());
    REQUIRE(desk.records("first_aid").size() == 1);
    desk.tablet.update(found, {{"safety_mode", "yes"}});
    CHECK(desk.due().empty());
    CHECK(desk.records("first_aid").empty());
    CHECK(desk.records("case").empty());
}

TEST_CASE("Records: what is hidden neither counts nor takes the place of what is shown", "[journeys]") {
    Desk desk;
    const auto page = [&](std::size_t limit, std::optional<registry::RowPosition> after = {}) {
        auto made = records_of(desk.tablet.workspace().reading(),
                               {.dataset = "first_aid", .after = std::move(after), .limit = limit}, Viewer{});
        REQUIRE(made);
        return std::move(*made);
    };
    const EntityId open_case = desk.discover("day");
    const EntityId secret_case = desk.discover("day");
    std::vector<EntityId> shown;
    for (const EntityId of : {open_case, secret_case, open_case, secret_case, secret_case}) {
        desk.tablet.clock.advance(std::chrono::hours{1});
        const EntityId aid = desk.tablet.import("first_aid", {{"case", of}, {"place", "第三组"}});
        if (of == open_case) {
            shown.push_back(aid);
        }
    }
    desk.tablet.update(secret_case, {{"safety_mode", "yes"}});
    const RecordPage both = page(2);
    CHECK(both.lines.size() == 2);
    CHECK_FALSE(both.next);
    const RecordPage newest = page(1);
    REQUIRE(newest.lines.size() == 1);
    CHECK(newest.lines[0].id == shown[1]);
    REQUIRE(newest.next);
    const RecordPage rest = page(1, newest.next);
    REQUIRE(rest.lines.size() == 1);
    CHECK(rest.lines[0].id == shown[0]);
    CHECK_FALSE(rest.next);
}

TEST_CASE("Records: a ledger of one kind has the newest first, with whom it is about", "[journeys]") {
    Desk desk;
    desk.tablet.clock.advance(std::chrono::hours{1});
    desk.tablet.import("housing",
                       {{"household", desk.home.household}, {"checked_on", "2026-03-02"}, {"tenure", "own"}});
    desk.tablet.clock.advance(std::chrono::hours{1});
    const EntityId later = desk.tablet.import("housing", {{"household", desk.home.household}, {"tenure", "borrowed"}});
    const std::vector<RecordLine> lines = desk.records("housing");
    REQUIRE(lines.size() >= 2);
    CHECK(lines[0].id == later);
    CHECK(lines[0].title == "borrowed");
    CHECK(lines[0].name == "示例·石");
    CHECK(lines[0].household == desk.home.household);
    CHECK(lines[0].confirmed == Confirmed::own);
    desk.tablet.note_sync();
    CHECK(desk.records("housing")[0].confirmed == Confirmed::county);

    const auto first =
        records_of(desk.tablet.workspace().reading(), {.dataset = "housing", .after = {}, .limit = 1}, Viewer{});
    REQUIRE(first);
    REQUIRE(first->next.has_value());
    const auto second = records_of(desk.tablet.workspace().reading(),
                                   {.dataset = "housing", .after = first->next, .limit = 1}, Viewer{});
    REQUIRE(second);
    CHECK(second->lines.at(0).id == lines[1].id);
    CHECK(desk.records("no_such_ledger").empty());
}

TEST_CASE("Own acts: are what this tablet wrote, by their form, and not what others wrote", "[journeys]") {
    Desk desk;
    desk.tablet.clock.advance(std::chrono::hours{1});
    desk.discover("day");
    FieldTablet other{county("boshan-2021"), "B", at("2026-03-02T12:00")};
    desk.tablet.give_to(other);
    CHECK(own_acts(other.workspace().reading(), 10)->empty());

    const auto acts = own_acts(desk.tablet.workspace().reading(), 10);
    REQUIRE(acts);
    REQUIRE(acts->size() == 2);
    CHECK(acts->at(0).form == "discovery");
    CHECK(acts->at(1).form == "household_baseline");
    CHECK(acts->at(0).confirmed == Confirmed::own);
    CHECK(own_acts(desk.tablet.workspace().reading(), 1)->size() == 1);
    CHECK(own_acts(desk.tablet.workspace().reading(), 10, PublicKey{})->empty());
    desk.tablet.note_sync();
    CHECK(own_acts(desk.tablet.workspace().reading(), 10)->at(0).confirmed == Confirmed::county);
}

TEST_CASE("Own acts: a discovery that became a secret is not shown", "[journeys]") {
    Desk desk;
    const EntityId found = desk.discover("day");
    desk.tablet.update(found, {{"safety_mode", "yes"}});
    const auto acts = own_acts(desk.tablet.workspace().reading(), 10);
    REQUIRE(acts);
    REQUIRE(acts->size() == 1);
    CHECK(acts->at(0).form == "household_baseline");
}

TEST_CASE("Aid history: is unknown before a sync, and what several received is nobody's share", "[journeys]") {
    Desk desk;
    const EntityId household = desk.home.household;
    const EntityId father = desk.home.members[0];
    desk.give(desk.discover("day"), "300");
    const auto history = [&] {
        auto made = aid_history(desk.tablet.workspace().reading(), household, day("2026-03-02"));
        REQUIRE(made);
        return std::move(*made);
    };
    CHECK_FALSE(history().is_complete);
    CHECK_FALSE(history().total().has_value());
    desk.tablet.note_sync();
    CHECK(history().total() == Fen{30'000});
    CHECK(history().total_of(father) == Fen{30'000});
    CHECK(history().total_of(desk.home.members[1]) == Fen{});

    const EntityId joint = desk.tablet.import("aid_held", {{"household", household},
                                                           {"programme", "medical"},
                                                           {"amount", "500.00"},
                                                           {"given_on", "2026-02-01"},
                                                           {"beneficiaries", father}});
    desk.tablet.note_sync();
    CHECK(history().total() == Fen{80'000});
    CHECK(history().total("medical") == Fen{50'000});
    CHECK(history().total_of(father) == Fen{80'000});
    desk.tablet.update(joint, {{"beneficiaries", desk.home.members[1]}});
    desk.tablet.note_sync();
    CHECK(history().total() == Fen{80'000});
    CHECK_FALSE(history().total_of(father).has_value());
    CHECK(history().total_of(father, "temp_aid") == Fen{30'000});
}

TEST_CASE("Plan: what falls due is in the order of the way, where visits say where a family lives", "[journeys]") {
    FieldTablet tablet{county("songpan-2021"), "A", at("2025-03-10T08:00")};
    const auto family = [&](const char* name, const char* place) {
        const Home home =
            enter(tablet, {.members = {{.name = name, .more = monthly_aid(1, "dibao", "2024-06-01")}}, .more = {}});
        review(tablet, home, "2025-03-12", {});
        tablet.import("visit", {{"household", home.household},
                                {"started_at", "2025-03-12T09:00:00.000+08:00"},
                                {"nobody_home", "no"},
                                {"place", place}});
        return home.household;
    };
    const EntityId far = family("示例·远", "32.700 103.600 0 10");
    const EntityId near = family("示例·近", "32.641 103.601 0 10");
    tablet.clock.set_wall(at("2026-03-02T07:00"));
    const auto plan =
        plan_of_day(tablet.workspace().reading(), {.now = tablet.clock.wall_now(), .here = GeoPoint{32.640, 103.600}});
    REQUIRE(plan);
    REQUIRE(plan->stops.size() == 2);
    CHECK(plan->stops[0].household == near);
    CHECK(plan->stops[1].household == far);
    REQUIRE(plan->stops[0].metres.has_value());
    CHECK(*plan->stops[0].metres > 100);
    CHECK(*plan->stops[0].metres < 200);
    const auto there =
        plan_of_day(tablet.workspace().reading(), {.now = tablet.clock.wall_now(), .here = GeoPoint{32.701, 103.600}});
    REQUIRE(there);
    CHECK(there->stops[0].household == far);
}

TEST_CASE("Distance: a place is read as forms spell it, and nothing else is one", "[journeys]") {
    CHECK(point_in("32.5 103.5 0 12").has_value());
    CHECK(point_in("32.5 103.5").has_value());
    for (const char* const text : {"", "32.5", "95 103.5", "32.5 190", "a b", "nan nan"}) {
        CAPTURE(text);
        CHECK_FALSE(point_in(text).has_value());
    }
    CHECK(metres_between({0, 0}, {0, 0}) == 0);
    CHECK(metres_between({0, 0}, {1, 0}) == 111'195);
}

TEST_CASE("Standards: each figure is shown with its document, and an old one as perhaps out of date", "[journeys]") {
    const policy::Standards& standards = county("songpan-2021").standards;
    const auto lines = standard_lines(standards, kVillage, day("2026-03-02"));
    REQUIRE(lines.size() == 4);
    for (const StandardLine& line : lines) {
        CHECK_FALSE(line.row.document.empty());
        CHECK_FALSE(line.may_be_out_of_date);
    }
    for (const StandardLine& line : standard_lines(standards, kVillage, day("2027-06-02"))) {
        CHECK(line.may_be_out_of_date);
    }
    CHECK(standard_lines(standards, kVillage, day("2025-12-31")).empty());
}
