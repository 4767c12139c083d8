// SPDX-License-Identifier: Apache-2.0
//
// J9: two coordinators, one household. Boshan's service point, tablets A and B, both from the same version of 示例·秋家.
#include "core/casework/act/settlement.hpp"
#include "core/registry/duplicates.hpp"
#include "tests/journeys/field.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::journeys;

namespace {

constexpr const char* kPack = "boshan-2021";

// What a visit with the household's form answers in any case.
Steps baseline(const std::string& phone, const std::string& unsafe, std::initializer_list<int> members) {
    Steps steps{
        {"declaration/relation_with_family", "none"}, {"home/village_group", "一组"},   {"home/settlement", "rural"},
        {"home/hukou_kind", "local_rural"},           {"home/contact_phone", phone},    {"house/tenure", "own"},
        {"house/danger_signs", "none_seen"},          {"house/unsafe_tonight", unsafe}, {"visit/met", "no"},
        {"visit/signature_visitor", "signature.png"}};
    for (const int number : members) {
        const std::string member = "member[" + std::to_string(number) + "]/";
        steps.emplace_back(member + "health/inpatient_now", "no");
        steps.emplace_back(member + "health/care_refused", "no");
        steps.emplace_back(member + "ability/has_disability", "no");
    }
    return steps;
}

Steps operator+(Steps left, const Steps& right) {
    std::ranges::copy(right, std::back_inserter(left));
    return left;
}

Steps member(int number, const char* name, const char* relation) {
    const std::string path = "member[" + std::to_string(number) + "]/";
    return {{path + "full_name", name},          {path + "relation", relation},    {path + "sex", "2"},
            {path + "birth_date", "1985-09-02"}, {path + "id_kind", "none"},       {path + "id_missing", "lost"},
            {path + "living_together", "yes"},   {path + "work_state", "farming"}, {path + "labour_ability", "able"},
            {path + "health/insured", "basic"}};
}

// The household as both tablets knew it in the morning.
struct Autumn {
    Autumn()
        : a{county(kPack), "A", at("2026-03-01T07:00")}, b{county(kPack), "B", at("2026-03-02T07:00")},
          server{county(kPack),
                 "server",
                 at("2026-03-02T07:00"),
                 {.viewer = {.role = casework::Role::township_desk, .worker = {}}}} {
        const Filled first = a.fill("household_baseline", {{"division", kVillage}},
                                    member(1, "示例·秋", "0") +
                                        Steps{{"member[1]/income[1]/income_kind", "farm"},
                                              {"member[1]/income[1]/income_amount", "300"},
                                              {"member[1]/income[1]/income_period", "month"},
                                              {"member[1]/income[1]/stability", "stable"},
                                              {"member[1]/income[1]/income_evidence", "family"}} +
                                        baseline("13800000001", "no", {1}));
        household = first.made("household");
        vegetables = first.made("income");
        aunt = a.fill("household_baseline", {{"household_id", household}},
                      member(2, "示例·秋姑", "8") + baseline("13800000001", "no", {1, 2}))
                   .made("person");
        a.give_to(b);
        a.give_to(server);
        a.clock.set_wall(at("2026-03-02T07:00"));
    }

    FieldTablet a;
    FieldTablet b;
    FieldTablet server;
    EntityId household;
    EntityId aunt;
    EntityId vegetables;
};

// A visit in which nothing changed, signed.
Steps visit() {
    return {{"declaration/relation_with_family", "none"},
            {"visit/met", "no"},
            {"closing/signature_visitor", "signature.png"}};
}

std::vector<std::string> values_of(const registry::Register& values) {
    std::vector<std::string> texts;
    for (const registry::Sibling& sibling : values.siblings) {
        texts.push_back(std::get<std::string>(sibling.value));
    }
    std::ranges::sort(texts);
    return texts;
}

casework::Decision decision(casework::Role role, std::string reason) {
    return {.role = role,
            .reason = std::move(reason),
            .scope = FieldTablet::village_stream(),
            .clock = {},
            .sealed_to = {}};
}

}  // namespace

