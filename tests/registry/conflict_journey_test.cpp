// SPDX-License-Identifier: Apache-2.0
//
// Two coordinators, one household, both offline from the same state; the table of the conflict journey row by row.

#include "tests/registry/memory_fold.hpp"

using namespace daohu;
using namespace daohu::registry;
using namespace daohu::test;

namespace {

const EntityId kHousehold = entity_numbered(1);
const EntityId kAunt = entity_numbered(2);
const EntityId kVegetables = entity_numbered(3);

constexpr std::int64_t kFenAYuan = 100;

// What both tablets hold at eight o'clock, what each writes, and the folds of all of it.
struct Journey {
    Device a{1};
    Device b{2};
    std::vector<entry::SignedEntry> common;
    std::vector<entry::SignedEntry> by_a;
    std::vector<entry::SignedEntry> by_b;

    Journey() {
        common.push_back(a.write(
            kHousehold, {operation(OperationCode::create, "household",
                                   {set_to("contact_phone", words("13800000001")), set_to("unsafe_tonight", false)}),
                         operation(OperationCode::add, "household", {set_to("photos", words("p3"))})}));
        common.push_back(a.write(kVegetables, {operation(OperationCode::create, "income",
                                                         {set_to("household", entry::reference_to(kHousehold)),
                                                          set_to("amount", std::int64_t{300 * kFenAYuan}),
                                                          set_to("evidence", words("family"))})}));
        common.push_back(
            a.write(kAunt, {operation(OperationCode::create, "person",
                                      {set_to("lives_in", entry::reference_to(kHousehold)),
                                       set_to("living_together", words("yes")), set_to("illness", words("none"))})}));
        write_on_a();
        write_on_b();
    }

    [[nodiscard]] WriteId shown(std::size_t entry, std::string_view property) const {
        return write_of(common[entry], property);
    }

    void write_on_a() {
        a.set_time(morning(10));
        by_a.push_back(a.write(kHousehold,
                               {operation(OperationCode::update, "household",
                                          {set_to("contact_phone", words("13800000002"), {shown(0, "contact_phone")})}),
                                operation(OperationCode::remove, "household", {}, {shown(0, "photos")})}));
        by_a.push_back(
            a.write(kVegetables, {operation(OperationCode::update, "income",
                                            {set_to("amount", std::int64_t{500 * kFenAYuan}, {shown(1, "amount")}),
                                             set_to("evidence", words("slip"), {shown(1, "evidence")})})}));
        by_a.push_back(
            a.write(kAunt, {operation(OperationCode::update, "person",
                                      {set_to("living_together", words("no"), {shown(2, "living_together")})}),
                            operation(OperationCode::close, "person", {set_to("reason", words("moved 2026-02-25"))},
                                      {WriteId{common[2].id(), 0}})}));
        by_a.push_back(
            a.write(kHousehold, {operation(OperationCode::record, "visit", {set_to("/visit/met", words("V-A"))})}));
    }

    void write_on_b() {
        b.set_time(morning(40));
        by_b.push_back(
            b.write(kHousehold, {operation(OperationCode::update, "household",
                                           {set_to("contact_phone", words("13800000003"), {shown(0, "contact_phone")}),
                                            set_to("unsafe_tonight", true, {shown(0, "unsafe_tonight")})}),
                                 operation(OperationCode::attach, "household",
                                           {set_to("photos", words("p3 with a note"), {shown(0, "photos")})})}));
        by_b.push_back(b.write(kAunt, {operation(OperationCode::update, "person",
                                                 {set_to("illness", words("diabetes"), {shown(2, "illness")})})}));
        by_b.push_back(
            b.write(kHousehold, {operation(OperationCode::record, "visit", {set_to("/visit/met", words("V-B"))})}));
    }

