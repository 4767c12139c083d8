// SPDX-License-Identifier: Apache-2.0
//
// Cells of J5, J6 and J8 whose facts are all told by forms: what a hospital and a college cost, an income above the
// standard, a first start-up, and a son who applies alone.
#include "core/casework/facts/household_facts.hpp"
#include "tests/journeys/cells.hpp"
#include "tests/journeys/families.hpp"

#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>

using namespace daohu;
using namespace daohu::journeys;

namespace {

constexpr const char* kMonday = "2026-03-02";

policy::Outcomes outcomes_of(FieldTablet& tablet, const casework::FactsQuestion& question) {
    auto assessed = casework::assess_household(tablet.workspace().reading(), question);
    INFO((assessed ? std::string{} : assessed.error().describe()));
    REQUIRE(assessed);
    CHECK(assessed->assessment.faults.empty());
    return std::move(assessed->assessment.outcomes);
}

policy::Outcomes outcomes_of(FieldTablet& tablet, const Home& home) {
    return outcomes_of(tablet,
                       {.subject = home.household, .on = day(kMonday), .discovery = {}, .persons = {}, .basis = {}});
}

// Father in hospital, son in college.
struct Liang {
    Liang(const std::string& pack, const std::string& programme)
        : tablet{county(pack), "A", at("2026-03-02T08:00")}, home{enter(tablet, family(programme))} {
        the_case = tablet
                       .fill("discovery", {{"household_id", home.household}, {"known_person", home.members[0]}},
                             {{"case/place", "第三组"},
                              {"case/hardship", "medical_cost education_cost"},
                              {"case/safe_tonight", "yes"},
                              {"case/urgency", "week"},
                              {"case/source", "self_kin"}})
                       .made("case");
        tablet.note_sync();
    }

    static Family family(const std::string& programme) {
        const Steps bill{{"expense[1]/expense_kind", "medical"},
                         {"expense[1]/total", "86400.00"},
                         {"expense[1]/reimbursed", "61000.00"},
                         {"expense[1]/in_scope", "18000.00"},
                         {"expense[1]/inpatient", "yes"}};
        const Steps fees{
            {"expense[1]/expense_kind", "education"}, {"expense[1]/total", "12000.00"}, {"expense[1]/reimbursed", "0"}};
        return {.members = {{.name = "示例·梁父",
                             .birth_date = "1979-01-15",
                             .more = joined({bill, monthly_aid(1, programme, "2025-01-01")})},
                            {.name = "示例·梁母", .relation = "1", .sex = "2", .birth_date = "1981-06-01", .more = {}},
                            {.name = "示例·梁子",
                             .relation = "2",
                             .birth_date = "2006-09-10",
                             .stage = "junior_college",
                             .more = fees}},
                .more = {}};
    }

    policy::Outcomes outcomes() {
        return outcomes_of(tablet, {.subject = home.household,
                                    .on = day(kMonday),
                                    .discovery = the_case,
                                    .persons = {home.members[0]},
                                    .basis = {}});
    }

    FieldTablet tablet;
    Home home;
    EntityId the_case;
};

// A son with a certificate who applies alone, in a family of four with one wage.
Home enter_brother(FieldTablet& tablet, const std::string& wage, const std::string& kind) {
    const Steps certificate{{"ability/has_disability", "yes"},
                            {"disability_card/certificate", "yes"},
                            {"disability_card/disability_kinds", kind},
                            {"disability_card/disability_grade", "3"},
                            {"disability_card/living_subsidy", "not_held"},
                            {"disability_card/care_subsidy", "not_held"}};
    const Steps id{{"id_kind", "resident_id"}, {"id_seen", "original"}, {"id_number", "999999199906300077"}};
    return enter(
        tablet,
        {.members =
             {{.name = "示例·父",
               .birth_date = "1970-01-01",
               .more = joined({income(1, "wage", wage, "stable"), monthly_aid(1, "low_income", "2025-01-01")})},
              {.name = "示例·母", .relation = "1", .sex = "2", .birth_date = "1972-01-01", .more = {}},
              {.name = "示例·弟", .relation = "2", .birth_date = "1999-06-30", .more = joined({certificate, id})},
              {.name = "示例·妹", .relation = "3", .sex = "2", .birth_date = "2005-01-01", .more = {}}},
         .more = {}});
}

void apply(FieldTablet& tablet, const Home& home, const std::string& himself) {
    tablet.fill("assisted_application", {{"household_id", home.household}},
                {{"application/programme", "dibao"},
                 {"application/applicant", home.members[2]},
                 {"application/own_application", himself},
                 {"application/mandate_signature", "signature.png"},
                 {"application/has_papers", "no"}});
}

}  // namespace

TEST_CASE("J5: illness and tuition: the amounts of each county, from the forms that told of them", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    CAPTURE(pack);
    Liang liang{pack, "dibao"};
    check_cells("j05_illness_and_tuition", kMonday, pack, liang.outcomes(),
                {{"father", liang.home.members[0].to_string()}});
}

