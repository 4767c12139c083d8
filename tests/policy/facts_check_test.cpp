// SPDX-License-Identifier: Apache-2.0
#include "core/policy/facts_check.hpp"

#include "tests/policy/policy_fixture.hpp"

using namespace daohu;
using namespace daohu::policy;
using namespace daohu::test;

namespace {

Faults faults_in(std::string_view facts) {
    Facts read = facts_of(facts);
    Faults faults;
    check_facts(read, day("2026-03-02"), faults);
    return faults;
}

}  // namespace

TEST_CASE("Facts: what has not happened yet is named, whichever day it is", "[policy]") {
    for (const auto& [facts, where] :
         {std::pair{R"({"discovery": {"discovered_at": "2026-03-04T10:15"}})", "discovery.discovered_at"},
          std::pair{R"({"discovery": {"reported_at": "2026-03-04T10:15"}})", "discovery.reported_at"},
          std::pair{R"({"first_aid": [{"given_at": "2026-03-03T00:30"}]})", "first_aid[0].given_at"},
          std::pair{R"({"household": {"housing_checked_on": "2030-01-01"}})", "housing_checked_on"},
          std::pair{R"({"phase_out": {"first_month": "2030-01"}})", "phase_out.first_month"},
          std::pair{R"({"income": [{"since": "2027-05"}]})", "income[0].since"},
          std::pair{R"({"change": [{"happened_on": "2026-03-03"}]})", "change[0].happened_on"},
          std::pair{R"({"change": [{"told_on": "2026-03-03"}]})", "change[0].told_on"}}) {
        INFO(facts);
        CHECK(has_fault(faults_in(facts), FaultKind::in_future, where));
    }
    CHECK(faults_in(R"({"discovery": {"discovered_at": "2026-03-02T23:59"}, "phase_out": {"first_month": "2026-03"},
        "income": [{"since": "2026"}]})")
              .empty());
}

TEST_CASE("Facts: nothing happens to a person who is not born yet", "[policy]") {
    const std::string born = R"({"member": [{"member_id": "a", "birth_date": "1990-05-01"}], )";
    for (const auto& [facts, where] :
         {std::pair{R"("change": [{"member_id": "a", "happened_on": "1950-01-01"}]})", "change[0].happened_on"},
          std::pair{R"("income": [{"member_id": "a", "since": "1989"}]})", "income[0].since"},
          std::pair{R"("aid_held": [{"beneficiaries": ["a"], "date": "1989-12-31"}]})", "aid_held[0].date"}}) {
        INFO(facts);
        CHECK(has_fault(faults_in(born + facts), FaultKind::before_birth, where));
    }
    CHECK(faults_in(born + R"("income": [{"member_id": "a", "since": "1990"}]})").empty());
}

TEST_CASE("Facts: a day beyond a long life is not believed", "[policy]") {
    CHECK(has_fault(faults_in(R"({"member": [{"member_id": "a", "birth_date": "1000-01-01"}]})"),
                    FaultKind::implausible, "member[a].birth_date"));
    CHECK(has_fault(faults_in(R"({"review": [{"programme": "dibao", "last_at": "1800-01-01"}]})"),
                    FaultKind::implausible, "review[0].last_at"));
    CHECK(faults_in(R"({"member": [{"member_id": "a", "birth_date": "1900-01-01"}]})").empty());
}

TEST_CASE("Facts: nobody is reviewed after death, and no review of the dead falls due", "[policy]") {
    const std::string dead = R"({"member": [{"member_id": "a", "birth_date": "1950-05-01", "death_date": "2025-11-01"}],
        "household": {"household_id": "h"}, "review": [{"member_id": "a", "programme": "tekun", "last_at": ")";
    CHECK(has_fault(faults_in(dead + R"(2025-12-01"}]})"), FaultKind::contradiction, "review[0].last_at"));
    const Facts earlier = facts_of(dead + R"(2025-10-01"}]})");
    for (const DueItem& item : due_calendar(shipped_pack("lushan-2021"), standards_a(), {earlier}, day("2026-03-02"))) {
        CHECK(item.outcome.rule != "review_due");
    }
}
