// SPDX-License-Identifier: Apache-2.0
//
// What a figure may rest on: no part of a sum under a gap, no income of somebody who does not belong, no month that
// nobody named, no hour counted late as in time.

#include "tests/policy/policy_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>

using namespace daohu;
using namespace daohu::policy;
using namespace daohu::test;

namespace {

bool has_remark(const Outcome& outcome, std::string_view remark) {
    return std::ranges::find(outcome.remarks, remark) != outcome.remarks.end();
}

Outcome clock(std::string_view given, std::string_view on) {
    return judge(
        "boshan-2021",
        fmt::format(R"({{"discovery": {{"discovered_at": "2026-03-02T10:15+08:00"}}, "first_aid": [{}]}})", given),
        "emergency_clock", on);
}

Outcome room(std::string_view first_aid, std::string_view held, std::string_view on = "2026-01-10") {
    return judge("linfen-2015",
                 fmt::format(R"({{"household": {{"aid_held_synced": "yes"}}, "member": [{{"member_id": "a"}}],
        "aid_held": [{}], "first_aid": [{}]}})",
                             held, first_aid),
                 "temp_aid_person_room", on);
}

std::string first_aid_on(std::string_view day) {
    return fmt::format(R"({{"given_at": "{}T10:00+08:00", "amount": "300.00", "beneficiaries": ["a"],
        "fund_source": "township_reserve"}})",
                       day);
}

// Three people in the country with the standard at 480.00: above it from 1,440.00 on.
Outcome phase_out_end(std::string_view income, std::string_view phase_out = "{}") {
    return judge("songpan-2021",
                 fmt::format(R"({{"household": {{"settlement_kind": "rural", "programme": ["dibao"],
        "formerly_registered_poor": "yes", "living_together_count": 3}}, "income": [{}], "phase_out": {}}})",
                             income, phase_out),
                 "phase_out_end");
}

std::string line(std::string_view gross, std::string_view since) {
    return since.empty() ? fmt::format(R"({{"gross_amount": "{}", "period": "month"}})", gross)
                         : fmt::format(R"({{"gross_amount": "{}", "period": "month", "since": "{}"}})", gross, since);
}

Outcome income(std::string_view members, std::string_view lines, std::string_view count = "") {
    return judge("lushan-2021",
                 fmt::format(R"({{"household": {{{}}}, "member": [{}], "income": [{}]}})", count, members, lines),
                 "income_per_head");
}

constexpr std::string_view kWage = R"({"member_id": "b", "gross_amount": "2400.00", "period": "month"})";
constexpr std::string_view kHead = R"({"member_id": "a", "living_together": "yes"})";

// The pack with one text of its parameters put in place of another.
Outcome judge_changed(std::string_view pack, std::string_view from, std::string_view to, std::string_view facts,
                      std::string_view rule, std::string_view on = "2026-03-02") {
    PackLibrary library = empty_library();
    PackFiles files = pack_files(pack);
    files["parameters.json"] = replaced(files.at("parameters.json"), from, to);
    Faults faults;
    const Pack* changed = library.add(files, faults);
    for (const Fault& fault : faults) {
        UNSCOPED_INFO(fault.describe());
    }
    REQUIRE(changed != nullptr);
    return only(assess(*changed, standards_a(), facts_of(facts), day(on)), rule);
}

}  // namespace

TEST_CASE("F-13: a second beyond the hours is late", "[policy]") {
    const Outcome late = clock(R"({"given_at": "2026-03-03T10:15:45+08:00"})", "2026-03-04");
    CHECK(has_remark(late, "missed"));
    CHECK(reading_of(late, "minutes_late") == "1");
    CHECK(has_remark(clock(R"({"given_at": "2026-03-03T10:15:00+08:00"})", "2026-03-04"), "met"));
    CHECK(text_of(judge("boshan-2021", R"({"statistics": {"emergency": [{"discovered_at": "2026-03-02T10:15+08:00",
        "first_aid_at": "2026-03-03T10:15:45+08:00"}]}})",
                        "emergency_met_share", "2026-03-04")) == "0");
}

