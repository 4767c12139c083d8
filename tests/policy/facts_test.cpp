// SPDX-License-Identifier: Apache-2.0
#include "core/policy/facts_json.hpp"

#include "core/policy/moment.hpp"
#include "tests/policy/policy_fixture.hpp"

#include <fmt/format.h>

using namespace daohu;
using namespace daohu::policy;
using namespace daohu::test;

namespace {

Faults faults_of(std::string_view json) {
    Faults faults;
    CHECK_FALSE(read_facts(json, faults));
    return faults;
}

// A household whose only blemish is what the test puts in.
Assessment assess_with(std::string_view facts, std::string_view pack = "songpan-2021") {
    return assess(shipped_pack(pack), standards_a(), facts_of(facts), day("2026-03-02"));
}

}  // namespace

TEST_CASE("Facts: an amount is whole fen, or yuan as text", "[policy]") {
    const Facts facts = facts_of(R"({"income": [{"gross_amount": 70000}, {"gross_amount": "700.00"}]})");
    const auto& lines = *facts.income.find();
    CHECK(lines[0].gross_amount.is(Fen{70000}));
    CHECK(lines[1].gross_amount.is(Fen{70000}));
}

TEST_CASE("Facts: a decimal number is refused, for it is not exact", "[policy]") {
    CHECK(has_fault(faults_of(R"({"income": [{"gross_amount": 700.5}]})"), FaultKind::wrong_type, "gross_amount"));
}

TEST_CASE("Facts: say why there is no answer", "[policy]") {
    const Facts facts = facts_of(R"({"household": {"settlement_kind": "unknown", "property_ok": {"state": "refused"},
        "programme": null, "formerly_registered_poor": {"disputed": ["yes", "no"]}}, "income": {"state": "none"}})");
    CHECK(facts.household.settlement_kind.state() == AnswerState::unknown);
    CHECK(facts.household.property_ok.state() == AnswerState::refused);
    CHECK(facts.household.programme.state() == AnswerState::not_asked);
    CHECK(facts.household.formerly_registered_poor.is_disputed());
    CHECK(facts.income.state() == AnswerState::none);
}

TEST_CASE("Facts: whatever cannot be read is named and nothing is read", "[policy]") {
    CHECK(has_fault(faults_of(R"({"household": {"colour": "red"}})"), FaultKind::unknown_key, "household.colour"));
    CHECK(has_fault(faults_of(R"({"household": {"settlement_kind": "town"}})"), FaultKind::unknown_code,
                    "settlement_kind"));
    CHECK(has_fault(faults_of(R"({"household": {"settlement_kind": "rural", "settlement_kind": "urban"}})"),
                    FaultKind::duplicate_key, ""));
    CHECK(has_fault(faults_of(R"({"member": [{"birth_date": "1990-01-01"}]})"), FaultKind::missing_key, "member_id"));
    CHECK(has_fault(faults_of(R"({"review": [{"last_at": "2025-02-30"}]})"), FaultKind::bad_value, "last_at"));
    CHECK(has_fault(faults_of(R"({"income": [{"gross_amount": -5}]})"), FaultKind::bad_value, "gross_amount"));
    CHECK(has_fault(faults_of("{"), FaultKind::not_json, ""));
    CHECK(has_fault(faults_of(std::string(100, '[')), FaultKind::too_deep, ""));
    CHECK(has_fault(faults_of(R"({"file": "pack"})"), FaultKind::bad_value, "file"));
}

TEST_CASE("Facts: a value that cannot be read says how it is written", "[policy]") {
    for (const char* amount : {"700.555", "+700", "", "1,000.00"}) {
        const Faults faults = faults_of(fmt::format(R"({{"income": [{{"gross_amount": "{}"}}]}})", amount));
        INFO(amount);
        REQUIRE(faults.size() == 1);
        CHECK(faults.front().detail.find("1700.00") != std::string::npos);
    }
    for (const char* day : {"2025-02-30", "yesterday", ""}) {
        const Faults faults = faults_of(fmt::format(R"({{"review": [{{"last_at": "{}"}}]}})", day));
        INFO(day);
        REQUIRE(faults.size() == 1);
        CHECK(faults.front().detail.find("2026-03-02") != std::string::npos);
    }
}

