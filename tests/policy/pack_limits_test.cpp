// SPDX-License-Identifier: Apache-2.0
//
// A county below a city: within its limits, and with the city's value where its own is not in force.
#include "core/policy/library.hpp"
#include "core/policy/rules.hpp"

#include "tests/policy/policy_fixture.hpp"

#include <fmt/format.h>

#include <tuple>

using namespace daohu;
using namespace daohu::policy;
using namespace daohu::test;

namespace {

PackFiles county(std::string_view parameters, std::string_view id = "county-2026",
                 std::string_view parent = R"({"id": "linfen-2015", "version": 1})") {
    return {{"pack.json", fmt::format(R"json({{"file": "pack", "format": 1, "id": "{}", "version": 1,
        "label": {{"zh": "示例县", "en": "Example"}}, "division": "141099", "level": "county",
        "documents": [{{"id": "main", "number": "示例〔2026〕1号", "title": "t", "issuer": "i", "issued_on": "2026-01-01"}}],
        "valid_from": "2026-01-01", "valid_to": null, "parent": {}}})json",
                                      id, parent)},
            {"parameters.json", fmt::format(R"json({{"file": "parameters", "format": 1, "pack": "{}",
                "parameters": {{{}}}}})json",
                                            id, parameters)}};
}

struct Added {
    PackLibrary library;
    const Pack* pack;
    Faults faults;
};

Added added(std::string_view parameters) {
    Added made{empty_library(), nullptr, {}};
    Faults city;
    REQUIRE(made.library.add(pack_files("linfen-2015"), city) != nullptr);
    made.pack = made.library.add(county(parameters), made.faults);
    return made;
}

}  // namespace

TEST_CASE("Pack: no county goes beyond a city's limit, whatever kind of value it is", "[policy]") {
    for (const auto& [id, entry] :
         {std::pair{"R-101", R"("value": "50%", "unit": "ratio", "operator": "exactly", "class": "differs")"},
          std::pair{"R-102", R"("value": "0%", "unit": "ratio", "operator": "exactly", "class": "differs")"},
          std::pair{"R-077", R"("value": 36, "unit": "months", "operator": "exactly", "class": "single")"},
          std::pair{"R-057", R"("value": 8, "unit": "quarters", "operator": "at_most", "class": "single")"},
          std::pair{"R-110", R"("value": 0, "unit": "persons", "operator": "at_least", "class": "shared")"},
          std::pair{"R-084", R"("value": false, "unit": "bool", "class": "single")"},
          std::pair{"R-135", R"("value": false, "unit": "bool", "class": "single")"},
          std::pair{"R-136", R"("value": false, "unit": "bool", "class": "single")"},
          std::pair{"R-010", R"("value": "4000.00", "unit": "yuan", "operator": "at_least", "class": "single")"},
          std::pair{"R-001", R"("value": "100", "unit": "multiple", "operator": "at_most", "class": "single")"}}) {
        INFO(id);
        const std::string sourced = R"(, "clause": "3", "own_source": {"document": "main", "clause": "3"}})";
        const std::string written = fmt::format(R"("{}": {{{})", id, entry);
        const Added beyond = added(written + R"(, "clause": "3"})");
        CHECK(beyond.pack == nullptr);
        CHECK(has_fault(beyond.faults, FaultKind::exceeds_parent, id));
        CHECK(added(written + sourced).pack != nullptr);
    }
}

TEST_CASE("Pack: a share of more than a whole is a fault", "[policy]") {
    const Added made = added(R"("R-099": {"value": "150%", "unit": "ratio", "operator": "at_least", "class": "differs",
        "clause": "3", "own_source": {"document": "main", "clause": "3"}})");
    CHECK(made.pack == nullptr);
    CHECK(has_fault(made.faults, FaultKind::bad_value, "R-099"));
}

TEST_CASE("Pack: until a county's value is in force the city's counts", "[policy]") {
    const Added made = added(R"("R-010": {"value": "4000.00", "unit": "yuan", "operator": "at_most", "class": "single",
        "clause": "3", "valid_from": "2027-01-01"})");
    REQUIRE(made.pack != nullptr);
    const Facts facts = facts_of(R"({"household": {"aid_held_synced": "yes"}, "aid_held": {"state": "none"},
        "member": [{"member_id": "a"}]})");
    const auto room = [&](std::string_view on) {
        return only(assess(*made.pack, standards_a(), facts, day(on)), "temp_aid_person_room");
    };
    CHECK(to_text(room("2026-03-02").figure) == "5000.00");
    CHECK(to_text(room("2027-03-02").figure) == "4000.00");
    REQUIRE_FALSE(room("2026-03-02").citations.empty());
    CHECK(room("2026-03-02").citations.front().pack == "linfen-2015");
    CHECK(room("2027-03-02").citations.front().pack == "county-2026");
}