TEST_CASE("F-13: hours without aid run until the deadline's day is over, and are overdue then", "[policy]") {
    CHECK(has_remark(clock("", "2026-03-03"), "running"));
    CHECK(has_remark(clock("", "2026-03-04"), "overdue"));
}

TEST_CASE("F-13: aid whose hour nobody knows is neither in time nor late", "[policy]") {
    const Outcome unknown = clock(R"({"given_at": "unknown", "amount": "300.00"})", "2026-03-04");
    CHECK(unknown.status == Status::missing_input);
    CHECK(misses(unknown, "first_aid[0].given_at"));
    CHECK(reading_of(unknown, "deadline") == "2026-03-03T10:15+08:00");
    CHECK_FALSE(has_remark(unknown, "running"));
    CHECK(has_remark(clock(R"({"given_at": "unknown"}, {"given_at": "2026-03-02T11:00"})", "2026-03-04"), "met"));
}

TEST_CASE("F-4: first aid belongs to the year in which it was given", "[policy]") {
    const Outcome december = room(first_aid_on("2025-12-30"), "");
    CHECK(reading_of(december, "calendar") == "5000.00");
    CHECK(reading_of(december, "rolling") == "4700.00");
    CHECK(text_of(room(first_aid_on("2024-01-30"), "")) == "5000.00");
    CHECK(text_of(room(first_aid_on("2026-01-05"), "")) == "4700.00");
    CHECK(misses(room(R"({"given_at": "2026-01-02T10:00", "amount": "300.00", "beneficiaries": ["a"]})", ""),
                 "first_aid[0].fund_source"));
    CHECK(misses(room(replaced(first_aid_on("2026-01-05"), R"("given_at": "2026-01-05T10:00+08:00",)", ""), ""),
                 "first_aid[0].given_at"));
}

TEST_CASE("F-4: the same hand-over in both lists is taken off once", "[policy]") {
    const std::string held =
        R"({"programme": "temp_aid", "beneficiaries": ["a"], "amount": "300.00", "date": "2026-01-05"})";
    CHECK(text_of(room(first_aid_on("2026-01-05"), held)) == "4700.00");
    CHECK(text_of(room(first_aid_on("2026-01-06"), held)) == "4400.00");
}

TEST_CASE("Outcomes: no part of a sum is shown while the rest is missing", "[policy]") {
    const Outcome unsynced = judge("linfen-2015", R"({"household": {"aid_held_synced": "no"},
        "aid_held": [{"programme": "temp_aid", "amount": "1000.00", "date": "2025-06-01"}]})",
                                   "temp_aid_household_room");
    CHECK(unsynced.status == Status::missing_input);
    CHECK(unsynced.readings.empty());
}

TEST_CASE("F-17: the months run from the line that lifts the family above the standard", "[policy]") {
    const auto lines = [](std::string_view a, std::string_view b) { return fmt::format("{}, {}", a, b); };
    CHECK(text_of(phase_out_end(lines(line("1620.00", "2025-03"), line("3.00", "2026-02")))) == "2026-02-28");
    CHECK(text_of(phase_out_end(lines(line("1000.00", "2025-03"), line("620.00", "2026-02")))) == "2027-01-31");
    // What nobody dated does not matter where another line decides alone.
    CHECK(text_of(phase_out_end(lines(line("3.00", ""), line("1620.00", "2026-02")))) == "2027-01-31");
    CHECK(misses(phase_out_end(line("1620.00", "")), "income[0].since"));
    const Outcome either = phase_out_end(lines(line("1000.00", ""), line("620.00", "2026-02")));
    CHECK(misses(either, "income[0].since"));
    CHECK(text_of(either).empty());
}

TEST_CASE("F-17: no month is guessed where only the year is known", "[policy]") {
    const Outcome guessed = phase_out_end(line("1620.00", "2025~"));
    CHECK(guessed.status == Status::boundary);
    CHECK(text_of(guessed).empty());
    CHECK(misses(phase_out_end(line("1620.00", ""), R"({"first_month": "2026"})"), "phase_out.first_month"));
    CHECK(text_of(phase_out_end(line("1620.00", ""), R"({"first_month": "2026-02"})")) == "2027-01-31");
}