TEST_CASE("Facts: what is no JSON of this room is named with its whole path", "[policy]") {
    CHECK(has_fault(faults_of(R"({"member": [{"member_id": "a"}, {"dis": {"grade": 1.5}}]})"), FaultKind::wrong_type,
                    "member[1].dis.grade"));
    CHECK(has_fault(faults_of(R"({"income": [{"gross_amount": 12345678901234567890}]})"), FaultKind::too_large,
                    "income[0].gross_amount"));
    CHECK(has_fault(faults_of(R"({"income": [{"gross_amount": 123456789012345678901234567890}]})"),
                    FaultKind::too_large, "income[0].gross_amount"));
    CHECK(
        has_fault(faults_of(R"({"temp_aid": {"persons": ["a", 0.5]}})"), FaultKind::wrong_type, "temp_aid.persons[1]"));
}

TEST_CASE("Facts: households are a list, and not nothing", "[policy]") {
    CHECK(has_fault(faults_of(R"({"households": null})"), FaultKind::wrong_type, "households"));
}

TEST_CASE("Facts: a term that no document uses is named", "[policy]") {
    CHECK(has_fault(faults_of(R"({"household": {"terms": {"low_incme": "yes"}}})"), FaultKind::unknown_code,
                    "household.terms.low_incme"));
    CHECK(has_fault(faults_of(R"({"member": [{"member_id": "a", "terms": {"severe": "yes"}}]})"),
                    FaultKind::unknown_code, "member[0].terms.severe"));
    CHECK(facts_schema().find("severe_disability") != std::string::npos);
}

TEST_CASE("Facts: a dispute is between values that could be true", "[policy]") {
    CHECK(has_fault(faults_of(R"({"income": [{"gross_amount": {"disputed": ["abc", {"x": 1}]}}]})"),
                    FaultKind::bad_value, "income[0].gross_amount.disputed[0]"));
    CHECK(has_fault(faults_of(R"({"household": {"settlement_kind": {"disputed": ["rural", "town"]}}})"),
                    FaultKind::unknown_code, "settlement_kind.disputed[1]"));
    CHECK(has_fault(faults_of(R"({"income": {"disputed": [[], [{"gross": 1}]]}})"), FaultKind::unknown_key,
                    "income.disputed[1][0].gross"));
    CHECK(facts_of(R"({"income": {"disputed": [[], [{"gross_amount": 1}]]}})").income.is_disputed());
}

TEST_CASE("Facts: what the dictionary has and no rule reads is said, not refused", "[policy]") {
    Faults faults;
    const auto document = read_facts(R"({"household": {"village_group": "g", "settlement_kind": "rural"},
        "housing": {"tenure": "own"}, "discovery": {"urgency": "day"}})",
                                     faults);
    REQUIRE(document);
    CHECK(document->unused == std::vector<std::string>{"household.village_group", "discovery.urgency", "housing"});
    CHECK(document->households.front().household.settlement_kind.is("rural"));
}

TEST_CASE("Moments: have an offset, or are Beijing's", "[policy]") {
    const auto beijing = parse_moment("2026-03-02T16:40");
    REQUIRE(beijing);
    CHECK(parse_moment("2026-03-02T16:40+08:00").value() == *beijing);
    CHECK(parse_moment("2026-03-02T08:40Z").value() == *beijing);
    CHECK(parse_moment("2026-03-02T08:40:00.000Z").value() == *beijing);
    CHECK(to_text(*beijing) == "2026-03-02T16:40+08:00");
    for (const char* wrong :
         {"2026-03-02", "2026-03-02T24:00", "2026-03-02T10:60", "2026-03-02T10:15x", "2026-03-02T1:15"}) {
        INFO(wrong);
        CHECK_FALSE(parse_moment(wrong));
    }
}

TEST_CASE("Facts: an income of a million million yuan is named and no figure rests on it", "[policy]") {
    const Assessment made = assess_with(R"({"household": {"settlement_kind": "rural", "living_together_count": 2},
        "income": [{"gross_amount": "1000000000000.00", "period": "month"}]})");
    CHECK(has_fault(made.faults, FaultKind::implausible, "income[0].gross_amount"));
    const Outcome income = only(made, "income_per_head");
    CHECK(income.status == Status::disputed);
    CHECK(to_text(income.figure).empty());
    CHECK(income.readings.empty());
}

