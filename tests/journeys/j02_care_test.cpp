// SPDX-License-Identifier: Apache-2.0
//
// J2: a routine visit to somebody in extreme poverty who needs care, and what being related means.
#include "core/casework/facts/household_facts.hpp"
#include "core/casework/read/dossier.hpp"
#include "tests/journeys/cells.hpp"
#include "tests/journeys/families.hpp"

#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>

using namespace daohu;
using namespace daohu::casework;
using namespace daohu::journeys;

namespace {

constexpr const char* kMonday = "2026-03-02";

Home enter_old_pine(FieldTablet& tablet, const std::string& settlement) {
    Relative pine{.name = "示例·老松",
                  .birth_date = "1948-05-20",
                  .work_state = "unable",
                  .labour_ability = "none",
                  .more = monthly_aid(1, "tekun", "2020-01-01")};
    pine.more.push_back({"lost_self_care", "yes"});
    return enter(tablet, {.settlement = settlement, .members = {pine}, .more = {}});
}

const std::vector<std::string> kSixItems{"eat", "dress", "bed", "toilet", "walk", "bathe"};

// The first `alone` of the six items without help.
void record_care(FieldTablet& tablet, const Home& home, std::size_t alone, const Steps& more = {}) {
    Steps steps;
    for (std::size_t i = 0; i < kSixItems.size(); ++i) {
        steps.push_back({"care/" + kSixItems[i], i < alone ? "alone" : i + 1 == kSixItems.size() ? "cannot" : "help"});
    }
    if (alone < kSixItems.size()) {
        for (const Step& step : Steps{{"care/carer_name", "示例·侄女"},
                                      {"care/carer_relation", "8"},
                                      {"care/carer_paid", "yes"},
                                      {"care/carer_agreement", "no"}}) {
            steps.push_back(step);
        }
    }
    steps.insert(steps.end(), more.begin(), more.end());
    tablet.fill("care_record", {{"household_id", home.household}, {"person_id", home.members[0]}}, steps);
}

void check(FieldTablet& tablet, const Home& home, std::string_view facts) {
    const auto assessed =
        assess_household(tablet.workspace().reading(),
                         {.subject = home.household, .on = day(kMonday), .discovery = {}, .persons = {}, .basis = {}});
    INFO((assessed ? std::string{} : assessed.error().describe()));
    REQUIRE(assessed);
    CHECK(assessed->assessment.faults.empty());
    check_cells(facts, kMonday, tablet.county().pack, assessed->assessment.outcomes,
                {{"m1", home.members[0].to_string()}});
}

Steps related_visit(const Home& home) {
    return {{"declaration/relation_with_family", "near_relative"},
            {"declaration/kin", "8"},
            {"visit/met_whom", home.members[0]},
            {"news/since_last", "nothing"},
            {"home/safe_tonight", "yes"},
            {"signing/no_signature", "thumb"},
            {"signing/signed_by", "示例·邻居"},
            {"closing/signature_visitor", "signature.png"}};
}

}  // namespace

TEST_CASE("J2: five of six items not alone: full care, at the rate of each county's document", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    FieldTablet tablet{county(pack), "A", at("2026-03-02T09:00")};
    const Home home = enter_old_pine(tablet, "rural");
    record_care(tablet, home, 1);
    CHECK(tablet.entity(tablet.all("selfcare").at(0)).text("suggested_grade") == "full");
    check(tablet, home, "j02_old_pine");

    // Paid for, and no agreement seen: it stands in the dossier for whoever looks.
    const auto dossier = dossier_of(tablet.workspace().reading(), home.household, {});
    REQUIRE(dossier);
    const auto sheets = dossier->of("selfcare");
    REQUIRE(sheets.size() == 1);
    const auto agreement = std::ranges::find(sheets[0]->values, "carer_agreement", &DossierValue::property);
    REQUIRE(agreement != sheets[0]->values.end());
    CHECK(agreement->value == entry::Value{std::string{"no"}});
    CHECK(agreement->author == tablet.vault().author_key().public_key());
    CHECK(agreement->written_at == at("2026-03-02T09:00"));
    CHECK(agreement->confirmed == Confirmed::own);
    tablet.note_sync();
    const auto later = dossier_of(tablet.workspace().reading(), home.household, {});
    REQUIRE(later);
    CHECK(later->of("selfcare")[0]->values[0].confirmed == Confirmed::county);
    CHECK(later->data_as_of == at("2026-03-02T09:00"));
}

TEST_CASE("J2: three items with help, none, and a professional's grade each have their floor", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    FieldTablet tablet{county(pack), "A", at("2026-03-02T09:00")};
    const Home three = enter_old_pine(tablet, "rural");
    record_care(tablet, three, 3);
    check(tablet, three, "j02_three_of_six");
    const Home none = enter_old_pine(tablet, "rural");
    record_care(tablet, none, 6);
    check(tablet, none, "j02_all_alone");
    const Home assessed = enter_old_pine(tablet, "rural");
    record_care(
        tablet, assessed, 1,
        {{"care/assessor", "professional"}, {"care/assessor_name", "示例·医师"}, {"care/confirmed_grade", "semi"}});
    check(tablet, assessed, "j02_assessed");
    const Home urban = enter_old_pine(tablet, "urban");
    record_care(tablet, urban, 1);
    check(tablet, urban, "j02_urban");
}

TEST_CASE("J2: a relative of the family files it and comes with a second person only where the text says so",
          "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    FieldTablet tablet{county(pack), "A", at("2026-03-02T09:00")};
    const Home home = enter_old_pine(tablet, "rural");
    const EntityId second = tablet.import("worker", {{"full_name", "示例·乙"}});
    const std::vector<std::string> problems =
        tablet.problems_of("routine_visit", {{"household_id", home.household}}, related_visit(home));
    const bool is_asked = std::ranges::count(problems, "/data/visit/second_visitor: required") == 1;
    CHECK(is_asked == (pack == "linfen-2015"));
    Steps steps = related_visit(home);
    steps.push_back({"visit/second_visitor", second});
    tablet.fill("routine_visit", {{"household_id", home.household}}, steps);
    check(tablet, home, "j02_relative");
}