TEST_CASE("F-8: who lives elsewhere earns nothing for the family", "[policy]") {
    const Outcome elsewhere = income(fmt::format(R"({}, {{"member_id": "b", "living_together": "no"}})", kHead), kWage);
    CHECK(text_of(elsewhere) == "0.00");
    CHECK(has_remark(elsewhere, "income_of_others_not_counted"));
    CHECK(text_of(income(fmt::format(R"({}, {{"member_id": "b", "living_together": "yes"}})", kHead), kWage)) ==
          "1200.00");
    CHECK(misses(income(fmt::format(R"({}, {{"member_id": "b"}})", kHead), kWage, R"("living_together_count": 2)"),
                 "member[b].living_together"));
}

TEST_CASE("F-8: the wage of somebody who has died is shown both ways and settles nothing", "[policy]") {
    const Outcome after = income(
        fmt::format(R"({}, {{"member_id": "b", "living_together": "yes", "death_date": "2026-02-20"}})", kHead), kWage);
    CHECK(after.status == Status::boundary);
    CHECK(reading_of(after, "gross") == "2400.00");
    CHECK(reading_of(after, "without_the_departed") == "0.00");
}

TEST_CASE("F-8: three people on the list of six leave the income of the others open", "[policy]") {
    const std::string two = fmt::format(R"({}, {{"member_id": "b", "living_together": "yes"}})", kHead);
    CHECK(misses(income(two, kWage, R"("living_together_count": 6)"), "member"));
    CHECK(text_of(income(two, kWage, R"("living_together_count": 2)")) == "1200.00");
    CHECK(text_of(income("", R"({"gross_amount": "2400.00", "period": "month"})", R"("living_together_count": 6)")) ==
          "400.00");
}

TEST_CASE("F-8: a county's sum for costs of work is taken off, where the family says as much", "[policy]") {
    const auto with_cost = [](std::string_view cost) {
        return judge_changed("lushan-2021", R"("R-051": {"value": null,)",
                             R"("R-051": {"value": "200.00", "clause": "10",)",
                             fmt::format(R"({{"household": {{"living_together_count": 2}}, "income": [{{
                                 "gross_amount": "2400.00", "period": "month", "declared_work_cost": "{}"}}]}})",
                                         cost),
                             "income_per_head");
    };
    CHECK(text_of(with_cost("300.00")) == "1100.00");
    CHECK(with_cost("300.00").status == Status::exact);
    CHECK(with_cost("100.00").status == Status::boundary);
}

TEST_CASE("F-15: a county's yearly limit caps the floor", "[policy]") {
    const auto floor = [](std::string_view held) {
        return judge_changed("linfen-2015", R"("R-100": {"value": null,)",
                             R"("R-100": {"value": "5000.00", "clause": "2",)",
                             fmt::format(R"({{"household": {{"programme": ["dibao"]}}, "aid_held": {}, "expense": [{{
                                 "kind": "medical", "own_paid": "18000.00", "in_policy_scope": "18000.00",
                                 "inpatient": "yes"}}]}})",
                                         held),
                             "medical_aid_floor");
    };
    CHECK(text_of(floor("[]")) == "5000.00");
    CHECK(text_of(floor("null")).empty());
}

TEST_CASE("Public labour: a county that exempts carers does not require them", "[policy]") {
    const std::string facts = R"({"household": {"programme": ["dibao"]}, "member": [{"member_id": "m", "sex": "2",
        "birth_date": "1996-01-01", "labour_ability": "able", "work_state": "seeking", "nursing_infant": "yes"}]})";
    const Outcome exempt = judge_changed("songpan-2021", R"("R-127": {"value": null,)",
                                         R"("R-127": {"value": true, "clause": "2",)", facts, "public_labour");
    CHECK(text_of(exempt) == "excluded");
    CHECK(has_remark(exempt, "carer_exempt"));
}

TEST_CASE("F-13: a share by another start than the records have is missing, not reckoned", "[policy]") {
    const Outcome share = judge_changed(
        "boshan-2021", R"("emergency_clock_start": {"value": null,)",
        R"("emergency_clock_start": {"value": "reported_at", "clause": "2",)",
        R"({"statistics": {"emergency": [{"discovered_at": "2026-03-02T10:15", "first_aid_at": "2026-03-02T12:15"}]}})",
        "emergency_met_share");
    CHECK(share.status == Status::missing_input);
}

