// SPDX-License-Identifier: Apache-2.0
#include "tests/assets/asset_files.hpp"
#include "tests/assets/json_schema.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu::assets;
using nlohmann::json;

namespace {

json schema_of(std::string_view kind) { return json_file("policy/schema/" + std::string{kind} + ".schema.json"); }

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return text;
}

void check_file(std::string_view kind, const std::string& path) {
    const std::vector<std::string> found = violations(schema_of(kind), json_file(path));
    CAPTURE(path, joined(found));
    CHECK(found.empty());
}

bool is_refused(std::string_view kind, const json& document, std::string_view change) {
    return !violations(schema_of(kind), document.patch(json::parse(change))).empty();
}

}  // namespace

TEST_CASE("Pack schemas: every file of every pack satisfies its schema", "[assets]") {
    check_file("catalogue", "policy/catalogue.json");
    check_file("ambiguities", "policy/ambiguities.json");
    check_file("rules", "policy/rules.json");
    check_file("standards", "demo/standards.json");
    for (const std::string& pack : folders_with("policy", "pack.json")) {
        for (const char* kind : {"pack", "parameters", "programmes", "bodies", "notice", "calendar", "cards"}) {
            check_file(kind, "policy/" + pack + "/" + kind + ".json");
        }
    }
}

TEST_CASE("Pack schemas: what a clerk may get wrong in a parameter would be found", "[assets]") {
    const json good = json_file("policy/songpan-2021/parameters.json");
    REQUIRE(violations(schema_of("parameters"), good).empty());
    const auto refused = [&](std::string_view change) { return is_refused("parameters", good, change); };
    CHECK(refused(R"([{"op": "remove", "path": "/parameters/R-008/clause"}])"));
    CHECK(refused(R"([{"op": "remove", "path": "/parameters/R-008/value"}])"));
    CHECK(refused(R"([{"op": "replace", "path": "/parameters/R-008/value", "value": 1.5}])"));
    CHECK(refused(R"([{"op": "replace", "path": "/parameters/R-071/value", "value": "12"}])"));
    CHECK(refused(R"([{"op": "replace", "path": "/parameters/R-028/value", "value": "2.005"}])"));
    CHECK(refused(R"([{"op": "replace", "path": "/parameters/R-008/unit", "value": "times"}])"));
    CHECK(refused(R"([{"op": "replace", "path": "/parameters/R-008/operator", "value": ">="}])"));
    CHECK(refused(
        R"([{"op": "add", "path": "/parameters/R-008/assumed", "value": {"value": "1", "ambiguity": "A-01"}}])"));
    CHECK(refused(R"([{"op": "add", "path": "/parameters/R-008/claus", "value": "1"}])"));
    CHECK(refused(
        R"([{"op": "add", "path": "/parameters/R-8", "value": {"value": null, "unit": "yuan", "class": "single"}}])"));
    CHECK(refused(R"([{"op": "add", "path": "/parameters/R-044/value/at_most", "value": 3}])"));
    CHECK(refused(
        R"([{"op": "replace", "path": "/parameters/R-044/value", "value": {"compare": "height", "is": "yes"}}])"));
    CHECK(refused(R"([{"op": "add", "path": "/switches/review_pause_reading/value", "value": "shift"}])"));
}

TEST_CASE("Pack schemas: a notice, a route and a figure that say too much or too little would be found", "[assets]") {
    const json notice = json_file("policy/songpan-2021/notice.json");
    CHECK(is_refused("notice", notice,
                     R"([{"op": "add", "path": "/fields/-", "value": {"id": "phone", "clause": "1"}}])"));
    CHECK(is_refused("notice", notice, R"([{"op": "remove", "path": "/never"}])"));
    const json bodies = json_file("policy/songpan-2021/bodies.json");
    CHECK(is_refused("bodies", bodies, R"([{"op": "replace", "path": "/routes/0/to", "value": []}])"));
    CHECK(is_refused("bodies", bodies, R"([{"op": "replace", "path": "/routes/0/shares", "value": ["everything"]}])"));
    const json standards = json_file("demo/standards.json");
    CHECK(is_refused("standards", standards, R"([{"op": "remove", "path": "/rows/0/document"}])"));
    CHECK(is_refused("standards", standards, R"([{"op": "add", "path": "/rows/0/count", "value": 3}])"));
    CHECK(is_refused("standards", standards, R"([{"op": "replace", "path": "/rows/0/amount", "value": 700.5}])"));
}
