// SPDX-License-Identifier: Apache-2.0
//
// J10: the notice board. Seven persons of a list, posted on 2026-03-05: an orphan of nine, a person in safety mode, one
// with an illness in the source; an objection comes in without a name.
#include "core/casework/act/notice.hpp"
#include "core/casework/act/secrecy.hpp"
#include "tests/journeys/canary.hpp"
#include "tests/journeys/cells.hpp"
#include "tests/journeys/field.hpp"
#include "tests/journeys/office.hpp"

#include <algorithm>
#include <set>

using namespace daohu;
using namespace daohu::journeys;
using casework::NoticeCandidate;
using policy::YesNo;

namespace {

constexpr const char* kIllness = "示例重病·腊梅";
constexpr const char* kHidden = "示例·石蒜";

struct Board {
    explicit Board(FieldTablet& tablet) {
        household = tablet.import("household", {{"village_group", "二组"}, {"address", "二组 14 号"}});
        for (int i = 0; i < 7; ++i) {
            const std::string name = i == 2 ? kHidden : "示例·公示" + std::to_string(i);
            persons.push_back(tablet.import("person", {{"full_name", name},
                                                       {"birth_date", i == 1 ? "2017-01-11" : "1970-01-01"},
                                                       {"phone", "1380000010" + std::to_string(i)},
                                                       {"lives_in", household}}));
        }
        tablet.update(persons[3], {{"illness", kIllness}});
    }

    // As the township knows them.
    [[nodiscard]] std::vector<NoticeCandidate> candidates(FieldTablet& tablet) const {
        std::vector<NoticeCandidate> list;
        for (std::size_t i = 0; i < persons.size(); ++i) {
            list.push_back({.person = persons[i],
                            .name = std::string{tablet.entity(persons[i]).text("full_name").value()},
                            .village_group = "二组",
                            .address = "二组 14 号",
                            .programme = "dibao",
                            .amount = Fen{40'000},
                            .is_child = i == 1 ? YesNo::yes : YesNo::no,
                            .safety_mode = i == 2 ? YesNo::yes : YesNo::no});
        }
        return list;
    }

    EntityId household;
    std::vector<EntityId> persons;
};

Steps posting(const std::vector<casework::NoticeLine>& lines) {
    Steps steps{{"notice/kind", "current_list"},
                {"notice/place", "dibao_board"},
                {"notice/complaint_phone", "12345"},
                {"notice/photo", "board.jpg"}};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string row = "row[" + std::to_string(i + 1) + "]/";
        steps.emplace_back(row + "row_person", lines[i].person);
        steps.emplace_back(row + "category", lines[i].category);
        steps.emplace_back(row + "amount", lines[i].amount->to_yuan());
    }
    return steps;
}

}  // namespace

TEST_CASE("J10: five rows are printed, with whitelisted columns and a coarse address", "[journeys][notice]") {
    const County& rules = county("songpan-2021");
    const policy::Pack& pack = *rules.packs.find("songpan-2021", day("2026-03-05"));
    FieldTablet tablet{rules, "A", at("2026-03-05T09:00")};
    const Board board{tablet};
    const casework::NoticePlan plan = casework::plan_notice(board.candidates(tablet), pack, day("2026-03-05"));
    REQUIRE(plan.printed.size() == 5);
    CHECK(plan.withheld.size() == 1);
    CHECK(plan.withheld[0].person == board.persons[1]);
    CHECK_FALSE(plan.until);
    CHECK(plan.columns ==
          std::vector<std::string>{"policies", "name", "address", "category", "amount", "complaint_phone"});
    for (const casework::NoticeLine& line : plan.printed) {
        CHECK(line.address == "二组");
        CHECK(line.category == "dibao");
        CHECK(line.person != board.persons[2]);
    }

    const Filled posted = tablet.fill("notice_posting", {}, posting(plan.printed));
    CHECK(posted.count_made("notice_row") == 5);
    const registry::Entity notice = tablet.entity(posted.made("notice"));
    CHECK_FALSE(notice.text("until"));
    const std::set<std::string> allowed{"notice", "person", "shown_name", "address_coarse", "category", "amount"};
    for (const registry::Entity& row : tablet.entities("notice_row")) {
        for (const auto& [property, values] : row.registers) {
            CAPTURE(property);
            CHECK(allowed.contains(property));
        }
        CHECK(row.text("address_coarse") == "二组");
        CHECK(row.text("category") == "dibao");
        CHECK(row.reference("person") != board.persons[2]);
    }
    // Neither the illness nor the person in hiding is in what was posted.
    const Bytes bytes = tablet.entry_of(posted.entry).encode();
    for (const char* canary : {kIllness, kHidden}) {
        CHECK(std::ranges::search(bytes, as_bytes(std::string_view{canary})).empty());
    }

    SECTION("taking it down is recorded with a picture of the board") {
        tablet.clock.advance(std::chrono::hours{24 * 7});
        const Prefills opened_for{{"notice_id", posted.made("notice")}};
        CHECK(tablet.problems_of("notice_taking_down", opened_for, {}) ==
              std::vector<std::string>{"/data/removal/taken_down_photo: required"});
        tablet.fill("notice_taking_down", opened_for, {{"removal/taken_down_photo", "empty.jpg"}});
        const registry::Entity after = tablet.entity(posted.made("notice"));
        CHECK(after.text("taken_down_on") == "2026-03-12");
        CHECK(after.displayed("taken_down_photo") != nullptr);
    }
}