TEST_CASE("Public labour: a person counts once on the roll, and open cases keep it open", "[policy]") {
    const std::string facts = R"({"household": {"programme": ["dibao"]}, "member": [
        {"member_id": "a", "birth_date": "1990-01-01", "labour_ability": "able", "work_state": "seeking"},
        {"member_id": "b", "birth_date": "1990-01-01", "labour_ability": "able", "work_state": "seeking"}],
        "labour_entry": [{"member_id": "a", "attended": "yes", "minutes": 60},
                         {"member_id": "a", "attended": "yes", "minutes": 60},
                         {"member_id": "a", "attended": "yes", "minutes": 60}]})";
    const Outcome roll = judge_changed(
        "songpan-2021", R"("R-126": {"value": null,)",
        R"("R-126": {"value": {"men": {"from": 16, "to": 59}, "women": {"from": 16, "to": 59}}, "clause": "2",)", facts,
        "public_labour_roll");
    CHECK(roll.status == Status::exact);
    CHECK(reading_of(roll, "attendance_of_required") == "1/2");
    CHECK(judge("songpan-2021", facts, "public_labour_roll").status == Status::boundary);
}

TEST_CASE("F-11: a second pause that begins before the shifted day counts too", "[policy]") {
    const Outcome outcome = judge("fuliang-2021", R"({"household": {"programme": ["dibao"]}, "review": [{
        "programme": "dibao", "irregular_income": "yes", "able_bodied": "yes", "last_at": "2025-08-15",
        "paused_ranges": [{"from": "2026-02-01", "to": "2026-02-11"}, {"from": "2026-02-20", "to": "2026-02-25"}]}]})",
                                  "review_due");
    CHECK(reading_of(outcome, "shift") == "2026-03-02");
    CHECK(reading_of(outcome, "freeze") == "2026-02-15");
}

TEST_CASE("F-10: a family above a stale standard is not exactly above", "[policy]") {
    const Standards stale = read_standards(R"json({"kind": "dibao_urban_month", "division": "any",
        "effective_from": "2024-01-01", "amount": "700.00", "publisher": "p", "document": "d"})json");
    const Facts facts = facts_of(R"({"household": {"settlement_kind": "urban", "living_together_count": 1},
        "income": [{"gross_amount": "900.00", "period": "month"}]})");
    const Outcome gap = only(assess(shipped_pack("fuliang-2021"), stale, facts, day("2026-03-02")), "dibao_gap");
    CHECK(gap.applies == Truth::no);
    CHECK(gap.status == Status::assumed);
}

TEST_CASE("Reserve: a balance below nothing or of unknown income is no figure", "[policy]") {
    const auto balance = [](std::string_view ledger) {
        return judge("lushan-2021", fmt::format(R"({{"statistics": {{"reserve": {{{}}}}}}})", ledger),
                     "reserve_balance");
    };
    CHECK(balance(R"("opening": "100.00", "in": [], "out": ["300.00"])").status == Status::disputed);
    CHECK(misses(balance(R"("opening": "100.00", "in": "unknown", "out": [])"), "statistics.reserve.in"));
    CHECK(balance(R"("in": ["5.00"])").status == Status::missing_input);
    CHECK(misses(balance(R"("opening": "100.00", "out": ["30.00"])"), "statistics.reserve.in"));
    CHECK(text_of(balance(R"("opening": "100.00", "in": [], "out": ["30.00"])")) == "70.00");
}