    // Each tablet its own first, then the other's, once more where the connection broke.
    void on_a(MemoryFold& fold) const {
        for (const auto* part : {&common, &by_a, &by_b, &by_b}) {
            fold.apply_all(*part);
        }
    }
    void on_b(MemoryFold& fold) const {
        for (const auto* part : {&common, &by_b, &by_a}) {
            fold.apply_all(*part);
        }
    }
};

}  // namespace

TEST_CASE(
    "Two coordinators, one household: everything both wrote is there on both tablets, and only the phone is disputed",
    "[registry]") {
    const Journey journey;
    MemoryFold on_a;
    MemoryFold on_b;
    journey.on_a(on_a);
    journey.on_b(on_b);
    CHECK(on_a.stream_hash(stream_numbered(1)) == on_b.stream_hash(stream_numbered(1)));

    for (MemoryFold* fold : {&on_a, &on_b}) {
        const Entity household = fold->entity(kHousehold);
        CHECK(household.conflicts() == std::vector<std::string>{"contact_phone"});
        const Register& phone = *household.find("contact_phone");
        REQUIRE(phone.siblings.size() == 2);
        CHECK(phone.siblings[0].value == words("13800000003"));
        CHECK(phone.siblings[0].by.entry.device == journey.b.id());
        CHECK(phone.siblings[1].value == words("13800000002"));
        CHECK(phone.siblings[1].by.entry.device == journey.a.id());
        REQUIRE(phone.common_base.size() == 1);
        CHECK(phone.common_base.front().value == words("13800000001"));

        // The urgent flag is not held up by the conflict.
        CHECK(*household.displayed("unsafe_tonight") == entry::Value{true});
        CHECK(household.find("unsafe_tonight")->agreement == Agreement::single);

        const Entity vegetables = fold->entity(kVegetables);
        CHECK(vegetables.number("amount") == 500 * kFenAYuan);
        CHECK(vegetables.text("evidence") == "slip");
        CHECK(vegetables.conflicts().empty());

        const Entity aunt = fold->entity(kAunt);
        CHECK(aunt.text("living_together") == "no");
        CHECK(aunt.status == EntityStatus::closed);
        CHECK(aunt.text("illness") == "diabetes");
        CHECK(aunt.edited_while_closing == std::set<std::string>{"illness"});

        CHECK(household.records.size() == 2);
        CHECK(household.records[0].state == RecordState::standing);
        CHECK(household.records[1].state == RecordState::standing);

        // Editing beats deleting: the photo stays, with the deletion as a proposal.
        REQUIRE(household.sets.at("photos").size() == 1);
        CHECK(household.sets.at("photos").front().added.value == words("p3 with a note"));
        CHECK(household.sets.at("photos").front().removal_proposed_by.size() == 1);
    }
}

TEST_CASE("Two coordinators, one household: both visits still carry their authors' signatures", "[registry]") {
    const Journey journey;
    for (const entry::SignedEntry* visit : {&journey.by_a.back(), &journey.by_b.back()}) {
        const Bytes message = entry::author_message(visit->hash());
        CHECK(verify(visit->header().author_key, message, visit->author_signature()));
    }
}

TEST_CASE("Two coordinators make the same new family offline: merged, it keeps both visits under one id",
          "[registry]") {
    Device a{1};
    Device b{2};
    const EntityId of_a = entity_numbered(30);
    const EntityId of_b = entity_numbered(31);
    const auto family = [](Device& device, EntityId id) {
        return device.write(id,
                            {operation(OperationCode::create, "household", {set_to("village_group", words("北坡组"))}),
                             operation(OperationCode::record, "visit", {set_to("/visit/met", words("yes"))})});
    };
    MemoryFold fold;
    fold.apply_all({family(a, of_a), family(b, of_b),
                    a.write(of_b, {operation(OperationCode::same_as, "household",
                                             {set_to("other", entry::reference_to(of_a))})})});
    const Entity merged = fold.entity(of_b);
    CHECK(merged.id == of_a);
    CHECK(merged.records.size() == 2);
    CHECK(merged.conflicts().empty());
    CHECK(merged.find("village_group")->agreement == Agreement::agreed);
}
