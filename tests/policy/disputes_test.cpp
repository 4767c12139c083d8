// SPDX-License-Identifier: Apache-2.0
//
// What records differ about, or nobody asked, settles nothing; and what a clause names besides the verdict is shown.
#include "core/policy/due_calendar.hpp"
#include "tests/policy/policy_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>

using namespace daohu;
using namespace daohu::policy;
using namespace daohu::test;

namespace {

// A family of four with 660.00 a head, and somebody in it who applies alone.
Outcome single(std::string_view pack, std::string_view disability) {
    return judge(pack,
                 fmt::format(R"({{"household": {{"settlement_kind": "rural", "living_together_count": 4,
        "property_ok": "yes", "programme": ["low_income"], "terms": {{"low_income": "yes"}}}},
        "member": [{{"member_id": "a", "own_application": "yes", "dis": {},
                     "terms": {{"severe_disability": "yes"}}}}],
        "income": [{{"kind": "wage", "gross_amount": "2640.00", "period": "month"}}]}})",
                             disability),
                 "single_person_entry");
}

}  // namespace

TEST_CASE("F-9: a disability that records differ about is disputed, whatever the township says of it", "[policy]") {
    for (const char* pack : {"lushan-2021", "fuliang-2021", "songpan-2021"}) {
        for (const char* disability :
             {R"({"certificate": "yes", "kind": "intellectual", "grade": {"disputed": [1, 3]}})",
              R"({"certificate": "yes", "kind": {"disputed": ["physical", "intellectual"]}, "grade": 1})",
              R"({"certificate": {"disputed": ["yes", "no"]}, "kind": "intellectual", "grade": 1})"}) {
            CAPTURE(pack, disability);
            const Outcome outcome = single(pack, disability);
            CHECK(outcome.status == Status::disputed);
            CHECK(text_of(outcome).empty());
        }
    }
    const Outcome unknown = single("songpan-2021", R"({"certificate": "unknown", "kind": "physical", "grade": 1})");
    CHECK(unknown.status == Status::missing_input);
    CHECK(text_of(single("songpan-2021", R"({"certificate": "yes", "kind": "physical", "grade": 1})")) == "candidate");
}

TEST_CASE("F-9: how a single person is paid, and what may be given instead, stand beside the verdict", "[policy]") {
    const char* const grade_one = R"({"certificate": "yes", "kind": "physical", "grade": 1})";
    CHECK(reading_of(single("songpan-2021", grade_one), "payment") == "lowest_tier");
    CHECK(reading_of(single("songpan-2021", grade_one), "or_instead").empty());
    CHECK(reading_of(single("fuliang-2021", grade_one), "or_instead").find("temp_aid") != std::string::npos);
    CHECK(reading_of(single("fuliang-2021", grade_one), "payment").empty());
}

TEST_CASE("F-10: above the standard only by a cost that nobody says how to take off is not settled", "[policy]") {
    const auto gap = [](std::string_view cost) {
        return judge("fuliang-2021",
                     fmt::format(R"({{"household": {{"settlement_kind": "urban", "living_together_count": 3,
            "programme": ["dibao"]}}, "income": [{{"kind": "wage", "gross_amount": "2200.00", "period": "month",
            "declared_work_cost": "{}"}}]}})",
                                 cost),
                     "dibao_gap");
    };
    CHECK(gap("200.00").status == Status::boundary);
    CHECK(text_of(gap("200.00")).empty());
    CHECK(gap("1.00").applies == Truth::no);
}

TEST_CASE("F-11: a notice that is no clause of the county's pack does not stop the reviews", "[policy]") {
    const char* const facts = R"({"household": {"programme": ["dibao"]}, "review": [{"programme": "dibao",
        "last_at": "2025-08-15", "irregular_income": "yes", "able_bodied": "yes",
        "paused_ranges": [{"from": "2026-02-01", "to": "2026-03-15", "document": "X"}]}]})";
    for (const char* pack : {"lushan-2021", "songpan-2021"}) {
        const Outcome outcome = judge(pack, facts, "review_due");
        CAPTURE(pack);
        CHECK(std::ranges::find(outcome.remarks, "pause_without_clause") != outcome.remarks.end());
        CHECK(std::ranges::find(outcome.remarks, "paused") == outcome.remarks.end());
    }
}

