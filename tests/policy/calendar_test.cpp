// SPDX-License-Identifier: Apache-2.0
//
// What falls due by a pack's calendar, and what a document asks for without saying when.

#include "core/policy/due_calendar.hpp"
#include "tests/policy/policy_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

using namespace daohu;
using namespace daohu::policy;
using namespace daohu::test;

namespace {

std::vector<DueItem> due_of(std::string_view pack, std::string_view facts, std::string_view on = "2026-03-02") {
    return due_calendar(shipped_pack(pack), standards_a(), {facts_of(facts)}, day(on));
}

const DueItem* find_item(const std::vector<DueItem>& items, std::string_view rule) {
    const auto found = std::ranges::find(items, rule, [](const DueItem& item) { return item.outcome.rule; });
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("Due calendar: orders what falls due and leaves out what the pack does not know", "[policy]") {
    std::vector<Facts> households;
    for (const char* last : {"2025-09-01", "2025-03-01", "2025-06-01"}) {
        households.push_back(facts_of(fmt::format(R"({{"household": {{"household_id": "{0}"}}, "review": [{{
            "programme": "dibao", "irregular_income": "no", "able_bodied": "no", "last_at": "{0}"}}]}})",
                                                  last)));
    }
    const auto due = due_calendar(shipped_pack("lushan-2021"), standards_a(), households, day("2026-03-02"));
    REQUIRE(due.size() == 3);
    CHECK(due[0].household == "2025-03-01");
    CHECK(due[2].due == day("2026-09-01"));
    const auto boshan = due_calendar(shipped_pack("boshan-2021"), standards_a(), households, day("2026-03-02"));
    CHECK(find_item(boshan, "review_due") == nullptr);
}

TEST_CASE("Due calendar: names the household whose facts contradict, and gives no day from them", "[policy]") {
    const std::vector<Facts> households{facts_of(R"({"household": {"household_id": "h7"}, "review": [{
        "programme": "dibao", "irregular_income": "no", "able_bodied": "no", "last_at": "2026-03-03"}]})")};
    Faults faults;
    const auto due = due_calendar(shipped_pack("lushan-2021"), standards_a(), households, day("2026-03-02"), faults);
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().file == "h7");
    CHECK(faults.front().kind == FaultKind::in_future);
    REQUIRE(find_item(due, "review_due") != nullptr);
    CHECK_FALSE(find_item(due, "review_due")->due);
}

TEST_CASE("Due calendar: hours run before every day, and are gone once aid was given", "[policy]") {
    const auto with_aid = [](std::string_view aid) {
        return fmt::format(R"({{"household": {{"household_id": "h1"}},
            "discovery": {{"discovered_at": "2026-03-02T10:15+08:00"}}, "first_aid": [{}]}})",
                           aid);
    };
    const auto open = due_of("boshan-2021", with_aid(""));
    REQUIRE_FALSE(open.empty());
    CHECK(open.front().outcome.rule == "emergency_clock");
    CHECK(open.front().due == day("2026-03-03"));
    const auto given = due_of("boshan-2021", with_aid(R"({"given_at": "2026-03-02T11:15+08:00"})"));
    CHECK(find_item(given, "emergency_clock") == nullptr);
    const auto unknown = due_of("boshan-2021", with_aid(R"({"given_at": "unknown"})"));
    REQUIRE(find_item(unknown, "emergency_clock") != nullptr);
    CHECK(find_item(unknown, "emergency_clock")->due == day("2026-03-03"));
}

TEST_CASE("Due calendar: a phase-out falls due by the day its income began", "[policy]") {
    const auto due = due_of("songpan-2021", R"({"household": {"settlement_kind": "rural", "programme": ["dibao"],
        "formerly_registered_poor": "yes", "living_together_count": 3}, "review": [{"programme": "dibao"}],
        "income": [{"gross_amount": "1620.00", "period": "month", "since": "2026-02"}]})");
    REQUIRE(find_item(due, "phase_out_end") != nullptr);
    CHECK(find_item(due, "phase_out_end")->due == day("2027-01-31"));
}

