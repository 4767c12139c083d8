// SPDX-License-Identifier: Apache-2.0
//
// The tables of the twelve journeys, as far as a rule of a policy pack fills them: the facts of each journey under all
// five counties' packs. tests/journeys/data/expected.json was reckoned by hand; nothing in it comes from the engine.
#include "core/policy/assess.hpp"
#include "core/policy/facts_json.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace daohu;
using namespace daohu::policy;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

const fs::path kRoot{DAOHU_SOURCE_DIR};
const fs::path kData = kRoot / "tests/journeys/data";

std::string text_of(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    REQUIRE(in);
    return std::string{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

std::string described(const Faults& faults) {
    std::string all;
    for (const Fault& fault : faults) {
        all += fault.describe() + "\n";
    }
    return all;
}

PackLibrary open_packs() {
    Faults faults;
    auto library = PackLibrary::open(kRoot / "assets/policy", faults);
    INFO(described(faults));
    REQUIRE(library);
    REQUIRE(faults.empty());
    return std::move(*library);
}

Standards open_standards(const std::string& path) {
    Faults faults;
    auto standards = Standards::read(text_of(kRoot / path), faults);
    INFO(described(faults));
    REQUIRE(standards);
    return std::move(*standards);
}

Facts read_one(const std::string& name) {
    Faults faults;
    const auto document = read_facts(text_of(kData / (name + ".json")), faults);
    INFO(name << ": " << described(faults));
    REQUIRE(document);
    REQUIRE(document->households.size() == 1);
    return document->households.front();
}

PackFiles own_pack(const std::string& id) { return read_pack_folder(kData / "packs" / id).value(); }

// One row of expected.json under one pack.
void check_cell(const Pack& pack, const Standards& standards, const json& row, const json& expected) {
    const Date on = Date::parse(row.at("on").get<std::string>()).value();
    const Assessment assessment = assess(pack, standards, read_one(row.at("facts")), on);
    const auto found = std::ranges::find_if(assessment.outcomes, [&](const Outcome& outcome) {
        return outcome.rule == row.at("rule") && outcome.subject == row.at("subject");
    });
    CAPTURE(pack.id, row.at("facts"), row.at("rule"), row.at("subject"), expected, described(assessment.faults));
    if (expected.value("absent", false)) {
        CHECK(found == assessment.outcomes.end());
        return;
    }
    CHECK(found != assessment.outcomes.end());
    if (found == assessment.outcomes.end()) {
        return;
    }
    CAPTURE(name(found->status), to_text(found->figure));
    CHECK((found->applies != Truth::no) == expected.value("applies", true));
    CHECK(to_text(found->figure) == expected.value("figure", ""));
    if (expected.contains("status")) {
        CHECK(name(found->status) == expected.at("status").get<std::string>());
    }
    CHECK_FALSE(found->citations.empty());
    const json readings = expected.value("readings", json::object());
    for (const auto& [id, figure] : readings.items()) {
        const auto reading = std::ranges::find(found->readings, id, &Reading::id);
        CAPTURE(id);
        CHECK(reading != found->readings.end());
        CHECK((reading == found->readings.end() || to_text(reading->figure) == figure.get<std::string>()));
    }
}

}  // namespace

TEST_CASE("Journeys: every cell of the tables that a rule fills, under all five packs", "[journeys][policy]") {
    const PackLibrary library = open_packs();
    const json expected = json::parse(text_of(kData / "expected.json"));
    const Standards standards = open_standards(expected.at("standards"));
    for (const json& row : expected.at("cells")) {
        const Date on = Date::parse(row.at("on").get<std::string>()).value();
        for (const auto& [id, cell] : row.at("expect").items()) {
            const Pack* pack = library.find(id, on);
            CAPTURE(id);
            REQUIRE(pack != nullptr);
            check_cell(*pack, standards, row, cell);
        }
    }
}

TEST_CASE("Journeys: a county's own document adds a value and sets its figures within the city's",
          "[journeys][policy]") {
    PackLibrary library = open_packs();
    Faults faults;
    library.add_all({own_pack("songpan-demo"), own_pack("linfen-demo")}, faults);
    INFO(described(faults));
    REQUIRE(faults.empty());
    const json expected = json::parse(text_of(kData / "expected.json"));
    const Standards standards = open_standards(expected.at("standards"));
    for (const json& row : expected.at("own_packs")) {
        const Pack* pack =
            library.find(row.at("pack").get<std::string>(), Date::parse(row.at("on").get<std::string>()).value());
        REQUIRE(pack != nullptr);
        check_cell(*pack, standards, row, row.at("expect"));
    }
}

TEST_CASE("Journeys: a county's figure beyond the city's limit is refused", "[journeys][policy]") {
    PackLibrary library = open_packs();
    Faults faults;
    CHECK(library.add(own_pack("linfen-excess"), faults) == nullptr);
    INFO(described(faults));
    CHECK(std::ranges::count(faults, FaultKind::exceeds_parent, &Fault::kind) == 1);
}