TEST_CASE("J5: what medical aid left of a tekun's bill is borne whole where the document says so", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    CAPTURE(pack);
    Liang liang{pack, "tekun"};
    const std::vector<EntityId> bills = liang.tablet.all("expense");
    REQUIRE(bills.size() == 2);
    liang.tablet.update(bills[0],
                        {{"medical_aid_paid", "12600"}});  // the insurance office's word, pushed by the county
    check_cells("j05_tekun_remainder", kMonday, pack, liang.outcomes());
}

TEST_CASE("J6: a family registered as poor is phased out over twelve months where the document says so", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    CAPTURE(pack);
    FieldTablet tablet{county(pack), "A", at("2026-03-02T08:00")};
    const Home he =
        enter(tablet,
              {.members =
                   {{.name = "示例·河",
                     .sex = "2",
                     .birth_date = "1985-04-01",
                     .work_state = "employed",
                     .more = joined({income(1, "wage", "1620.00", "stable"), monthly_aid(1, "dibao", "2025-01-01")})},
                    {.name = "示例·河夫",
                     .relation = "1",
                     .birth_date = "1983-04-01",
                     .work_state = "unable",
                     .labour_ability = "none",
                     .more = {}},
                    {.name = "示例·河子", .relation = "2", .birth_date = "2014-04-01", .stage = "primary", .more = {}}},
               .more = {{"home/formerly_poor", "yes"}, {"home/formerly_poor_source", "county_push"}}});
    tablet.fill("periodic_review", {{"household_id", he.household}},
                {{"declaration/relation_with_family", "none"},
                 {"visit/met", "yes"},
                 {"visit/met_whom", he.members.front()},
                 {"visit/facts_changed", "no"},
                 {"visit/no_signature", "refused"},
                 {"visit/signature_visitor", "signature.png"},
                 {"conclusion/programme", "dibao"},
                 {"conclusion/irregular_income", "no"},
                 {"conclusion/able_member", "yes"},
                 {"conclusion/outcome", "reduce"},
                 {"conclusion/reason", "二月起月工资 1620 元"},
                 {"work_start/started_work", "yes"},
                 {"phase_out/worker_member", he.members.front()},
                 {"phase_out/phase_cause", "income_over_standard"},
                 {"phase_out/phase_started", "2026-02-01"}});
    check_cells("j06_registered_poor", kMonday, pack, outcomes_of(tablet, he));
}

TEST_CASE("J6: a first start-up of somebody hard to employ keeps the allowance three months in Linfen", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    CAPTURE(pack);
    FieldTablet tablet{county(pack), "A", at("2026-03-02T08:00")};
    const Home hai = enter(tablet, {.settlement = "urban",
                                    .members = {{.name = "示例·海",
                                                 .birth_date = "1984-05-01",
                                                 .work_state = "self_employed",
                                                 .more = monthly_aid(1, "dibao", "2025-01-01")}},
                                    .more = {}});
    Steps told{{"job/work_wish", "wants"},
               {"job/hard_to_employ", "yes"},
               {"job/business_on", "2026-02-10"},
               {"job/first_startup", "yes"},
               {"job/gave_service", "no"}};
    tablet.fill("employment_service", {{"person_id", hai.members[0]}}, told);
    const policy::Outcomes outcomes = outcomes_of(tablet, hai);
    if (pack == "linfen-2015") {
        check_cells("j06_startup", kMonday, pack, outcomes, {{"m1", hai.members[0].to_string()}});
    } else {  // a county whose document says nothing of it is not asked by the form either
        CHECK(std::ranges::count(outcomes, "startup_grace_end", &policy::Outcome::rule) == 0);
    }
}

TEST_CASE("J8: a grown son applies alone: candidate, out, or for the township to judge", "[journeys]") {
    struct Row {
        const char* facts;
        const char* wage;
        const char* kind;
        const char* himself;
        const char* property_ok;  // by the county's comparison of registers
    };
    const Row row = GENERATE(values<Row>({{"j08_brother", "2640.00", "intellectual", "yes", "yes"},
                                          {"j08_income_at_1_5", "2880.00", "intellectual", "yes", "yes"},
                                          {"j08_grade_3_limb", "2640.00", "physical", "yes", "yes"},
                                          {"j08_income_at_standard", "1920.00", "intellectual", "yes", "yes"},
                                          {"j08_property_unknown", "2640.00", "intellectual", "yes", ""},
                                          {"j08_applied_by_village", "2640.00", "intellectual", "no", "yes"}}));
    CAPTURE(row.facts);
    for (const std::string& pack : five_packs()) {
        CAPTURE(pack);
        FieldTablet tablet{county(pack), "A", at("2026-03-02T08:00")};
        const Home home = enter_brother(tablet, row.wage, row.kind);
        apply(tablet, home, row.himself);
        if (*row.property_ok != '\0') {
            tablet.update(home.household, {{"property_ok", row.property_ok}});
        }
        check_cells(row.facts, kMonday, pack, outcomes_of(tablet, home), {{"brother", home.members[2].to_string()}});
    }
}