TEST_CASE("Due calendar: a family that gets an allowance and was never reviewed is in the list", "[policy]") {
    const std::string facts = R"({"household": {"household_id": "h1", "programme": ["dibao", "tekun"]}})";
    const auto due = due_of("lushan-2021", facts);
    CHECK(std::ranges::count(due, "review_due", [](const DueItem& item) { return item.outcome.rule; }) == 2);
    REQUIRE(find_item(due, "review_due") != nullptr);
    CHECK(find_item(due, "review_due")->outcome.missing.front().fact == "review.last_at");
    CHECK(std::ranges::count(due_of("songpan-2021", facts), "review_due",
                             [](const DueItem& item) { return item.outcome.rule; }) == 1);
    CHECK(find_item(due_of("lushan-2021", replaced(facts, R"("dibao", "tekun")", "")), "review_due") == nullptr);
}

TEST_CASE("Due calendar: each case is judged by the version it was opened under", "[policy]") {
    PackLibrary library = empty_library();
    Faults faults;
    REQUIRE(library.add(pack_files("lushan-2021"), faults) != nullptr);
    PackFiles second = pack_files("lushan-2021");
    second["pack.json"] = replaced(second.at("pack.json"), R"("version": 1)", R"("version": 2)");
    second["parameters.json"] =
        replaced(second.at("parameters.json"), R"("R-070": {"value": 12)", R"("R-070": {"value": 6)");
    const Pack* newer = library.add(second, faults);
    REQUIRE(newer != nullptr);
    const auto household = [](std::string_view id, int version) {
        return facts_of(fmt::format(R"({{"household": {{"household_id": "{}", "policy_pack_id": "lushan-2021",
            "policy_pack_version": {}}}, "review": [{{"programme": "tekun", "last_at": "2025-10-01"}}]}})",
                                    id, version));
    };
    const std::vector<Facts> both{household("h1", 1), household("h2", 2)};
    const auto due = due_calendar(library, "lushan-2021", standards_a(), both, day("2026-03-02"), faults);
    REQUIRE(due);
    REQUIRE(due->size() == 2);
    CHECK(due->front().household == "h2");
    CHECK(due->front().due == day("2026-04-01"));
    CHECK(due->back().due == day("2026-10-01"));
    CHECK(faults.empty());
    // A case of a version that is not here is named and left out; the others stay in the list.
    const auto partly = due_calendar(library, "lushan-2021", standards_a(), {household("h1", 1), household("h3", 7)},
                                     day("2026-03-02"), faults);
    REQUIRE(partly);
    CHECK(partly->size() == 1);
    CHECK_FALSE(faults.empty());
    faults.clear();
    // Asked of one version, the other's case is named and left out.
    CHECK(due_calendar(*newer, standards_a(), both, day("2026-03-02"), faults).size() == 1);
    CHECK(has_fault(faults, FaultKind::other_pack, "policy_pack_version"));
}

TEST_CASE("Due calendar: a case of another pack and two households with one id are named", "[policy]") {
    Faults faults;
    (void)due_calendar(shipped_pack("lushan-2021"), standards_a(),
                       {facts_of(R"({"household": {"household_id": "h1", "policy_pack_id": "boshan-2021"}})"),
                        facts_of(R"({"household": {"household_id": "h1"}})")},
                       day("2026-03-02"), faults);
    CHECK(has_fault(faults, FaultKind::other_pack, "policy_pack_id"));
    CHECK(has_fault(faults, FaultKind::contradiction, "household_id"));
}

TEST_CASE("Due calendar: a sweep that the document asks for regularly has no day", "[policy]") {
    const auto due = due_of("boshan-2021", "{}");
    const DueItem* sweep = find_item(due, "sweep_due");
    REQUIRE(sweep != nullptr);
    CHECK_FALSE(sweep->due);
    CHECK(sweep->outcome.status == Status::not_stated);
    CHECK(std::ranges::any_of(sweep->outcome.citations, [](const Citation& one) { return !one.clause.empty(); }));
    CHECK(find_item(due_of("lushan-2021", "{}"), "sweep_due") == nullptr);
}