TEST_CASE("J10: a child's row cannot be posted by hand, and nobody can write down that somebody is in hiding",
          "[journeys][notice]") {
    FieldTablet tablet{county("songpan-2021"), "A", at("2026-03-05T09:00")};
    const Board board{tablet};
    Steps steps =
        posting({{.person = board.persons[1], .name = {}, .address = {}, .category = "dibao", .amount = Fen{100}}});
    const auto problems = tablet.problems_of("notice_posting", {}, steps);
    CHECK(std::ranges::count(problems, "/data/row[1]/withheld: required") == 1);
    steps = {{"notice/kind", "current_list"}, {"row[1]/row_person", board.persons[0]}, {"row[1]/withheld", "safety"}};
    const auto written = tablet.problems_of("notice_posting", {}, steps);
    CHECK(std::ranges::count(written, "/data/row[1]/withheld: constraint") == 1);
}

TEST_CASE("J10: the other counties state no columns: nothing is printed until the county gives a template",
          "[journeys][notice]") {
    for (const char* id : {"lushan-2021", "boshan-2021", "linfen-2015", "fuliang-2021"}) {
        CAPTURE(id);
        const County& rules = county(id);
        const policy::Pack& pack = *rules.packs.find(id, day("2026-03-05"));
        FieldTablet tablet{rules, "A", at("2026-03-05T09:00")};
        const Board board{tablet};
        const casework::NoticePlan plan = casework::plan_notice(board.candidates(tablet), pack, day("2026-03-05"));
        CHECK_FALSE(plan.is_stated);
        CHECK(plan.columns.empty());
        CHECK(plan.printed.empty());
    }
}

TEST_CASE("J10: an anonymous objection goes to the township, and never to the coordinator it concerns",
          "[journeys][notice][safety]") {
    const char* const words = "示例异议·凌霄";
    Office office;
    const auto enrolment = [&](casework::Role role) {
        return Enrolment{.viewer = {.role = role, .worker = {}}, .trust = office.trust()};
    };
    const County& rules = county("songpan-2021");
    FieldTablet concerned{rules, "concerned", at("2026-03-06T09:00"), enrolment(casework::Role::coordinator)};
    FieldTablet colleague{rules, "colleague", at("2026-03-06T09:00"), enrolment(casework::Role::coordinator)};
    FieldTablet township{rules, "desk", at("2026-03-06T09:00"), enrolment(casework::Role::township_desk)};
    office.publish("complaints", 1, {{township, {}}}, township);
    const Board board{concerned};
    const policy::Pack& pack = *rules.packs.find("songpan-2021", day("2026-03-05"));
    const auto plan = casework::plan_notice(board.candidates(concerned), pack, day("2026-03-05"));
    const EntityId notice = concerned.fill("notice_posting", {}, posting(plan.printed)).made("notice");
    concerned.give_to(colleague);
    township.give_to(colleague);
    township.give_to(concerned);

    const Filled objection = colleague.fill("notice_objection", {{"notice_id", notice}},
                                            {{"objection/anonymous", "yes"}, {"objection/what", words}});
    const Filled complaint = colleague.fill("complaint", {},
                                            {{"complaint/kind", "wrong"},
                                             {"complaint/what", words},
                                             {"complaint/anonymous", "yes"},
                                             {"complaint/source", "other"},
                                             {"complaint/route", "township"}});
    colleague.give_to(concerned);
    colleague.give_to(township);
    CHECK(places_with(concerned, words).empty());
    CHECK(places_with(colleague, words).empty());
    const auto sealed = township.workspace().sealed();
    REQUIRE(sealed);
    const registry::Entity* read = (*sealed)->find(objection.made("objection"));
    REQUIRE(read != nullptr);
    CHECK(read->text("text") == words);
    CHECK(read->reference("notice") == notice);
    const registry::Entity* routed = (*sealed)->find(complaint.made("complaint"));
    REQUIRE(routed != nullptr);
    CHECK(routed->text("kind") == "wrong");
    CHECK(routed->text("route") == "township");
}