TEST_CASE("Termination: the death of somebody supported ends the support with a notice where the county says so",
          "[policy]") {
    const auto death = [](std::string_view pack, std::string_view programme) {
        return assess(shipped_pack(pack), standards_a(),
                      facts_of(fmt::format(R"({{"member": [{{"member_id": "a", "programme": {}}}],
            "change": [{{"member_id": "a", "kind": "death", "happened_on": "2026-02-20"}}]}})",
                                           programme)),
                      day("2026-03-02"));
    };
    const Outcome linfen = only(death("linfen-2015", R"(["tekun"])"), "tekun_termination");
    CHECK(linfen.status == Status::exact);
    CHECK(text_of(linfen) == "end_with_notice");
    CHECK(only(death("lushan-2021", R"(["tekun"])"), "tekun_termination").status == Status::not_stated);
    CHECK(only(death("linfen-2015", R"("unknown")"), "tekun_termination").status == Status::missing_input);
    const Assessment dibao = death("linfen-2015", R"(["dibao"])");
    CHECK(std::ranges::find(dibao.outcomes, "tekun_termination", &Outcome::rule) == dibao.outcomes.end());
}

TEST_CASE("Notice: a row of whose fields nobody decided, or that stands twice, is not counted as printed", "[policy]") {
    const auto notice = [](std::string_view rows) {
        return judge("songpan-2021", fmt::format(R"({{"notice_row": [{}]}})", rows), "notice_rows");
    };
    const char* const whole = R"({"member_id": "a", "is_child": "no", "safety_mode": "no", "fields": []})";
    const char* const open = R"({"member_id": "b", "is_child": "no", "safety_mode": "no"})";
    CHECK(notice(whole).status != Status::missing_input);
    CHECK(notice(open).status == Status::missing_input);
    CHECK(notice(fmt::format("{}, {}", whole, whole)).status == Status::disputed);
}

TEST_CASE("Facts: whole files stand in a list of households, and a wrong one is named", "[policy]") {
    Faults faults;
    const auto read = read_facts(R"({"households": [{"file": "facts", "format": 1, "household": {}}]})", faults);
    CHECK(read.has_value());
    CHECK(faults.empty());
    CHECK_FALSE(read_facts(R"({"households": [{"file": "pack", "household": {}}]})", faults));
    CHECK(has_fault(faults, FaultKind::bad_value, "households[0].file"));
}

TEST_CASE("F-8: the income of somebody who lives here for part of the year settles nothing", "[policy]") {
    const Outcome income = judge("lushan-2021",
                                 R"({"household": {"settlement_kind": "rural", "living_together_count": 2},
        "member": [{"member_id": "a", "living_together": "yes"}, {"member_id": "b", "living_together": "part"}],
        "income": [{"member_id": "a", "gross_amount": "500.00", "period": "month"},
                   {"member_id": "b", "gross_amount": "900.00", "period": "month"}]})",
                                 "income_per_head");
    CHECK(income.status == Status::boundary);
}

TEST_CASE("Residual cost: a bill of nobody in particular, in a family of whom one is supported, asks whose it is",
          "[policy]") {
    const Outcome bill = judge("fuliang-2021",
                               R"({"household": {"programme": []},
        "member": [{"member_id": "a", "programme": ["tekun"]}, {"member_id": "b", "programme": []}],
        "expense": [{"kind": "medical", "total": "100.00", "reimbursed": "0.00", "medical_aid_paid": "0.00"}]})",
                               "residual_medical_cost");
    CHECK(bill.status == Status::missing_input);
    CHECK(std::ranges::find(bill.missing, "expense[0].member_id", &Missing::fact) != bill.missing.end());
}

TEST_CASE("Due days: a case of a version that is not here is named, and the others' days are listed", "[policy]") {
    const auto household = [](std::string_view id, std::string_view version) {
        return facts_of(fmt::format(
            R"({{"household": {{"household_id": "{}", "programme": ["dibao"], "policy_pack_id": "lushan-2021",
            "policy_pack_version": {}}}, "review": [{{"programme": "dibao", "last_at": "2025-08-15",
            "irregular_income": "no", "able_bodied": "no"}}]}})",
            id, version));
    };
    Faults faults;
    const std::vector<Facts> households{household("h1", "7"), household("h2", "1")};
    const auto due = due_calendar(shipped_packs(), "lushan-2021", standards_a(), households, day("2026-03-02"), faults);
    REQUIRE(due);
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().describe().find("h1") != std::string::npos);
    CHECK(std::ranges::any_of(*due, [](const DueItem& item) { return item.household == "h2"; }));
    CHECK(std::ranges::none_of(*due, [](const DueItem& item) { return item.household == "h1"; }));
}
