// SPDX-License-Identifier: Apache-2.0
#include "tests/registry/memory_fold.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::registry;
using namespace daohu::test;

namespace {

const EntityId kSmall = entity_numbered(1);
const EntityId kMiddle = entity_numbered(2);
const EntityId kLarge = entity_numbered(3);

entry::SignedEntry create(Device& device, EntityId person, std::string_view phone) {
    return device.write(person, {operation(OperationCode::create, "person", {set_to("phone", words(phone))})});
}

entry::SignedEntry same_as(Device& device, EntityId subject, EntityId other) {
    return device.write(subject, {operation(OperationCode::same_as, "person",
                                            {set_to(std::string{entry::kOtherEntity}, entry::reference_to(other))})});
}

entry::SignedEntry not_same_as(Device& device, EntityId subject, const entry::SignedEntry& same) {
    return device.write(subject, {operation(OperationCode::not_same_as, "person", {}, {WriteId{same.id(), 0}})});
}

}  // namespace

TEST_CASE("Merge: two that are one take the smaller id and their differences become a conflict", "[registry]") {
    Device a{1};
    Device b{2};
    MemoryFold fold;
    fold.apply_all({create(a, kLarge, "13800000001"), create(b, kSmall, "13800000002"), same_as(a, kLarge, kSmall)});
    for (const EntityId either : {kSmall, kLarge}) {
        const Entity person = fold.entity(either);
        CHECK(person.id == kSmall);
        CHECK(person.members == std::vector{kSmall, kLarge});
        CHECK(person.find("phone")->siblings.size() == 2);
        CHECK(person.conflicts() == std::vector<std::string>{"phone"});
    }
    CHECK(fold.sink().entities().size() == 1);
}

TEST_CASE("Merge: said from both sides at once, and in a circle, it is still one", "[registry]") {
    Device a{1};
    Device b{2};
    MemoryFold fold;
    fold.apply_all({same_as(a, kSmall, kMiddle), same_as(b, kMiddle, kSmall), same_as(a, kMiddle, kLarge),
                    same_as(b, kLarge, kSmall), same_as(a, kSmall, kSmall), create(a, kMiddle, "13800000001")});
    CHECK(fold.entity(kLarge).members == std::vector{kSmall, kMiddle, kLarge});
    CHECK(fold.entity(kLarge).id == kSmall);
    CHECK(fold.sink().entities().size() == 1);
}

TEST_CASE("Merge: undoing it gives each its own values back, whatever was decided in between", "[registry]") {
    Device a{1};
    Device b{2};
    const entry::SignedEntry merged = same_as(a, kLarge, kSmall);
    MemoryFold fold;
    fold.apply_all({create(a, kLarge, "13800000001"), create(b, kSmall, "13800000002"), merged});
    const Register phone = fold.property(kSmall, "phone");
    const entry::SignedEntry settled = a.write(
        kSmall,
        {operation(OperationCode::update, "person", {set_to("phone", words("13800000003"), phone.all_writes())})});
    fold.apply(settled);
    CHECK(fold.property(kSmall, "phone").agreement == Agreement::single);

    fold.apply(not_same_as(b, kSmall, merged));
    CHECK(fold.entity(kLarge).members == std::vector{kLarge});
    CHECK(fold.entity(kLarge).text("phone") == "13800000001");
    CHECK(fold.entity(kSmall).text("phone") == "13800000003");
    CHECK(fold.entity(kSmall).conflicts().empty());
    CHECK(fold.sink().entities().size() == 2);
}

TEST_CASE("Merge: a retraction that arrives first still retracts", "[registry]") {
    Device a{1};
    const entry::SignedEntry merged = same_as(a, kLarge, kSmall);
    const entry::SignedEntry undone = not_same_as(a, kLarge, merged);
    MemoryFold fold;
    fold.apply_all({undone, create(a, kLarge, "13800000001"), merged});
    CHECK(fold.entity(kLarge).members == std::vector{kLarge});
}

TEST_CASE("Merge: who says it again meanwhile keeps it", "[registry]") {
    Device a{1};
    Device b{2};
    const entry::SignedEntry first = same_as(a, kLarge, kSmall);
    const entry::SignedEntry again = same_as(b, kLarge, kSmall);
    MemoryFold fold;
    fold.apply_all({first, not_same_as(a, kLarge, first), again});
    CHECK(fold.entity(kLarge).members == std::vector{kSmall, kLarge});
    fold.apply(not_same_as(a, kLarge, again));
    CHECK(fold.entity(kLarge).members == std::vector{kLarge});
}

TEST_CASE("Merge: taking the middle out of a chain leaves two", "[registry]") {
    Device a{1};
    const entry::SignedEntry left = same_as(a, kSmall, kMiddle);
    const entry::SignedEntry right = same_as(a, kMiddle, kLarge);
    MemoryFold fold;
    fold.apply_all({left, right, create(a, kSmall, "1"), create(a, kMiddle, "2"), create(a, kLarge, "3")});
    CHECK(fold.entity(kLarge).members.size() == 3);
    fold.apply(not_same_as(a, kMiddle, left));
    CHECK(fold.entity(kSmall).members == std::vector{kSmall});
    CHECK(fold.entity(kLarge).members == std::vector{kMiddle, kLarge});
    CHECK(fold.entity(kLarge).id == kMiddle);
    CHECK(fold.sink().entities().size() == 2);
}

TEST_CASE("Merge: erasing what said it parts them, and what comes back joins them again", "[registry]") {
    Device a{1};
    const entry::SignedEntry merged = same_as(a, kLarge, kSmall);
    MemoryFold fold;
    fold.apply_all({create(a, kLarge, "13800000001"), create(a, kSmall, "13800000002"), merged});
    entry::SignedEntry without = merged;
    SECTION("withheld") { without.remove_section(0, entry::Absence::withheld); }
    SECTION("dropped") { without.remove_section(0, entry::Absence::dropped); }
    fold.reapply(without);
    CHECK(fold.entity(kLarge).members == std::vector{kLarge});
    CHECK(fold.entity(kSmall).members == std::vector{kSmall});
    CHECK(fold.entity(kLarge).text("phone") == "13800000001");
    CHECK(fold.sink().entities().size() == 2);
    fold.reapply(merged);
    CHECK(fold.entity(kLarge).members == std::vector{kSmall, kLarge});
    CHECK(fold.sink().entities().size() == 1);
}
