// SPDX-License-Identifier: Apache-2.0
#include "core/policy/code_facts.hpp"
#include "core/policy/json_value.hpp"
#include "tests/policy/policy_fixture.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

using namespace daohu;
using namespace daohu::policy;

namespace {

JsonValue asset(const std::string& path) {
    std::ifstream stream{std::filesystem::path{DAOHU_SOURCE_DIR} / "assets" / path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
    Faults faults;
    auto document = parse_json(text, path, faults);
    INFO(path);
    REQUIRE(document);
    return std::move(*document);
}

std::set<std::string> published_codes(std::string_view list) {
    std::set<std::string> codes;
    const JsonValue document = asset("codes/" + std::string{list} + ".json");
    for (const JsonValue& item : document.find("items")->items) {
        codes.insert(item.find("code")->text);
    }
    return codes;
}

// What stands in one of the two and not in the other.
std::vector<std::string> differences(CodeList list, const std::set<std::string>& published) {
    const std::set<std::string> ours{list.codes.begin(), list.codes.end()};
    std::vector<std::string> made;
    std::ranges::set_symmetric_difference(ours, published, std::back_inserter(made));
    return made;
}

// The list that a dataset names for one of its properties; empty where it has no such property.
std::string list_of_property(const std::string& dataset, std::string_view property) {
    const JsonValue document = asset("datasets/" + dataset + ".json");
    for (const JsonValue& one : document.find("properties")->items) {
        if (one.find("name")->text == property) {
            const JsonValue* codes = one.find("codes");
            return codes == nullptr ? std::string{} : codes->text;
        }
    }
    return {};
}

}  // namespace

TEST_CASE("Code lists: a fact holds the codes of assets/codes, all of them and no others", "[policy]") {
    REQUIRE_FALSE(code_facts().empty());
    for (const auto& [path, list] : code_facts()) {
        INFO(path);
        if (list.name.empty()) {
            CHECK(path == "notice_row.fields");
            continue;
        }
        CHECK(differences(list, published_codes(list.name)) == std::vector<std::string>{});
    }
}

TEST_CASE("Code lists: a code that only one side has is found", "[policy]") {
    std::set<std::string> published = published_codes("work_state");
    published.erase("seeking");
    published.insert("idle");
    CHECK(differences(codes::kWorkState, published) == std::vector<std::string>{"idle", "seeking"});
}

TEST_CASE("Code lists: a fact and the property that it comes from have the same list", "[policy]") {
    const std::map<std::string, std::pair<std::string, std::string>> origins{
        {"household.settlement_kind", {"household", "settlement"}},
        {"member.sex", {"person", "sex"}},
        {"member.relation_to_head", {"person", "relation_to_head"}},
        {"member.living_together", {"person", "living_together"}},
        {"member.work_state", {"person", "work_state"}},
        {"member.labour_ability", {"person", "labour_ability"}},
        {"member.identity_marks", {"person", "identity_marks"}},
        {"member.edu.stage", {"education", "stage"}},
        {"member.edu.enrolment", {"education", "enrolment"}},
        {"member.dis.kind", {"disability", "kind"}},
        {"member.selfcare.eat", {"selfcare", "eat"}},
        {"member.selfcare.walk_indoors", {"selfcare", "walk"}},
        {"member.selfcare.assessed_grade", {"selfcare", "confirmed_grade"}},
        {"income.kind", {"income", "kind"}},
        {"income.period", {"income", "period"}},
        {"income.evidence", {"income", "evidence"}},
        {"income.stability", {"income", "stability"}},
        {"expense.kind", {"expense", "kind"}},
        {"aid_held.programme", {"aid_held", "programme"}},
        {"review.programme", {"review", "programme"}},
        {"review.outcome_proposal", {"review", "outcome"}},
        {"discovery.hardship_kinds", {"case", "hardship_kinds"}},
        {"discovery.first_action", {"case", "first_action"}},
        {"first_aid.fund_source", {"first_aid", "fund_source"}},
        {"change.kind", {"change", "kinds"}},
        {"coi.relation", {"declaration", "relation"}},
        {"task.source_body", {"task", "source_body"}},
        {"task.result", {"task", "result"}},
    };
    const auto& found = code_facts();
    for (const auto& [path, property] : origins) {
        INFO(path);
        REQUIRE(found.contains(path));
        CHECK(found.at(path).name == list_of_property(property.first, property.second));
    }
}
