// SPDX-License-Identifier: Apache-2.0
#include "tests/journeys/cells.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace daohu::journeys {

namespace {

using nlohmann::json;
using policy::Outcome;

const json& table() {
    static const json expected = [] {
        std::ifstream in{std::filesystem::path{DAOHU_SOURCE_DIR} / "tests/journeys/data/expected.json",
                         std::ios::binary};
        REQUIRE(in);
        return json::parse(std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{});
    }();
    return expected;
}

// "member[m1]" with the id that m1 has here.
std::string subject_here(const std::string& subject, const Names& names) {
    const std::size_t begin = subject.find('[');
    if (begin == std::string::npos) {
        return subject;
    }
    const auto known = names.find(subject.substr(begin + 1, subject.size() - begin - 2));
    return known == names.end() ? subject : subject.substr(0, begin + 1) + known->second + "]";
}

void check_readings(const Outcome& outcome, const json& readings) {
    for (const auto& [id, figure] : readings.items()) {
        const auto reading = std::ranges::find(outcome.readings, id, &policy::Reading::id);
        CAPTURE(id);
        CHECK(reading != outcome.readings.end());
        CHECK((reading == outcome.readings.end() || to_text(reading->figure) == figure.get<std::string>()));
    }
}

}  // namespace

void check_cell(const policy::Outcomes& outcomes, const json& row, const json& expected, const Names& names) {
    const std::string subject = subject_here(row.at("subject"), names);
    const auto found = std::ranges::find_if(
        outcomes, [&](const Outcome& outcome) { return outcome.rule == row.at("rule") && outcome.subject == subject; });
    CAPTURE(row.at("facts"), row.at("rule"), row.at("subject"), expected);
    if (expected.value("absent", false)) {
        CHECK(found == outcomes.end());
        return;
    }
    CHECK(found != outcomes.end());
    if (found == outcomes.end()) {
        return;
    }
    std::string missing;
    for (const policy::Missing& one : found->missing) {
        missing += one.fact + " ";
    }
    CAPTURE(name(found->status), to_text(found->figure), missing);
    CHECK((found->applies != policy::Truth::no) == expected.value("applies", true));
    CHECK(to_text(found->figure) == expected.value("figure", ""));
    if (expected.contains("status")) {
        CHECK(name(found->status) == expected.at("status").get<std::string>());
    }
    CHECK_FALSE(found->citations.empty());
    check_readings(*found, expected.value("readings", json::object()));
}

void check_cells(std::string_view facts, std::string_view on, std::string_view pack, const policy::Outcomes& outcomes,
                 const Names& names) {
    std::size_t checked = 0;
    CAPTURE(pack);
    const auto is_asked = [&](const json& row) { return row.at("facts") == facts && row.at("on") == on; };
    for (const json& row : table().at("cells")) {
        if (is_asked(row) && row.at("expect").contains(pack)) {
            check_cell(outcomes, row, row.at("expect").at(std::string{pack}), names);
            ++checked;
        }
    }
    for (const json& row : table().at("own_packs")) {
        if (is_asked(row) && row.at("pack") == pack) {
            check_cell(outcomes, row, row.at("expect"), names);
            ++checked;
        }
    }
    INFO(facts << " on " << on);
    CHECK(checked > 0);
}

}  // namespace daohu::journeys