TEST_CASE("Facts: a day before the birth is named and disputed", "[policy]") {
    const Assessment made = assess_with(R"({"member": [{"member_id": "m", "birth_date": "2000-05-01"}],
        "household": {"programme": ["dibao"]},
        "review": [{"member_id": "m", "programme": "dibao", "last_at": "1999-01-01", "irregular_income": "no",
                    "able_bodied": "no"}]})");
    CHECK(has_fault(made.faults, FaultKind::before_birth, "review[0].last_at"));
    CHECK(only(made, "review_due").status == Status::disputed);
}

TEST_CASE("Facts: what contradicts is named, whichever two say it", "[policy]") {
    CHECK(has_fault(assess_with(R"({"household": {"living_together_count": 1}, "member": [
        {"member_id": "a", "living_together": "yes"}, {"member_id": "b", "living_together": "yes"}]})")
                        .faults,
                    FaultKind::contradiction, "living_together_count"));
    CHECK(has_fault(assess_with(R"({"member": [{"member_id": "a", "birth_date": "1948-05-21",
        "id_number": "999999194805200015"}]})")
                        .faults,
                    FaultKind::contradiction, "member[a].id_number"));
    CHECK(has_fault(
        assess_with(R"({"expense": [{"kind": "medical", "total": "100.00", "reimbursed": "200.00"}]})").faults,
        FaultKind::contradiction, "expense[0]"));
    CHECK(has_fault(assess_with(R"({"discovery": {"discovered_at": "2026-03-02T10:00"},
        "first_aid": [{"given_at": "2026-03-02T09:00"}]})")
                        .faults,
                    FaultKind::contradiction, "first_aid[0].given_at"));
    CHECK(has_fault(assess_with(R"({"change": [{"happened_on": "2026-02-20", "told_on": "2026-02-19"}]})").faults,
                    FaultKind::contradiction, "change[0]"));
    CHECK(has_fault(assess_with(R"({"member": [{"member_id": "a", "birth_date": "2030-01-01"}]})").faults,
                    FaultKind::in_future, "member[a].birth_date"));
    CHECK(has_fault(assess_with(R"({"temp_aid": {"persons": ["nobody"]}})").faults, FaultKind::unknown_member,
                    "temp_aid.persons"));
    CHECK(has_fault(assess_with(R"({"member": [{"member_id": "a"}, {"member_id": "a"}]})").faults,
                    FaultKind::contradiction, "member[a].member_id"));
}

TEST_CASE("Facts: nobody is proposed twice, nor who has died or left", "[policy]") {
    for (const char* persons : {R"(["a", "a"])", R"(["a", "gone"])"}) {
        const Assessment made = assess_with(fmt::format(R"({{"household": {{"aid_held_synced": "yes"}},
            "aid_held": {{"state": "none"}}, "temp_aid": {{"persons": {}}}, "member": [{{"member_id": "a"}},
            {{"member_id": "gone", "left_date": "2026-02-25"}}]}})",
                                                        persons),
                                            "linfen-2015");
        INFO(persons);
        CHECK(has_fault(made.faults, FaultKind::contradiction, "temp_aid.persons"));
        CHECK(only(made, "temp_aid_proposal_max").status == Status::disputed);
    }
}

TEST_CASE("Facts: no figure rests on a disputed bill", "[policy]") {
    const Assessment made = assess_with(R"({"household": {"programme": ["dibao"]}, "expense": [{"kind": "medical",
        "inpatient": "yes", "total": "100.00", "reimbursed": "40.00", "in_policy_scope": "90.00"}]})");
    CHECK(has_fault(made.faults, FaultKind::contradiction, "in_policy_scope"));
    CHECK(only(made, "medical_aid_floor").status == Status::disputed);
}

TEST_CASE("Facts: a case of another pack is named", "[policy]") {
    const Assessment made =
        assess_with(R"({"household": {"policy_pack_id": "lushan-2021", "policy_pack_version": 1}})");
    CHECK(has_fault(made.faults, FaultKind::other_pack, "household.policy_pack_id"));
}

TEST_CASE("Facts schema: names every field that the reader knows", "[policy]") {
    const std::string schema = facts_schema();
    for (const char* field : {"\"household\"", "\"settlement_kind\"", "\"outsider_conditions\"", "\"no_answer\"",
                              "\"gross_amount\"", "\"labour_entry\"", "\"households\""}) {
        INFO(field);
        CHECK(schema.find(field) != std::string::npos);
    }
}
