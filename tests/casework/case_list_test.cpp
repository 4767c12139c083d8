// SPDX-License-Identifier: Apache-2.0
#include "core/casework/case_list.hpp"

#include "core/casework/case_projector.hpp"
#include "core/casework/read/plan_rows.hpp"
#include "tests/registry/store_fixture.hpp"

using namespace daohu;
using namespace daohu::casework;
using daohu::entry::OperationCode;
using daohu::test::entity_numbered;
using daohu::test::operation;
using daohu::test::set_to;
using daohu::test::words;

namespace {

struct Cases {
    CaseProjector by_time;
    PersonCaseProjector by_person;
    OpenCaseProjector open;
    std::array<const registry::Projector*, 3> projectors{&by_time, &by_person, &open};
    journal::test::Tablet tablet;
    test::OpenStore store{tablet, projectors};
    vault::Database reading = tablet.open_database();
    std::optional<CaseList> list;

    Cases() { list.emplace(CaseList::open(reading, test::asset_schemas(), tablet.device).value()); }

    void add_person(std::uint8_t number, std::string_view name) {
        store.save(entity_numbered(number),
                   {operation(OperationCode::create, "person", {set_to("full_name", words(name))})});
    }
    void add_case(std::uint8_t number, std::uint8_t person) {
        tablet.clock.advance(std::chrono::minutes{5});
        store.save(entity_numbered(number),
                   {operation(OperationCode::create, "case",
                              {set_to("person", entry::reference_to(entity_numbered(person)))})});
    }
    std::vector<EntityId> search(std::string_view typed, std::size_t limit = 50) {
        std::vector<EntityId> ids;
        const auto lines = list->search(typed, limit);
        INFO((lines ? std::string{} : lines.error().describe()));
        REQUIRE(lines);
        for (const CaseLine& line : *lines) {
            ids.push_back(line.id);
        }
        return ids;
    }
};

}  // namespace

TEST_CASE("Case list: a person's cases are found by the person's name, the newest first", "[casework]") {
    Cases cases;
    cases.add_person(1, "示例·甲");
    cases.add_person(2, "示例·乙");
    cases.add_case(11, 1);
    cases.add_case(12, 2);
    cases.add_case(13, 1);
    CHECK(cases.search("甲") == std::vector{entity_numbered(13), entity_numbered(11)});
    CHECK(cases.search("shili") == std::vector{entity_numbered(13), entity_numbered(12), entity_numbered(11)});
    CHECK(cases.search("sl", 2) == std::vector{entity_numbered(13), entity_numbered(12)});
    CHECK(cases.search("丙").empty());
    CHECK(cases.search("").empty());
    CHECK(cases.list->search("乙", 50)->front().person_name == "示例·乙");
}

TEST_CASE("Case list: a case of somebody who turned out to be another is found under both names", "[casework]") {
    Cases cases;
    cases.add_person(1, "示例·甲");
    cases.add_person(2, "示例·乙");
    cases.add_case(11, 1);
    cases.add_case(12, 2);
    cases.store.save(entity_numbered(2), {operation(OperationCode::same_as, "person",
                                                    {set_to("other", entry::reference_to(entity_numbered(1)))})});
    for (const char* name : {"甲", "乙"}) {
        CHECK(cases.search(name) == std::vector{entity_numbered(12), entity_numbered(11)});
    }
}

TEST_CASE("Case list: an old danger to life is not pushed out by what came later", "[casework]") {
    Cases cases;
    cases.add_person(1, "示例·甲");
    for (std::uint8_t number = 11; number <= 14; ++number) {
        cases.add_case(number, 1);
    }
    const auto say = [&](std::uint8_t number, const std::string& property, std::string_view code) {
        cases.store.save(entity_numbered(number),
                         {operation(OperationCode::update, "case", {set_to(property, words(code))})});
    };
    say(11, "urgency", "life_danger");
    say(12, "state", "closed");
    say(13, "urgency", "day");
    say(14, "state", "rejected");
    const auto lines = cases.list->unsettled();
    REQUIRE(lines);
    REQUIRE(lines->size() == 2);
    CHECK(lines->front().id == entity_numbered(11));
    CHECK(lines->back().id == entity_numbered(13));
}

TEST_CASE("Case list: a case in safety mode is in no list, and no name finds it", "[casework]") {
    Cases cases;
    cases.add_person(1, "示例·甲");
    cases.add_case(11, 1);
    cases.add_case(12, 1);
    cases.store.save(entity_numbered(12),
                     {operation(OperationCode::update, "case", {set_to("safety_mode", words("yes"))})});
    CHECK(cases.search("甲") == std::vector{entity_numbered(11)});
    const auto newest = cases.list->newest(50);
    REQUIRE(newest);
    REQUIRE(newest->size() == 1);
    CHECK(newest->front().id == entity_numbered(11));
}
