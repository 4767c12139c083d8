// SPDX-License-Identifier: Apache-2.0
#include "tests/assets/asset_files.hpp"
#include "tests/assets/json_schema.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

using namespace daohu::assets;
using nlohmann::json;

namespace {

// What the coordinator's data dictionary names.
constexpr std::array kDatasets{
    "household",
    "person",
    "income",
    "property",
    "expense",
    "housing",
    "damage",
    "relief_need",
    "aid_held",
    "visit",
    "need",
    "selfcare",
    "education",
    "medical",
    "disability",
    "employment",
    "employment_event",
    "zero_employment",
    "child",
    "case",
    "first_aid",
    "first_aid_goods",
    "reserve_entry",
    "referral",
    "referral_step",
    "revisit",
    "task",
    "review",
    "review_pause",
    "phase_out",
    "change",
    "notice",
    "notice_row",
    "objection",
    "consultation",
    "application",
    "application_paper",
    "appraisal",
    "service_point",
    "duty",
    "labour_roll",
    "labour_entry",
    "labour_month",
    "complaint",
    "service",
    "statistic",
    "photo",
    "declaration",
    "relatives_filing",
    "consent",
    "check_authorisation",
    "correction",
    "dossier_item",
    "follow_up",
    "worker",
    "campaign",
    "event",
};

struct Standard {
    const char* list;
    const char* source;
};

constexpr std::array kStandards{
    Standard{"sex", "GB/T 2261.1-2003"},
    Standard{"marital_status", "GB/T 2261.2-2003"},
    Standard{"ethnicity", "GB/T 3304-1991"},
    Standard{"relation", "GB/T 4761-2008"},
    Standard{"education_level", "GB/T 4658-2006"},
    Standard{"disability_kind", "GB/T 26341-2010"},
    Standard{"disability_grade", "GB/T 26341-2010"},
    Standard{"elderly_ability", "GB/T 42195-2022"},
    Standard{"house_grade", "JGJ 125-2016"},
};

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return text;
}

// The lists that the sources of the forms let choose from: "select_one yes_no".
std::set<std::string> lists_of_forms() {
    static const std::regex choice{"select_(?:one|multiple) ([a-z0-9_]+) "};
    std::set<std::string> lists;
    for (const auto& file :
         std::filesystem::directory_iterator{std::filesystem::path{DAOHU_SOURCE_DIR} / "assets/forms"}) {
        std::ifstream source{file.path()};
        for (std::string line; file.path().extension() == ".md" && std::getline(source, line);) {
            if (std::smatch found; std::regex_search(line, found, choice)) {
                lists.insert(found[1]);
            }
        }
    }
    return lists;
}

}  // namespace

TEST_CASE("Datasets: every file satisfies the schema of datasets", "[assets]") {
    const json schema = json_file("datasets/schema/dataset.json");
    for (const auto& [name, dataset] : json_files("datasets")) {
        const std::vector<std::string> found = violations(schema, dataset);
        CAPTURE(name, joined(found));
        CHECK(found.empty());
        CHECK(dataset.at("dataset") == name);
    }
}

TEST_CASE("Datasets: every code list satisfies the schema of code lists", "[assets]") {
    const json schema = json_file("codes/schema/code_list.json");
    for (const auto& [name, list] : json_files("codes")) {
        const std::vector<std::string> found = violations(schema, list);
        CAPTURE(name, joined(found));
        CHECK(found.empty());
        CHECK(list.at("codes") == name);
    }
}

TEST_CASE("Datasets: what the data dictionary names is there", "[assets]") {
    const JsonFiles datasets = json_files("datasets");
    CHECK(datasets.size() == kDatasets.size());
    for (const char* name : kDatasets) {
        CAPTURE(name);
        CHECK(datasets.contains(name));
    }
}

TEST_CASE("Datasets: no list or dataset is named that is not there, and no list is left unused", "[assets]") {
    const JsonFiles datasets = json_files("datasets");
    const JsonFiles lists = json_files("codes");
    std::set<std::string> used = lists_of_forms();
    for (const auto& [name, dataset] : datasets) {
        for (const json& property : dataset.at("properties")) {
            CAPTURE(name, property.at("name"));
            if (property.contains("codes")) {
                const std::string list = property.at("codes");
                CHECK(lists.contains(list));
                used.insert(list);
            }
            if (property.contains("dataset")) {
                CHECK(datasets.contains(property.at("dataset").get<std::string>()));
            }
        }
    }
    for (const auto& [name, list] : lists) {
        CAPTURE(name);
        CHECK(used.contains(name));
    }
}