TEST_CASE("Due calendar: a county that lays down how often it sweeps has a day after the last one", "[policy]") {
    PackLibrary library = empty_library();
    PackFiles files = pack_files("boshan-2021");
    files["parameters.json"] = replaced(files.at("parameters.json"), R"("R-085": {"value": null, "unit": "months")",
                                        R"("R-085": {"value": 3, "clause": "2", "unit": "months")");
    files["calendar.json"] = replaced(files.at("calendar.json"), R"("id": "sweep", "interval": null)",
                                      R"("id": "sweep", "interval": "R-085")");
    Faults faults;
    const Pack* pack = library.add(files, faults);
    REQUIRE(pack != nullptr);
    const Facts swept = facts_of(R"({"statistics": {"last_sweep_on": "2026-01-31"}})");
    const Assessment made = assess(*pack, standards_a(), swept, day("2026-03-02"));
    CHECK(to_text(only(made, "sweep_due").figure) == "2026-04-30");
    CHECK(only(assess(*pack, standards_a(), facts_of("{}"), day("2026-03-02")), "sweep_due").status ==
          Status::missing_input);
}

TEST_CASE("Due calendar: public labour is due with the month, once for the township", "[policy]") {
    const std::vector<Facts> households{facts_of("{}"), facts_of("{}")};
    for (const auto& [on, last] : {std::pair{"2026-03-02", "2026-03-31"}, std::pair{"2028-02-29", "2028-02-29"}}) {
        const auto due = due_calendar(shipped_pack("songpan-2021"), standards_a(), households, day(on));
        CHECK(std::ranges::count(due, "public_labour_month", [](const DueItem& item) { return item.outcome.rule; }) ==
              1);
        REQUIRE(find_item(due, "public_labour_month") != nullptr);
        CHECK(find_item(due, "public_labour_month")->due == day(last));
    }
    CHECK(find_item(due_of("fuliang-2021", "{}"), "public_labour_month") == nullptr);
}

TEST_CASE("Due calendar: services of the year are due on its last day, and no more once given", "[policy]") {
    const auto with_offers = [](int offers) {
        return fmt::format(R"({{"member": [{{"member_id": "m", "emp": {{"wish": "yes",
            "registered_unemployed_on": "2025-12-01", "offers": {}, "guidance": 1}}}}]}})",
                           offers);
    };
    const auto open = due_of("fuliang-2021", with_offers(2));
    REQUIRE(find_item(open, "employment_offers") != nullptr);
    CHECK(find_item(open, "employment_offers")->due == day("2026-12-31"));
    CHECK(find_item(open, "employment_guidance") == nullptr);
    CHECK(find_item(due_of("fuliang-2021", with_offers(3)), "employment_offers") == nullptr);
}

TEST_CASE("Yearly services: are owed to who is registered as unemployed, and asked where that is not known",
          "[policy]") {
    const auto offers = [](std::string_view registered) {
        const std::string facts = fmt::format(
            R"({{"member": [{{"member_id": "m", "emp": {{"wish": "yes", {} "offers": 0}}}}]}})", registered);
        return judge("fuliang-2021", facts, "employment_offers");
    };
    CHECK(offers(R"("registered_unemployed_on": {"state": "none"},)").applies == Truth::no);
    CHECK(offers("").status == Status::missing_input);
    CHECK(to_text(offers(R"("registered_unemployed_on": "2025-12-01",)").figure) == "not_yet_reached");
}

TEST_CASE("Due calendar: beyond three months at the station begins the day after", "[policy]") {
    const std::string facts = R"({"discovery": {"hardship_kinds": ["vagrant"], "identity_found": "no",
        "station_entered_on": "2025-11-30"}})";
    const auto due = due_of("fuliang-2021", facts);
    REQUIRE(find_item(due, "vagrant_unidentified_from") != nullptr);
    CHECK(find_item(due, "vagrant_unidentified_from")->due == day("2026-03-01"));
    CHECK(find_item(due_of("fuliang-2021", replaced(facts, R"("no")", R"("yes")")), "vagrant_unidentified_from") ==
          nullptr);
    CHECK(
        judge("fuliang-2021", replaced(facts, R"("2025-11-30")", R"("unknown")"), "vagrant_unidentified_from").status ==
        Status::missing_input);
    CHECK(judge("songpan-2021", facts, "vagrant_unidentified_from").status == Status::not_stated);
}

