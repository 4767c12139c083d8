// SPDX-License-Identifier: Apache-2.0
//
// Boundaries of the formulas that the journeys do not stand on.

#include "core/policy/rules.hpp"
#include "tests/policy/policy_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

using namespace daohu;
using namespace daohu::policy;
using namespace daohu::test;

namespace {

Outcome staff(std::string_view rule, std::string_view field, std::int64_t recipients) {
    return judge("lushan-2021", fmt::format(R"({{"statistics": {{"{}": {}}}}})", field, recipients), rule);
}

// A Fuliang of its own with one parameter or switch changed.
const Pack* changed_pack(PackLibrary& library, std::string_view id, std::string_view from, std::string_view to) {
    PackFiles files = pack_files(id);
    files["parameters.json"] = replaced(files.at("parameters.json"), from, to);
    Faults faults;
    const Pack* pack = library.add(files, faults);
    for (const Fault& fault : faults) {
        UNSCOPED_INFO(fault.describe());
    }
    REQUIRE(pack != nullptr);
    return pack;
}

constexpr std::string_view kPaused = R"({"household": {"programme": ["dibao"]}, "review": [{"programme": "dibao",
    "irregular_income": "yes", "able_bodied": "yes", "last_at": "2025-08-15",
    "paused_ranges": [{"from": "2026-02-01", "to": "2026-03-15"}]}]})";

}  // namespace

TEST_CASE("F-11: both readings of a pause are shown until the county chooses one", "[policy]") {
    const Outcome open = judge("fuliang-2021", kPaused, "review_due");
    CHECK(open.status == Status::boundary);
    CHECK(reading_of(open, "shift") == "2026-03-29");
    CHECK(reading_of(open, "freeze") == "2026-03-15");
    PackLibrary library = empty_library();
    const Pack* pack = changed_pack(library, "fuliang-2021", R"("review_pause_reading": {"value": null})",
                                    R"("review_pause_reading": {"value": "shift", "clause": "5"})");
    const Outcome chosen = only(assess(*pack, standards_a(), facts_of(kPaused), day("2026-03-02")), "review_due");
    CHECK(chosen.status == Status::exact);
    CHECK(text_of(chosen) == "2026-03-29");
    CHECK(std::ranges::find(chosen.remarks, "paused") != chosen.remarks.end());
    CHECK(std::ranges::find(chosen.remarks, "overdue") == chosen.remarks.end());
}

TEST_CASE("F-11: a pause without a clause is named and changes nothing", "[policy]") {
    const Outcome outcome = judge("lushan-2021", kPaused, "review_due");
    CHECK(text_of(outcome) == "2026-02-15");
    CHECK(std::ranges::find(outcome.remarks, "pause_without_clause") != outcome.remarks.end());
}

TEST_CASE("F-11: overlapping pauses are not counted twice", "[policy]") {
    const Outcome outcome =
        judge("fuliang-2021", R"({"household": {"programme": ["dibao"]}, "review": [{"programme": "dibao",
        "irregular_income": "yes", "able_bodied": "yes", "last_at": "2025-08-15",
        "paused_ranges": [{"from": "2026-02-01", "to": "2026-02-11"}, {"from": "2026-02-06", "to": "2026-02-13"}]}]})",
              "review_due");
    CHECK(reading_of(outcome, "shift") == "2026-02-27");
}

TEST_CASE("F-11: a county that says how the two marks join settles the interval", "[policy]") {
    PackLibrary library = empty_library();
    const Pack* pack =
        changed_pack(library, "fuliang-2021", R"("R-073": {"value": null, "unit": "enum", "class": "absent")",
                     R"("R-073": {"value": "or", "clause": "5", "unit": "enum", "class": "absent")");
    const Outcome outcome = only(assess(*pack, standards_a(), facts_of(R"({"household": {"programme": ["dibao"]},
        "review": [{"programme": "dibao", "irregular_income": "yes", "able_bodied": "no", "last_at": "2025-09-20"}]})"),
                                        day("2026-03-02")),
                                 "review_due");
    CHECK(outcome.status == Status::exact);
    CHECK(text_of(outcome) == "2026-03-20");
}