TEST_CASE("Datasets: the code lists that follow a national standard name it", "[assets]") {
    const JsonFiles lists = json_files("codes");
    for (const Standard& standard : kStandards) {
        CAPTURE(standard.list);
        REQUIRE(lists.contains(standard.list));
        CHECK(lists.at(standard.list).at("source") == standard.source);
    }
}

TEST_CASE("Datasets: a dataset or list that breaks its schema would be found", "[assets]") {
    const json schema = json_file("datasets/schema/dataset.json");
    const json good = json_file("datasets/income.json");
    CHECK(violations(schema, good).empty());
    const auto broken_by = [&](std::string_view change) { return violations(schema, good.patch(json::parse(change))); };
    CHECK_FALSE(broken_by(R"([{"op": "remove", "path": "/properties/0/purpose"}])").empty());
    CHECK_FALSE(broken_by(R"([{"op": "remove", "path": "/properties/0/class"}])").empty());
    CHECK_FALSE(broken_by(R"([{"op": "replace", "path": "/properties/0/class", "value": "X"}])").empty());
    CHECK_FALSE(broken_by(R"([{"op": "replace", "path": "/properties/0/type", "value": "number"}])").empty());
    CHECK_FALSE(broken_by(R"([{"op": "replace", "path": "/properties/0/type", "value": "text"}])").empty());
    CHECK_FALSE(broken_by(R"([{"op": "add", "path": "/properties/0/codes", "value": "sex"}])").empty());
    CHECK_FALSE(broken_by(R"([{"op": "add", "path": "/properties/0/index", "value": "tail"}])").empty());
    CHECK_FALSE(broken_by(R"([{"op": "add", "path": "/properties/0/unit", "value": "month"}])").empty());
    CHECK_FALSE(broken_by(R"([{"op": "add", "path": "/properties/0/lable", "value": "x"}])").empty());
    CHECK_FALSE(broken_by(R"([{"op": "replace", "path": "/properties/0/name", "value": "House Hold"}])").empty());
    CHECK_FALSE(broken_by(R"([{"op": "replace", "path": "/version", "value": 0}])").empty());
    CHECK_FALSE(broken_by(R"([{"op": "replace", "path": "/properties", "value": []}])").empty());

    const json list_schema = json_file("codes/schema/code_list.json");
    const auto list_with = [&](std::string_view source, std::string_view code) {
        return json{{"codes", "colour"},
                    {"version", 1},
                    {"source", source},
                    {"items", {{{"code", code}, {"label", {{"zh", "红"}, {"en", "Red"}}}}}}};
    };
    CHECK(violations(list_schema, list_with("own", "red")).empty());
    CHECK_FALSE(violations(list_schema, list_with("somewhere", "red")).empty());
    CHECK_FALSE(violations(list_schema, list_with("GB/T 4761", "red")).empty());
    CHECK_FALSE(violations(list_schema, list_with("own", "dark red")).empty());
}

TEST_CASE("JSON Schema: a keyword or reference that is not known is a finding", "[assets]") {
    CHECK(violations(json::parse(R"({"maxLength": 3})"), "abc").size() == 1);
    CHECK(violations(json::parse(R"({"$ref": "#/$defs/none"})"), 1).size() == 1);
    const json schema = json::parse(R"({"oneOf": [{"type": "integer"}, {"const": null}], "not": {"const": 7}})");
    CHECK(violations(schema, 1).empty());
    CHECK(violations(schema, nullptr).empty());
    CHECK(violations(schema, 7).size() == 1);
    CHECK(violations(schema, "x").size() == 1);
    CHECK(violations(json::parse(R"({"anyOf": [{"minimum": 5}, {"minimum": 9}]})"), 4).size() == 1);
    CHECK(violations(json::parse(R"({"uniqueItems": true, "minItems": 3})"), json::parse("[1, 1]")).size() == 2);
}
