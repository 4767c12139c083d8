// SPDX-License-Identifier: Apache-2.0
#include "tests/policy/policy_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace daohu::test {

namespace {

const std::filesystem::path& packs_folder() {
    static const std::filesystem::path folder = std::filesystem::path{DAOHU_SOURCE_DIR} / "assets" / "policy";
    return folder;
}

}  // namespace

const policy::PackLibrary& shipped_packs() {
    static const policy::PackLibrary library = [] {
        policy::Faults faults;
        auto opened = policy::PackLibrary::open(packs_folder(), faults);
        REQUIRE(opened);
        for (const policy::Fault& fault : faults) {
            FAIL(fault.describe());
        }
        return std::move(*opened);
    }();
    return library;
}

const policy::Pack& shipped_pack(std::string_view id) {
    const policy::Pack* pack = shipped_packs().find_version(id, 1);
    REQUIRE(pack != nullptr);
    return *pack;
}

policy::PackFiles pack_files(std::string_view id) {
    auto files = policy::read_pack_folder(packs_folder() / id);
    REQUIRE(files);
    return *files;
}

std::string catalogue_text() {
    std::ifstream stream{packs_folder() / "catalogue.json", std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
}

policy::PackLibrary empty_library() {
    auto library = policy::PackLibrary::with_catalogue(catalogue_text());
    REQUIRE(library);
    return std::move(*library);
}

Date day(std::string_view text) {
    const auto date = Date::parse(text);
    REQUIRE(date);
    return *date;
}

policy::Standards read_standards(std::string_view rows) {
    policy::Faults faults;
    auto table = policy::Standards::read(
        fmt::format(R"json({{"file": "standards", "format": 1, "id": "std-a", "rows": [{}]}})json", rows), faults);
    for (const policy::Fault& fault : faults) {
        FAIL(fault.describe());
    }
    REQUIRE(table);
    return *table;
}

policy::Standards standards_a() {
    std::string rows;
    for (const auto& [kind, amount] :
         {std::pair{"dibao_urban_month", "700.00"}, std::pair{"dibao_rural_month", "480.00"},
          std::pair{"min_wage_month", "1700.00"}, std::pair{"severe_disability_care_subsidy", "60.00"}}) {
        rows += fmt::format(R"json({}{{"kind": "{}", "division": "any", "effective_from": "2026-01-01",
            "amount": "{}", "publisher": "p", "document": "d"}})json",
                            rows.empty() ? "" : ",", kind, amount);
    }
    return read_standards(rows);
}

policy::Facts facts_of(std::string_view json) {
    policy::Faults faults;
    auto document = policy::read_facts(json, faults);
    for (const policy::Fault& fault : faults) {
        FAIL(fault.describe());
    }
    REQUIRE(document);
    REQUIRE(document->households.size() == 1);
    return std::move(document->households.front());
}

policy::Outcome only(const policy::Assessment& assessment, std::string_view rule, std::string_view subject) {
    policy::Outcomes found;
    for (const policy::Outcome& outcome : assessment.outcomes) {
        if (outcome.rule == rule && (subject.empty() || outcome.subject == subject)) {
            found.push_back(outcome);
        }
    }
    INFO(rule << " " << subject);
    REQUIRE(found.size() == 1);
    return found.front();
}

policy::Outcome judge(std::string_view pack, std::string_view facts, std::string_view rule, std::string_view on) {
    return only(policy::assess(shipped_pack(pack), standards_a(), facts_of(facts), day(on)), rule);
}

std::string text_of(const policy::Outcome& outcome) { return to_text(outcome.figure); }

std::string reading_of(const policy::Outcome& outcome, std::string_view id) {
    const auto found = std::ranges::find(outcome.readings, id, &policy::Reading::id);
    return found == outcome.readings.end() ? std::string{} : to_text(found->figure);
}

bool misses(const policy::Outcome& outcome, std::string_view fact) {
    return std::ranges::find(outcome.missing, fact, &policy::Missing::fact) != outcome.missing.end();
}

bool has_fault(const policy::Faults& faults, policy::FaultKind kind, std::string_view where) {
    return std::ranges::any_of(faults, [&](const policy::Fault& fault) {
        return fault.kind == kind && fault.where.find(where) != std::string::npos;
    });
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    INFO(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace daohu::test