TEST_CASE("F-14: a begun step counts in one reading and not in the other", "[policy]") {
    constexpr std::string_view kTownship = "township_year_round_recipients";
    CHECK(text_of(staff("township_staff", kTownship, 500)) == "2");
    CHECK(text_of(staff("township_staff", kTownship, 1000)) == "3");
    const Outcome begun = staff("township_staff", kTownship, 501);
    CHECK(begun.status == Status::boundary);
    CHECK(reading_of(begun, "begun") == "3");
    CHECK(reading_of(begun, "completed") == "2");
    CHECK(text_of(staff("county_staff", "county_year_round_recipients", 3000)) == "3");
    const Outcome county = staff("county_staff", "county_year_round_recipients", 7400);
    CHECK(reading_of(county, "begun") == "5");
    CHECK(reading_of(county, "completed") == "4");
}

TEST_CASE("F-9: strict bounds shut out, open bounds go to the township", "[policy]") {
    const auto phase_out = [](std::string_view pack, std::string_view gross) {
        return judge(pack,
                     fmt::format(R"({{"household": {{"settlement_kind": "urban", "programme": ["dibao"],
            "living_together_count": 1}}, "member": [{{"member_id": "m", "living_together": "yes",
            "work_state": "employed"}}], "income": [{{"gross_amount": "{}", "period": "month"}}]}})",
                                 gross),
                     "phase_out_candidate");
    };
    CHECK(phase_out("lushan-2021", "700.00").status == Status::boundary);
    CHECK(phase_out("lushan-2021", "1050.00").status == Status::boundary);
    CHECK(text_of(phase_out("lushan-2021", "1050.01")) == "above_band");
    CHECK(text_of(phase_out("lushan-2021", "699.99")) == "not_above_standard");
    CHECK(text_of(phase_out("fuliang-2021", "700.00")) == "not_above_standard");
    CHECK(text_of(phase_out("fuliang-2021", "700.01")) == "candidate");
}

TEST_CASE("F-8: a season is spread over the months it covers, a year over twelve", "[policy]") {
    const Outcome outcome = judge("fuliang-2021", R"({"household": {"living_together_count": 3}, "income": [
        {"gross_amount": "1200.00", "period": "year"}, {"gross_amount": "500.00", "period": "season", "months": 5}]})",
                                  "income_per_head");
    CHECK(text_of(outcome) == "66.67");
    CHECK(std::get<ExactAmount>(outcome.figure).fen == *Ratio::of(20000, 3));
    const Outcome open = judge("fuliang-2021", R"({"household": {"living_together_count": 3}, "income": [
        {"gross_amount": "500.00", "period": "season"}]})",
                               "income_per_head");
    CHECK(open.status == Status::missing_input);
}

TEST_CASE("F-8: an empty list of incomes is a blank, not an income of nothing", "[policy]") {
    CHECK(judge("fuliang-2021", R"({"household": {"living_together_count": 3}, "income": []})", "income_per_head")
              .status == Status::missing_input);
    CHECK(text_of(judge("fuliang-2021", R"({"household": {"living_together_count": 3}, "income": {"state": "none"}})",
                        "income_per_head")) == "0.00");
}

TEST_CASE("F-4: where the year is not defined, both ways are shown as soon as they differ", "[policy]") {
    const Outcome outcome = judge("linfen-2015", R"({"household": {"aid_held_synced": "yes"},
        "aid_held": [{"programme": "temp_aid", "amount": "4000.00", "date": "2025-10-01"}]})",
                                  "temp_aid_household_room");
    CHECK(outcome.status == Status::boundary);
    CHECK(reading_of(outcome, "calendar") == "10000.00");
    CHECK(reading_of(outcome, "rolling") == "6000.00");
}

TEST_CASE("F-4: a history that is not synced is unknown, not empty", "[policy]") {
    CHECK(judge("linfen-2015", R"({"aid_held": []})", "temp_aid_household_room").status == Status::missing_input);
    CHECK(judge("linfen-2015", R"({"household": {"aid_held_synced": "no"}, "aid_held": []})", "temp_aid_household_room")
              .status == Status::missing_input);
}