TEST_CASE("J9: only the telephone is a conflict, and everything else is what somebody changed",
          "[journeys][conflict]") {
    Autumn family;
    const Prefills opened_for{{"household_id", family.household}};
    family.a.clock.set_wall(at("2026-03-02T09:10"));
    family.a.fill("household_baseline", opened_for,
                  Steps{{"member[1]/income[1]/income_amount", "500"},
                        {"member[1]/income[1]/income_evidence", "slip"},
                        remove_row("member[2]", "moved")} +
                      baseline("13800000002", "no", {1}));
    family.b.clock.set_wall(at("2026-03-02T09:40"));
    family.b.fill("household_baseline", opened_for, baseline("13800000003", "yes", {1, 2}));
    family.b.update(family.aunt, {{"illness", "糖尿病"}});

    family.b.give_to(family.server);  // 10:00
    const registry::Entity at_ten = family.server.entity(family.household);
    CHECK(at_ten.text("contact_phone") == "13800000003");
    CHECK(at_ten.conflicts().empty());

    family.a.give_to(family.server);  // 12:30
    family.server.give_to(family.a);
    family.server.give_to(family.b);
    for (FieldTablet* tablet : {&family.a, &family.b, &family.server}) {
        const registry::Entity household = tablet->entity(family.household);
        CHECK(household.conflicts() == std::vector<std::string>{"contact_phone"});
        const registry::Register& phone = *household.find("contact_phone");
        CHECK(values_of(phone) == std::vector<std::string>{"13800000002", "13800000003"});
        REQUIRE(phone.common_base.size() == 1);
        CHECK(phone.common_base[0].value == entry::Value{std::string{"13800000001"}});
        CHECK(*household.displayed("unsafe_tonight") == entry::Value{true});  // never held up by the conflict
        const registry::Entity income = tablet->entity(family.vegetables);
        CHECK(income.number("amount") == 50'000);
        CHECK(income.text("evidence") == "slip");
        const registry::Entity aunt = tablet->entity(family.aunt);
        CHECK(aunt.status == registry::EntityStatus::closed);
        CHECK(aunt.text("illness") == "糖尿病");
        CHECK(aunt.edited_while_closing.contains("illness"));
    }

    SECTION("the township settles it with a reason, and both operations stay in the history") {
        const registry::Entity disputed = family.server.entity(family.household);
        const auto settled = casework::settle_conflict(disputed, "contact_phone", std::string{"13800000003"},
                                                       decision(casework::Role::township_desk, "打电话核实"));
        REQUIRE(settled);
        family.server.save(*settled);
        family.server.give_to(family.a);
        const registry::Entity after = family.a.entity(family.household);
        CHECK(after.conflicts().empty());
        CHECK(after.text("contact_phone") == "13800000003");
        const auto history = family.a.workspace().reading().registry.history(family.household);
        REQUIRE(history);
        const auto phones = std::ranges::count_if(
            *history, [](const registry::HistoryItem& item) { return item.property == "contact_phone"; });
        CHECK(phones == 4);  // the morning's, both tablets', the settlement
        CHECK(std::ranges::any_of(*history, [](const registry::HistoryItem& item) {
            return item.value == entry::Value{std::string{"打电话核实"}} || item.dataset == "settlement";
        }));
    }
    SECTION("nobody settles it without a reason, or in a role that does not include it") {
        const registry::Entity disputed = family.a.entity(family.household);
        CHECK(casework::settle_conflict(disputed, "contact_phone", std::string{"1"},
                                        decision(casework::Role::township_desk, ""))
                  .error()
                  .code == ErrorCode::invalid_argument);
        CHECK(casework::settle_conflict(disputed, "contact_phone", std::string{"1"},
                                        decision(casework::Role::second_visitor, "?"))
                  .error()
                  .code == ErrorCode::casework_role);
        CHECK(casework::settle_conflict(disputed, "village_group", std::string{"1"},
                                        decision(casework::Role::township_desk, "?"))
                  .error()
                  .code == ErrorCode::not_found);
    }
}

TEST_CASE("J9: both visits stand unchanged, and their signatures still verify", "[journeys][conflict]") {
    Autumn family;
    family.a.clock.set_wall(at("2026-03-02T09:10"));
    const Filled va = family.a.fill("routine_visit", {{"household_id", family.household}}, visit());
    family.b.clock.set_wall(at("2026-03-02T09:40"));
    const Filled vb = family.b.fill("routine_visit", {{"household_id", family.household}}, visit());
    const entry::SignedEntry before = family.a.entry_of(va.entry);
    family.b.give_to(family.server);
    family.a.give_to(family.server);
    family.a.give_to(family.server);  // the same batch again after a broken connection: exactly one copy
    const entry::SignedEntry after = family.server.entry_of(va.entry);
    CHECK(after.encode() == before.encode());
    CHECK(after.verify(family.a.vault().device_key().public_key()));
    CHECK(family.server.entry_of(vb.entry).verify(family.b.vault().device_key().public_key()));
    CHECK(family.server.all("visit").size() == 4);  // with the two of the day before
}

TEST_CASE("J9: a photograph deleted here and described there stays, with a proposal to delete it",
          "[journeys][conflict]") {
    Autumn family;
    family.server.update(family.household, {{"photos", "p3"}});
    family.server.give_to(family.a);
    family.server.give_to(family.b);
    const registry::Entity known = family.a.entity(family.household);
    const entry::WriteId p3 = known.sets.at("photos").at(0).added.write;
    const auto about = [&](entry::DraftOperation operation) {
        entry::EntryDraft draft;
        draft.scope = FieldTablet::village_stream();
        draft.sections = {{family.household, {std::move(operation)}, {}}};
        return draft;
    };
    family.a.save(about({entry::OperationCode::remove, "household", {}, {p3}}));
    family.b.save(about({entry::OperationCode::attach, "household", {{"photos", Bytes{'p', '3', '+'}, {p3}}}, {}}));
    family.a.give_to(family.server);
    family.b.give_to(family.server);
    const registry::Entity after = family.server.entity(family.household);
    REQUIRE(after.sets.at("photos").size() == 1);
    CHECK(after.sets.at("photos")[0].removal_proposed_by.size() == 1);
}

TEST_CASE("J9: the same new family twice is proposed as one, and merging keeps both histories",
          "[journeys][conflict]") {
    FieldTablet a{county(kPack), "A", at("2026-03-02T08:00")};
    FieldTablet b{county(kPack), "B", at("2026-03-02T08:00")};
    FieldTablet desk{county(kPack),
                     "desk",
                     at("2026-03-02T12:00"),
                     {.viewer = {.role = casework::Role::township_desk, .worker = {}}}};
    const auto family = [](FieldTablet& tablet, const char* phone) {
        const EntityId household = tablet.import("household", {{"village_group", "一组"}, {"contact_phone", phone}});
        tablet.import("person", {{"full_name", "示例·新"},
                                 {"id_number", "999999198302140039"},
                                 {"birth_date", "1983-02-14"},
                                 {"lives_in", household}});
        tablet.fill("routine_visit", {{"household_id", household}}, visit());
        return household;
    };
    const EntityId of_a = family(a, "13800000002");
    const EntityId of_b = family(b, "13800000003");
    a.give_to(desk);
    b.give_to(desk);

    const registry::PersonSketch sketch{
        .name = "示例·新", .id_number = "999999198302140039", .phone = {}, .birth_date = {}};
    const auto likely = registry::likely_persons(desk.workspace().reading().registry, sketch);
    REQUIRE(likely);
    CHECK(likely->size() == 2);
    CHECK(std::ranges::all_of(*likely, [](const registry::LikelyPerson& person) {
        return person.likeness.contains(registry::Likeness::same_id_number);
    }));

    const auto merged =
        casework::merge(desk.entity(of_a), desk.entity(of_b), decision(casework::Role::township_desk, "同一户"));
    REQUIRE(merged);
    desk.save(*merged);
    desk.give_to(a);
    desk.give_to(b);
    b.give_to(a);
    a.give_to(b);
    for (FieldTablet* tablet : {&a, &b, &desk}) {
        const registry::Entity one = tablet->entity(of_b);
        CHECK(one.members.size() == 2);
        CHECK(one.id == std::min(of_a, of_b));
        CHECK(tablet->entity(of_a).id == one.id);
        CHECK(one.conflicts() == std::vector<std::string>{"contact_phone"});
        CHECK(tablet->all("visit").size() == 2);
        CHECK(tablet->all("household").size() == 1);
    }
    SECTION("taking it back gives each its own telephone again") {
        const registry::Entity one = desk.entity(of_a);
        const auto history = desk.workspace().reading().registry.history(of_a);
        REQUIRE(history);
        const auto parted = casework::part(one, *history, decision(casework::Role::township_desk, "认错了"));
        REQUIRE(parted);
        desk.save(*parted);
        CHECK(desk.entity(of_a).text("contact_phone") == "13800000002");
        CHECK(desk.entity(of_b).text("contact_phone") == "13800000003");
        CHECK(desk.entity(of_a).conflicts().empty());
    }
    SECTION("a coordinator proposes, the township merges") {
        CHECK(
            casework::merge(a.entity(of_a), a.entity(of_b), decision(casework::Role::coordinator, "?")).error().code ==
            ErrorCode::casework_role);
    }
}