TEST_CASE("Facts: counts and records that cannot be are named, and no share rests on them", "[policy]") {
    struct Case {
        const char* facts;
        const char* where;
    };
    for (
        const Case& one :
        {Case{R"({"statistics": {"complaint": {"received": 4, "answered": 5}}})", "complaint.answered"},
         Case{
             R"({"statistics": {"emergency": [{"discovered_at": "2026-03-02T10:15", "first_aid_at": "2026-02-01T10:15"}]}})",
             "emergency[0]"},
         Case{R"({"statistics": {"township_year_round_recipients": 9, "county_year_round_recipients": 8}})",
              "township_year"},
         Case{R"({"temp_aid": {"persons_aided": 0}})", "persons_aided"},
         Case{R"({"household": {"living_together_count": 2}, "temp_aid": {"persons_aided": 5000000}})",
              "persons_aided"},
         Case{R"({"member": [{"member_id": "a"}], "temp_aid": {"persons": ["a"], "persons_aided": 5}})",
              "persons_aided"},
         Case{R"({"expense": [{"kind": "medical", "total": "100.00", "in_policy_scope": "500.00"}]})",
              "in_policy_scope"},
         Case{R"({"income": [{"gross_amount": "9.00", "period": "season", "months": 1000}]})", "months"},
         Case{R"({"member": [{"member_id": "a", "selfcare": {"eat": "alone", "dress": "alone", "bed": "alone",
              "toilet": "alone", "walk_indoors": "alone", "bathe": "alone", "assessed_grade": "full"}}]})",
              "selfcare"},
         Case{R"({"member": [{"member_id": "a", "birth_date": "2017-01-01"}],
              "notice_row": [{"member_id": "a", "is_child": "no", "safety_mode": "no"}]})",
              "is_child"},
         Case{R"({"member": [{"member_id": "a", "work_state": "employed",
              "emp": {"registered_unemployed_on": "2025-01-01"}}]})",
              "emp"},
         Case{
             R"({"member": [{"member_id": "a"}], "labour_entry": [{"member_id": "a", "attended": "no", "minutes": 240}]})",
             "labour_entry[0]"}}) {
        INFO(one.facts);
        const Assessment made =
            assess(shipped_pack("linfen-2015"), standards_a(), facts_of(one.facts), day("2026-03-02"));
        CHECK(has_fault(made.faults, FaultKind::contradiction, one.where));
    }
    const Assessment unknown =
        assess(shipped_pack("songpan-2021"), standards_a(), facts_of(R"({"member": [{"member_id": "a"}],
                                          "notice_row": [{"member_id": "x"}], "labour_entry": [{"member_id": "y"}],
                                          "statistics": {"dibao_recipients": 9000000000000000000}})"),
               day("2026-03-02"));
    CHECK(has_fault(unknown.faults, FaultKind::unknown_member, "notice_row[0]"));
    CHECK(has_fault(unknown.faults, FaultKind::unknown_member, "labour_entry[0]"));
    CHECK(has_fault(unknown.faults, FaultKind::implausible, "dibao_recipients"));
}

TEST_CASE("Complaints: where none came in there is no share to answer", "[policy]") {
    CHECK(
        judge("linfen-2015", R"({"statistics": {"complaint": {"received": 0, "answered": 0}}})", "complaints_answered")
            .applies == Truth::no);
}

TEST_CASE("Notices: what an unknown choice would print is missing", "[policy]") {
    const Outcome rows =
        judge("songpan-2021", R"({"notice_row": [{"fields": "unknown", "is_child": "no", "safety_mode": "no"}]})",
              "notice_rows");
    CHECK(rows.status == Status::missing_input);
}

TEST_CASE("Facts: nobody is proposed for by an id that two members have", "[policy]") {
    const Assessment made =
        assess(shipped_pack("linfen-2015"), standards_a(),
               facts_of(R"({"household": {"aid_held_synced": "yes"}, "aid_held": [], "temp_aid": {"persons": ["a"]},
                   "member": [{"member_id": "a"}, {"member_id": "a"}]})"),
               day("2026-03-02"));
    CHECK(only(made, "temp_aid_proposal_max").status == Status::disputed);
    CHECK(std::ranges::none_of(made.outcomes, [](const Outcome& outcome) {
        return outcome.rule == "temp_aid_person_room" && outcome.status != Status::disputed;
    }));
}

TEST_CASE("F-4: who lives elsewhere is not counted among those who are proposed", "[policy]") {
    CHECK(judge("linfen-2015", R"({"household": {"aid_held_synced": "yes"}, "aid_held": [],
        "temp_aid": {"persons_aided": 2}, "member": [{"member_id": "a", "living_together": "yes"},
        {"member_id": "b", "living_together": "no"}]})",
                "temp_aid_proposal_max")
              .status == Status::missing_input);
}
