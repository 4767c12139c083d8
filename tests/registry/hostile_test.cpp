// SPDX-License-Identifier: Apache-2.0
//
// Entries that are well signed and badly made: each is kept, says what is wrong with it, and harms nothing else.

#include "tests/registry/store_fixture.hpp"

using namespace daohu;
using namespace daohu::registry;
using namespace daohu::test;
using journal::test::Tablet;

namespace {

const EntityId kPerson = entity_numbered(10);
const EntityId kOther = entity_numbered(11);
const EntityId kThird = entity_numbered(12);

std::vector<entry::DraftOperation> new_person(std::string_view name) {
    return {operation(OperationCode::create, "person", {set_to("full_name", words(name))})};
}

std::vector<entry::DraftOperation> same_as(EntityId other) {
    return {operation(OperationCode::same_as, "person", {set_to("other", entry::reference_to(other))})};
}

}  // namespace

TEST_CASE("Hostile entries: a section that cannot be read is kept and says so, the rest counts", "[registry]") {
    Tablet tablet;
    Device device{7};
    OpenStore store{tablet};
    const entry::SignedEntry created = device.write(kPerson, new_person("示例·甲"));
    const entry::SignedEntry malformed = device.write_bytes(kPerson, Bytes{0xFF, 0x00, 0x13}, 3);
    const entry::SignedEntry after = device.write(kOther, new_person("示例·乙"));

    CHECK(store.receive({created, malformed, after}).added == 3);

    CHECK(malformed.section(0).error().code != ErrorCode::entry_section_withheld);
    CHECK(store.entity(kPerson).has_malformed_sections);
    CHECK(store.entity(kPerson).text("full_name") == "示例·甲");
    CHECK_FALSE(store.entity(kOther).has_malformed_sections);
    CHECK(store.journal.reader().find(malformed.id())->front().entry.encode() == malformed.encode());

    REQUIRE(store.registry->rebuild());
    CHECK(store.entity(kPerson).has_malformed_sections);
}

TEST_CASE("Hostile entries: same_as in a circle and with itself makes one entity and ends", "[registry]") {
    Tablet tablet;
    Device device{7};
    OpenStore store{tablet};
    store.receive({device.write(kPerson, new_person("示例·甲")), device.write(kOther, new_person("示例·乙")),
                   device.write(kPerson, same_as(kOther)), device.write(kOther, same_as(kThird)),
                   device.write(kThird, same_as(kPerson)), device.write(kThird, same_as(kThird))});
    for (const EntityId id : {kPerson, kOther, kThird}) {
        CHECK(store.entity(id).id == kPerson);
        CHECK(store.entity(id).members == std::vector{kPerson, kOther, kThird});
    }
    CHECK(store.entity(kPerson).find("full_name")->agreement == Agreement::conflict);
}

TEST_CASE("Hostile entries: naming a write to come hides nothing until it comes, and then only that", "[registry]") {
    Tablet tablet;
    Device device{7};
    Device victim{8};
    OpenStore store{tablet};
    const entry::SignedEntry created = victim.write(kPerson, new_person("示例·甲"));
    WriteId to_come = write_of(created, "full_name");
    to_come.entry.sequence += 1;
    store.receive({created, device.write(kPerson, {operation(OperationCode::update, "person",
                                                             {set_to("full_name", words("示例·丙"), {to_come})})})});
    CHECK(store.entity(kPerson).find("full_name")->siblings.size() == 2);

    // The county, which knows what each device can have seen, calls such an edge blind; without its verdict it counts.
    store.receive({victim.write(kPerson, new_person("示例·乙"))});
    const Entity person = store.entity(kPerson);
    CHECK(person.find("full_name")->siblings.size() == 2);
    CHECK(store.search("甲") == std::vector{kPerson});
    CHECK(store.reader.history(kPerson)->size() == 5);
}

TEST_CASE("Hostile entries: the largest entry there may be is folded", "[registry]") {
    Tablet tablet;
    Device device{7};
    OpenStore store{tablet};
    std::vector<entry::DraftAssignment> assignments;
    constexpr int kMany = 4000;
    for (int i = 0; i < kMany; ++i) {
        assignments.push_back(set_to("unknown_" + std::to_string(i), std::int64_t{i}));
    }
    store.receive({device.write(kPerson, {operation(OperationCode::update, "person", std::move(assignments))})});
    CHECK(store.entity(kPerson).registers.size() == kMany);
}

TEST_CASE("Hostile entries: a section that arrives later completes its subject", "[registry]") {
    Tablet tablet;
    Device device{7};
    OpenStore store{tablet};
    const entry::SignedEntry whole = device.write(kPerson, new_person("示例·甲"));
    entry::SignedEntry withheld = whole;
    withheld.remove_section(0, entry::Absence::withheld);
    store.receive({withheld});
    CHECK(store.entity(kPerson).has_absent_sections);
    CHECK(store.search("甲").empty());

    CHECK(store.receive({whole}).completed == 1);
    CHECK_FALSE(store.entity(kPerson).has_absent_sections);
    CHECK(store.search("甲") == std::vector{kPerson});
}