TEST_CASE("Due calendar: papers after aid and reports of changes are shown without a day", "[policy]") {
    const std::string facts = R"({"first_aid": [{"given_at": "2026-03-02T10:00", "papers_complete": "no"}],
        "change": [{"kind": "death", "happened_on": "2026-02-20", "told_on": "2026-03-02"}]})";
    for (const char* pack : {"lushan-2021", "fuliang-2021"}) {
        const auto due = due_of(pack, facts);
        INFO(pack);
        REQUIRE(find_item(due, "supplement_papers") != nullptr);
        REQUIRE(find_item(due, "change_report_deadline") != nullptr);
        CHECK_FALSE(find_item(due, "supplement_papers")->due);
        CHECK(find_item(due, "change_report_to") == nullptr);
        const auto complete =
            due_of(pack, replaced(facts, R"("papers_complete": "no")", R"("papers_complete": "yes")"));
        CHECK(find_item(complete, "supplement_papers") == nullptr);
    }
    CHECK(find_item(due_of("boshan-2021", facts), "supplement_papers") == nullptr);
}

TEST_CASE("Treat first: is shown with its scope, and the township judges", "[policy]") {
    const std::string facts =
        R"({"member": [{"member_id": "m", "med": {"care_refused_for_cost": "yes"}}],
            "discovery": {"hardship_kinds": ["care_refused"]}})";
    for (const auto& [pack, clause] :
         {std::pair{"lushan-2021", "7"}, std::pair{"songpan-2021", "二(一)4"}, std::pair{"fuliang-2021", "6"}}) {
        const Outcome outcome = judge(pack, facts, "treat_first");
        INFO(pack);
        CHECK(outcome.subject == "member[m]");
        CHECK(outcome.status == Status::boundary);
        CHECK(outcome.citations.front().clause == clause);
        CHECK(outcome.readings == std::vector<Reading>{Reading{"card", Verdict{"treat-first"}}});
        CHECK(std::ranges::find(outcome.remarks, "urgency_not_lowered") != outcome.remarks.end());
    }
    for (const char* pack : {"boshan-2021", "linfen-2015"}) {
        const Outcome outcome = judge(pack, facts, "treat_first");
        CHECK(outcome.status == Status::not_stated);
        CHECK(std::ranges::find(outcome.remarks, "call_first") != outcome.remarks.end());
    }
}

TEST_CASE("Treat first: an answer that is not known is asked for, and a no is no refusal", "[policy]") {
    const auto with = [](std::string_view answer) {
        return fmt::format(R"({{"member": [{{"member_id": "m", "med": {{"care_refused_for_cost": {}}}}}]}})", answer);
    };
    CHECK(judge("lushan-2021", with(R"("unknown")"), "treat_first").status == Status::missing_input);
    CHECK(judge("lushan-2021", with(R"({"disputed": ["yes", "no"]})"), "treat_first").status == Status::disputed);
    const Assessment none =
        assess(shipped_pack("lushan-2021"), standards_a(), facts_of(with(R"("no")")), day("2026-03-02"));
    CHECK(std::ranges::find(none.outcomes, "treat_first", &Outcome::rule) == none.outcomes.end());
}

TEST_CASE("Due calendar: what a document asks for regularly is listed without a day, with its clause", "[policy]") {
    for (const auto& [pack, rule, clause] : {std::tuple{"boshan-2021", "home_checks_due", "二(三)"},
                                             std::tuple{"songpan-2021", "follow_up_due", "二(一)1"},
                                             std::tuple{"songpan-2021", "public_notice_due", "二(三)5"},
                                             std::tuple{"linfen-2015", "housing_inspection_due", "二(六)3"}}) {
        INFO(rule);
        const auto due = due_of(pack, "{}");
        const DueItem* item = find_item(due, rule);
        REQUIRE(item != nullptr);
        CHECK_FALSE(item->due);
        CHECK(item->outcome.status == Status::not_stated);
        REQUIRE_FALSE(item->outcome.citations.empty());
        CHECK(item->outcome.citations.front().clause == clause);
        CHECK(find_item(due_of("lushan-2021", "{}"), rule) == nullptr);
    }
}
