// SPDX-License-Identifier: Apache-2.0
//
// The tablets that journeys are played on: they have to do what a tablet does before anything is proved with them.
#include "tests/journeys/field.hpp"

using namespace daohu;
using namespace daohu::journeys;

namespace {

// A first visit to a woman who lives alone.
const Steps kBaseline{
    {"declaration/relation_with_family", "none"},
    {"home/village_group", "第三组"},
    {"home/settlement", "rural"},
    {"home/hukou_kind", "local_rural"},
    unknown("home/contact_phone"),
    {"member[1]/full_name", "示例·甲"},
    {"member[1]/relation", "0"},
    {"member[1]/sex", "2"},
    {"member[1]/birth_date", "1985-09-02"},
    {"member[1]/id_kind", "none"},
    {"member[1]/id_missing", "lost"},
    {"member[1]/living_together", "yes"},
    {"member[1]/work_state", "farming"},
    {"member[1]/labour_ability", "able"},
    {"member[1]/health/insured", "basic"},
    {"member[1]/health/inpatient_now", "no"},
    {"member[1]/health/care_refused", "no"},
    {"member[1]/ability/has_disability", "no"},
    {"house/tenure", "own"},
    {"house/danger_signs", "none_seen"},
    {"house/unsafe_tonight", "no"},
    {"visit/met", "yes"},
    {"visit/notice_method", "read_aloud"},
    {"visit/no_signature", "refused"},
    {"visit/signature_visitor", "signature.png"},
};

}  // namespace

TEST_CASE("Field: a form filled in becomes an entry, and what was said stands in the registers", "[journeys]") {
    FieldTablet tablet{county("songpan-2021"), "A", at("2026-03-02T06:50")};
    const Filled family = tablet.fill("household_baseline", {{"division", kVillage}}, kBaseline);
    const registry::Entity household = tablet.entity(family.made("household"));
    CHECK(household.text("village_group") == "第三组");
    CHECK(household.text("policy_pack") == "songpan-2021");
    CHECK(household.reference("head") == family.made("person"));
    CHECK(tablet.entity(family.made("person")).reference("lives_in") == household.id);
    CHECK(tablet.workspace().drafts()->empty());
}

TEST_CASE("Field: a form opened for a family shows the family, and nobody else's rows", "[journeys]") {
    FieldTablet tablet{county("songpan-2021"), "A", at("2026-03-02T06:50")};
    const EntityId first = tablet.fill("household_baseline", {{"division", kVillage}}, kBaseline).made("household");
    tablet.fill("household_baseline", {{"division", kVillage}}, kBaseline);
    const Filled again = tablet.fill("household_baseline", {{"household_id", first}},
                                     {{"declaration/relation_with_family", "none"},
                                      {"member[1]/health/inpatient_now", "no"},
                                      {"member[1]/health/care_refused", "no"},
                                      {"member[1]/ability/has_disability", "no"},
                                      {"home/village_group", "第四组"},
                                      {"house/danger_signs", "none_seen"},
                                      {"house/unsafe_tonight", "no"},
                                      {"visit/met", "no"},
                                      {"visit/signature_visitor", "signature.png"}});
    CHECK(again.count_made("person") == 0);
    CHECK(tablet.all("person").size() == 2);
    CHECK(tablet.entity(first).text("village_group") == "第四组");
    CHECK(tablet.entity(first).reference("head").has_value());
}

TEST_CASE("Field: what one tablet wrote another has after an exchange, and twice is once", "[journeys]") {
    FieldTablet one{county("boshan-2021"), "A", at("2026-03-02T08:00")};
    FieldTablet other{county("boshan-2021"), "B", at("2026-03-02T08:00")};
    const EntityId household = one.fill("household_baseline", {{"division", kVillage}}, kBaseline).made("household");
    one.give_to(other);
    one.give_to(other);
    CHECK(other.entity(household).text("village_group") == "第三组");
    CHECK(other.all("household").size() == 1);
    other.update(household, {{"contact_phone", "13800000002"}});
    other.give_to(one);
    CHECK(one.entity(household).text("contact_phone") == "13800000002");
}

TEST_CASE("Field: a form that lacks an answer names it and is not finished", "[journeys]") {
    FieldTablet tablet{county("boshan-2021"), "A", at("2026-03-02T08:00")};
    Steps steps = kBaseline;
    std::erase_if(steps, [](const Step& step) { return step.path == "house/tenure"; });
    CHECK(tablet.problems_of("household_baseline", {{"division", kVillage}}, steps) ==
          std::vector<std::string>{"/data/house/tenure: required"});
    CHECK(tablet.all("household").empty());
}
