// SPDX-License-Identifier: Apache-2.0
#include "core/registry/duplicates.hpp"

#include "tests/registry/store_fixture.hpp"

using namespace daohu;
using namespace daohu::registry;
using namespace daohu::test;
using journal::test::Tablet;

namespace {

const EntityId kHome = entity_numbered(40);
const EntityId kFather = entity_numbered(41);
const EntityId kMother = entity_numbered(42);

void write_family(OpenStore& store) {
    store.save(kFather, {operation(OperationCode::create, "person",
                                   {set_to("full_name", words("示桂华")), set_to("birth_date", words("1983-02-14")),
                                    set_to("id_number", words("999999198302140039")),
                                    set_to("lives_in", entry::reference_to(kHome))})});
    store.save(kMother, {operation(OperationCode::create, "person",
                                   {set_to("full_name", words("示例·梅")), set_to("phone", words("13800000042")),
                                    set_to("lives_in", entry::reference_to(kHome))})});
}

std::vector<LikelyPerson> like(OpenStore& store, const PersonSketch& sketch) {
    const auto found = likely_persons(store.reader, sketch);
    INFO((found ? std::string{} : found.error().describe()));
    REQUIRE(found);
    return *found;
}

}  // namespace

TEST_CASE("Duplicates: the same name, number or telephone is proposed with what is alike", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    write_family(store);

    const std::vector<LikelyPerson> by_name = like(store, {"示桂华", "", "", "1983"});
    REQUIRE(by_name.size() == 1);
    CHECK(by_name.front().person == kFather);
    CHECK(by_name.front().household == kHome);
    CHECK(by_name.front().likeness == std::set{Likeness::same_name});
    CHECK_FALSE(by_name.front().birth_date_differs);

    const std::vector<LikelyPerson> by_number = like(store, {"示某", "999999198302140039", "", ""});
    REQUIRE(by_number.size() == 1);
    CHECK(by_number.front().likeness == std::set{Likeness::same_id_number});

    const std::vector<LikelyPerson> by_phone = like(store, {"", "", "13800000042", ""});
    REQUIRE(by_phone.size() == 1);
    CHECK(by_phone.front().person == kMother);
    CHECK(like(store, {"无名", "", "13900000000", ""}).empty());
    CHECK(like(store, {}).empty());
}

TEST_CASE("Duplicates: a name written with other characters of the same sound is proposed", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    write_family(store);
    const std::vector<LikelyPerson> found = like(store, {"史贵花", "", "", "1990-01-01"});
    REQUIRE(found.size() == 1);
    CHECK(found.front().person == kFather);
    CHECK(found.front().likeness == std::set{Likeness::sounds_alike});
    CHECK(found.front().birth_date_differs);
}

TEST_CASE("Duplicates: a family is proposed once, with everybody who is like somebody in it", "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    write_family(store);
    const std::vector<PersonSketch> members{{"示桂华", "", "", ""}, {"示例·梅", "", "", ""}, {"示例·新", "", "", ""}};
    const auto families = likely_families(store.reader, members);
    REQUIRE(families);
    REQUIRE(families->size() == 1);
    CHECK(families->front().household == kHome);
    CHECK(families->front().members.size() == 2);
    CHECK(likely_families(store.reader, std::vector<PersonSketch>{{"示例·无", "", "", ""}})->empty());
}

TEST_CASE("Duplicates: among more people of one name than are proposed, whoever was born that day comes first",
          "[registry]") {
    Tablet tablet;
    OpenStore store{tablet};
    constexpr int kPeople = 60;
    const auto person = [](int number) { return entity_numbered(static_cast<std::uint8_t>(100 + number)); };
    for (int i = 0; i < kPeople; ++i) {
        const std::string born = "19" + std::to_string(30 + i) + "-02-14";
        store.save(person(i), {operation(OperationCode::create, "person",
                                         {set_to("full_name", words("示桂华")), set_to("birth_date", words(born))})});
    }
    for (const int wanted : {0, kPeople / 2, kPeople - 1}) {
        for (const char* name : {"示桂华", "史贵花"}) {
            const auto found = like(store, {name, "", "", "19" + std::to_string(30 + wanted) + "-02-14"});
            REQUIRE(found.size() == kMaxProposals);
            CHECK(found.front().person == person(wanted));
        }
    }
}
