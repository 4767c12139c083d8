// SPDX-License-Identifier: Apache-2.0
#include "core/policy/library.hpp"

#include "tests/policy/policy_fixture.hpp"

#include <fmt/format.h>

#include <tuple>

using namespace daohu;
using namespace daohu::policy;
using namespace daohu::test;

namespace {

// What is wrong with a shipped pack after one change in one of its files.
Faults faults_after(std::string_view pack, const std::string& file, std::string_view from, std::string_view to) {
    PackLibrary library = empty_library();
    PackFiles files = pack_files(pack);
    files[file] = replaced(files.at(file), from, to);
    Faults faults;
    CHECK(library.add(files, faults) == nullptr);
    return faults;
}

PackFiles child_of(std::string_view parent, std::string_view parameters, std::string_view id = "county-2026") {
    return {{"pack.json", fmt::format(R"json({{"file": "pack", "format": 1, "id": "{}", "version": 1,
        "label": {{"zh": "示例县", "en": "Example"}}, "division": "141099", "level": "county",
        "documents": [{{"id": "main", "number": "示例〔2026〕1号", "title": "t", "issuer": "i", "issued_on": "2026-01-01"}}],
        "valid_from": "2026-01-01", "valid_to": null, "parent": {{"id": "{}", "version": 1}}}})json",
                                      id, parent)},
            {"parameters.json", fmt::format(R"json({{"file": "parameters", "format": 1, "pack": "{}",
                "parameters": {{{}}}}})json",
                                            id, parameters)}};
}

PackLibrary linfen_alone() {
    PackLibrary library = empty_library();
    Faults faults;
    REQUIRE(library.add(pack_files("linfen-2015"), faults) != nullptr);
    return library;
}

}  // namespace

TEST_CASE("Pack: an unknown key, parameter or file is a fault", "[policy]") {
    CHECK(has_fault(faults_after("fuliang-2021", "pack.json", R"("level")", R"("colour": 1, "level")"),
                    FaultKind::unknown_key, "colour"));
    CHECK(has_fault(faults_after("fuliang-2021", "parameters.json", R"("R-001")", R"("R-199")"),
                    FaultKind::unknown_parameter, "R-199"));
    PackLibrary library = empty_library();
    PackFiles files = pack_files("fuliang-2021");
    files["more.json"] = "{}";
    Faults faults;
    CHECK(library.add(files, faults) == nullptr);
    CHECK_FALSE(faults.empty());
}

TEST_CASE("Pack: a wrong unit or class is a fault", "[policy]") {
    CHECK(has_fault(faults_after("fuliang-2021", "parameters.json", R"("R-070": {"value": 12, "unit": "months")",
                                 R"("R-070": {"value": 12, "unit": "days")"),
                    FaultKind::wrong_unit, "R-070"));
    CHECK(
        has_fault(faults_after("fuliang-2021", "parameters.json",
                               R"("R-142": {"value": 200, "unit": "persons", "operator": "above", "class": "single")",
                               R"("R-142": {"value": 200, "unit": "persons", "operator": "above", "class": "shared")"),
                  FaultKind::wrong_class, "R-142"));
    CHECK(has_fault(
        faults_after("fuliang-2021", "parameters.json", R"("R-142": {"value": 200,)", R"("R-142": {"value": "200",)"),
        FaultKind::bad_value, "R-142"));
}

TEST_CASE("Pack: a value without a clause is a fault, and so is a clause of no document", "[policy]") {
    CHECK(has_fault(faults_after("fuliang-2021", "parameters.json", R"("clause": "18", "modality": ["should"]})",
                                 R"("modality": ["should"]})"),
                    FaultKind::clause_missing, "R-142"));
    CHECK(has_fault(faults_after("fuliang-2021", "parameters.json", R"("clause": "18", "modality": ["should"]})",
                                 R"("clause": "18", "document": "other", "modality": ["should"]})"),
                    FaultKind::document_unknown, "R-142"));
}

TEST_CASE("Pack: a parameter that is left out is a fault, for silence has to be written", "[policy]") {
    CHECK(has_fault(faults_after("fuliang-2021", "parameters.json",
                                 R"("R-001": {"value": null, "unit": "multiple", "class": "single"},)", ""),
                    FaultKind::missing_parameter, "R-001"));
}

TEST_CASE("Pack: a condition that asks for something unknown is a fault", "[policy]") {
    CHECK(has_fault(faults_after("songpan-2021", "parameters.json", R"({"compare": "recognised_severe", "is": "yes"})",
                                 R"({"compare": "shoe_size", "is": "yes"})"),
                    FaultKind::unknown_code, "R-044"));
    CHECK(has_fault(faults_after("songpan-2021", "parameters.json", R"({"compare": "recognised_severe", "is": "yes"})",
                                 R"({"compare": "recognised_severe", "above": 3})"),
                    FaultKind::bad_value, "R-044"));
}

TEST_CASE("Pack: a calendar item without an interval in the document is a fault", "[policy]") {
    CHECK(has_fault(faults_after("songpan-2021", "calendar.json", R"("interval": "R-071")", R"("interval": "R-070")"),
                    FaultKind::bad_value, "review_dibao"));
}

TEST_CASE("Pack: a column that notices show and never show is a fault", "[policy]") {
    CHECK(has_fault(faults_after("songpan-2021", "notice.json", R"("never": ["id_number",)", R"("never": ["name",)"),
                    FaultKind::bad_value, "never"));
}