TEST_CASE("F-12: who was born on 29 February comes of age on 1 March", "[policy]") {
    CHECK(text_of(judge("fuliang-2021", R"({"household": {"programme": ["tekun"]},
        "member": [{"member_id": "m", "birth_date": "2012-02-29"}]})",
                        "tekun_minor_age")) == "2030-03-01");
}

TEST_CASE("F-13: aid at the last minute is in time, a minute later is not", "[policy]") {
    const auto clock = [](std::string_view given) {
        return judge("boshan-2021",
                     fmt::format(R"({{"discovery": {{"discovered_at": "2026-03-02T16:40"}},
            "first_aid": [{{"given_at": "{}"}}]}})",
                                 given),
                     "emergency_clock", "2026-03-04");
    };
    CHECK(reading_of(clock("2026-03-03T16:40"), "minutes_left") == "0");
    CHECK(reading_of(clock("2026-03-03T16:41"), "minutes_late") == "1");
    CHECK(clock("2026-03-03T16:40").status == Status::assumed);
}

TEST_CASE("Medical costs: an orphan is in the group whatever else is known", "[policy]") {
    const Outcome outcome = judge("fuliang-2021", R"({"member": [{"member_id": "m", "identity_marks": ["orphan"]}],
        "expense": [{"member_id": "m", "kind": "medical", "total": "1000.00", "reimbursed": "400.00",
                     "medical_aid_paid": "100.00"}]})",
                                  "residual_medical_cost");
    CHECK(outcome.status == Status::exact);
    CHECK(text_of(outcome) == "500.00");
}

TEST_CASE("Single-person entry: one group that the township confirms is enough", "[policy]") {
    const Outcome outcome = judge("fuliang-2021", R"({"household": {"terms": {"low_income": "yes"}},
        "member": [{"member_id": "m", "dis": {"grade": 1}, "terms": {"severe_disability": "yes"}}]})",
                                  "single_person_entry");
    CHECK(outcome.status == Status::exact);
    CHECK(text_of(outcome) == "candidate");
}

TEST_CASE("Basic standard: names its document while it asks where the household lives", "[policy]") {
    const Outcome outcome = judge("songpan-2021", "{}", "tekun_basic_floor");
    CHECK(outcome.status == Status::missing_input);
    CHECK_FALSE(outcome.citations.empty());
}

TEST_CASE("Rules: every parameter that a result cites is one that its rule names", "[policy]") {
    // A card's clause, or a calendar item's that says "regularly".
    const std::set<std::string_view> resting_on_a_clause{"treat_first", "home_checks_due", "follow_up_due",
                                                         "public_notice_due", "housing_inspection_due"};
    std::set<std::string_view> ids;
    for (const Rule& rule : rules()) {
        CHECK(ids.insert(rule.id).second);
        CHECK((!rule.parameters.empty() || resting_on_a_clause.contains(rule.id)));
        for (const ParameterId id : rule.parameters) {
            CHECK(shipped_packs().catalogue().find(id) != nullptr);
        }
        CHECK(find_rule(rule.id) == &rule);
    }
    for (const std::string_view pack : kPackIds) {
        const Facts facts = facts_of(R"({"household": {"settlement_kind": "rural"}})");
        for (const Rule& rule : rules()) {
            Outcomes outcomes;
            const Standards standards = standards_a();
            rule.evaluate(Question{shipped_pack(pack), standards, facts, day("2026-03-02")}, outcomes);
            for (const Outcome& outcome : outcomes) {
                for (const Citation& citation : outcome.citations) {
                    const auto id = ParameterId::parse(citation.parameter);
                    INFO(rule.id << " cites " << citation.parameter);
                    CHECK((!id || std::ranges::find(rule.parameters, *id) != rule.parameters.end()));
                }
            }
        }
    }
}

TEST_CASE("Zero employment: whether weak ability counts is for the township", "[policy]") {
    const auto family = [](std::string_view ability) {
        return judge(
            "fuliang-2021",
            fmt::format(R"({{"member": [{{"member_id": "m", "work_state": "seeking", "labour_ability": "{}"}}]}})",
                        ability),
            "zero_employment");
    };
    CHECK(text_of(family("able")) == "yes");
    CHECK(text_of(family("none")) == "nobody_able");
    CHECK(family("weak").status == Status::boundary);
    CHECK(text_of(family("weak")).empty());
}
