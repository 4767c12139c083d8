// SPDX-License-Identifier: Apache-2.0
//
// The tables of the twelve journeys, as far as a rule of a policy pack fills them: the facts of each journey under all
// five counties' packs. tests/journeys/data/expected.json was reckoned by hand; nothing in it comes from the engine.
#include "core/policy/assess.hpp"
#include "core/policy/facts_json.hpp"
#include "tests/journeys/cells.hpp"

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
            const Assessment assessment = assess(*pack, standards, read_one(row.at("facts")), on);
            INFO(described(assessment.faults));
            journeys::check_cell(assessment.outcomes, row, cell);
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
        const Date on = Date::parse(row.at("on").get<std::string>()).value();
        const Pack* pack = library.find(row.at("pack").get<std::string>(), on);
        REQUIRE(pack != nullptr);
        const Assessment assessment = assess(*pack, standards, read_one(row.at("facts")), on);
        INFO(described(assessment.faults));
        journeys::check_cell(assessment.outcomes, row, row.at("expect"));
    }
}

TEST_CASE("Journeys: a county's figure beyond the city's limit is refused", "[journeys][policy]") {
    PackLibrary library = open_packs();
    Faults faults;
    CHECK(library.add(own_pack("linfen-excess"), faults) == nullptr);
    INFO(described(faults));
    CHECK(std::ranges::count(faults, FaultKind::exceeds_parent, &Fault::kind) == 1);
}