TEST_CASE("Pack: a county below Linfen may lower a limit and not exceed it", "[policy]") {
    PackLibrary library = linfen_alone();
    Faults faults;
    const Pack* within = library.add(
        child_of(
            "linfen-2015",
            R"("R-010": {"value": "4000.00", "unit": "yuan", "operator": "at_most", "class": "single", "clause": "3"})"),
        faults);
    REQUIRE(within != nullptr);
    CHECK(std::get<Fen>(within->parameter(ParameterId{10}).value) == Fen{400000});
    CHECK(std::get<Fen>(within->parameter(ParameterId{11}).value) == Fen{1000000});
    CHECK(within->document("linfen-2015", "main").number != within->document("county-2026", "main").number);

    const Pack* beyond = library.add(
        child_of(
            "linfen-2015",
            R"("R-010": {"value": "5000.01", "unit": "yuan", "operator": "at_most", "class": "single", "clause": "3"})",
            "beyond"),
        faults);
    CHECK(beyond == nullptr);
    CHECK(has_fault(faults, FaultKind::exceeds_parent, "R-010"));

    faults.clear();
    const Pack* sourced = library.add(
        child_of(
            "linfen-2015",
            R"("R-010": {"value": "6000.00", "unit": "yuan", "operator": "at_most", "class": "single", "clause": "3",
                              "own_source": {"document": "main", "clause": "3"}})",
            "sourced"),
        faults);
    CHECK(sourced != nullptr);
}

TEST_CASE("Pack: a child cannot take back what its parent lays down", "[policy]") {
    PackLibrary library = linfen_alone();
    Faults faults;
    CHECK(library.add(child_of("linfen-2015", R"("R-010": {"value": null, "unit": "yuan", "class": "single"})"),
                      faults) == nullptr);
    CHECK(has_fault(faults, FaultKind::bad_value, "R-010"));
}

TEST_CASE("Pack: parents in a ring, or missing, are faults", "[policy]") {
    PackLibrary library = empty_library();
    Faults faults;
    library.add_all({child_of("two", "", "one"), child_of("one", "", "two")}, faults);
    CHECK(has_fault(faults, FaultKind::parent_cycle, "parent"));
    CHECK(library.latest().empty());
    faults.clear();
    library.add_all({child_of("nowhere", "", "orphan")}, faults);
    CHECK(has_fault(faults, FaultKind::parent_missing, "parent"));
}

TEST_CASE("Library: a case keeps the version it was opened with", "[policy]") {
    PackLibrary library = empty_library();
    Faults faults;
    PackFiles second = pack_files("fuliang-2021");
    second["pack.json"] = replaced(second["pack.json"], R"("version": 1)", R"("version": 2)");
    library.add_all({pack_files("fuliang-2021"), second}, faults);
    REQUIRE(faults.empty());
    const auto fresh = choose_pack(library, "fuliang-2021", Facts{}, day("2026-03-02"));
    REQUIRE(fresh);
    CHECK((*fresh)->version == 2);
    const Facts old_case = facts_of(R"({"household": {"policy_pack_id": "fuliang-2021", "policy_pack_version": 1}})");
    const auto kept = choose_pack(library, "fuliang-2021", old_case, day("2026-03-02"));
    REQUIRE(kept);
    CHECK((*kept)->version == 1);
    const Facts lost_case = facts_of(R"({"household": {"policy_pack_id": "fuliang-2021", "policy_pack_version": 9}})");
    const auto lost = choose_pack(library, "fuliang-2021", lost_case, day("2026-03-02"));
    REQUIRE_FALSE(lost);
    CHECK(lost.error().code == ErrorCode::policy_pack_missing);
}

TEST_CASE("Cards: are found by title, keyword and body, the title first", "[policy]") {
    const Pack& pack = shipped_pack("songpan-2021");
    const auto found = pack.search_cards("公益劳动", 5);
    REQUIRE_FALSE(found.empty());
    CHECK(found.front()->title.zh.find("公益劳动") != std::string::npos);
    CHECK(pack.search_cards("no such word anywhere", 5).empty());
}

TEST_CASE("Library: a pack stays where the one in its place is not sound", "[policy]") {
    PackLibrary library = empty_library();
    Faults faults;
    REQUIRE(library.add(pack_files("songpan-2021"), faults) != nullptr);
    PackFiles files = pack_files("songpan-2021");
    files["calendar.json"] = replaced(files.at("calendar.json"), R"("interval": "R-071")", R"("interval": "R-070")");
    CHECK(library.replace(files, faults) == nullptr);
    CHECK_FALSE(faults.empty());
    CHECK(library.find_version("songpan-2021", 1) != nullptr);
}

TEST_CASE("Cards: where people apply who live away from home, and who gets the highest rent subsidy", "[policy]") {
    for (const auto& [pack, query, clause] :
         {std::tuple{"fuliang-2021", "居住证", "17"}, std::tuple{"lushan-2021", "居住证", "3"},
          std::tuple{"fuliang-2021", "租赁补贴", "8"}, std::tuple{"songpan-2021", "两项补贴", "二(四)4"}}) {
        INFO(pack << " " << query);
        bool found = false;
        for (const Card* card : shipped_pack(pack).search_cards(query, 10)) {
            found = found || card->clause == clause;
        }
        CHECK(found);
    }
}