TEST_CASE("Library: a chain that ends at nobody is no ring", "[policy]") {
    PackLibrary library = empty_library();
    Faults faults;
    library.add_all(
        {county("", "a", R"({"id": "b", "version": 1})"), county("", "b", R"({"id": "nowhere", "version": 1})")},
        faults);
    REQUIRE(faults.size() == 2);
    for (const Fault& fault : faults) {
        CHECK(fault.kind == FaultKind::parent_missing);
        CHECK(fault.detail.find("nowhere") != std::string::npos);
    }
}

TEST_CASE("Pack: a parent is named with its version", "[policy]") {
    PackLibrary library = empty_library();
    Faults faults;
    CHECK(library.add(county("", "a", R"({"id": "linfen-2015"})"), faults) == nullptr);
    CHECK(has_fault(faults, FaultKind::missing_key, "parent.version"));
    faults.clear();
    CHECK(library.add(county("", "a", R"({"id": "linfen-2015", "version": 0})"), faults) == nullptr);
    CHECK(has_fault(faults, FaultKind::bad_value, "parent.version"));
}

TEST_CASE("Pack: a value that says nothing is a fault", "[policy]") {
    for (const auto& [id, entry, kind, where] :
         {std::tuple{"R-016", R"("value": true, "unit": "bool", "class": "common", "clause": " ")",
                     FaultKind::clause_missing, "R-016"},
          std::tuple{"R-016", R"("value": true, "unit": "bool", "class": "common", "clause": "　")",
                     FaultKind::clause_missing, "R-016"},
          std::tuple{"R-016",
                     R"("value": true, "unit": "bool", "class": "common", "clause": "3", "ambiguities": ["A-99"])",
                     FaultKind::unknown_code, "R-016.ambiguities"},
          std::tuple{"R-070", R"("value": null, "unit": "months", "class": "common",
                         "assumed": {"value": 12, "ambiguity": "B-1"})",
                     FaultKind::unknown_code, "R-070.assumed.ambiguity"},
          std::tuple{"R-070", R"("value": 0, "unit": "months", "class": "common", "clause": "3")", FaultKind::bad_value,
                     "R-070.value"},
          std::tuple{"R-133", R"("value": {"level": "county", "townships": {"level": "township", "names": ["甲"],
                         "codes": [""]}}, "unit": "approval", "class": "differs", "clause": "3")",
                     FaultKind::bad_value, "R-133.value.townships.codes"},
          std::tuple{"R-133", R"("value": {"level": "county", "townships": {"level": "township", "names": ["甲"],
                         "codes": ["141099"]}}, "unit": "approval", "class": "differs", "clause": "3")",
                     FaultKind::bad_value, "R-133.value.townships.codes"},
          std::tuple{"R-144",
                     R"("value": {"least": 3, "covers": -5}, "unit": "staffing", "class": "single", "clause": "3")",
                     FaultKind::bad_value, "R-144.value.covers"},
          std::tuple{"R-144", R"("value": {"least": 3, "covers": 5, "step": 5, "added": -3}, "unit": "staffing",
                         "class": "single", "clause": "3")",
                     FaultKind::bad_value, "R-144.value.added"},
          std::tuple{"R-144", R"("value": {"least": 3, "of": "banana"}, "unit": "staffing", "class": "single",
                         "clause": "3")",
                     FaultKind::unknown_code, "R-144.value.of"}}) {
        INFO(entry);
        const Added made = added(fmt::format(R"("{}": {{{}}})", id, entry));
        CHECK(made.pack == nullptr);
        CHECK(has_fault(made.faults, kind, where));
    }
}

TEST_CASE("Rules: every outcome belongs to a rule that can be asked for", "[policy]") {
    const Facts facts = facts_of(R"({"household": {"household_id": "h", "settlement_kind": "rural",
        "programme": ["dibao", "tekun"]}, "member": [{"member_id": "a", "birth_date": "1980-01-01",
        "living_together": "yes", "labour_ability": "able", "work_state": "seeking",
        "emp": {"wish": "yes", "registered_unemployed_on": "2025-01-01"}}]})");
    std::size_t named = 0;
    for (const std::string_view id : kPackIds) {
        for (const Outcome& outcome : assess(shipped_pack(id), standards_a(), facts, day("2026-03-02")).outcomes) {
            INFO(outcome.rule);
            const Rule* rule = find_rule_of(outcome.rule);
            REQUIRE(rule != nullptr);
            named += rule->id == outcome.rule ? 0 : 1;
        }
    }
    CHECK(named > 0);
    CHECK(find_rule_of("care_floor_full") == find_rule("care_floor_table"));
    CHECK(find_rule_of("no_such_outcome") == nullptr);
}
