// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/conform_scenario.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>

using namespace daohu;

namespace {

cli::ConformanceReport run() {
    const char* folder = std::getenv("DAOHU_CONFORMANCE");
    if (folder == nullptr) {
        SKIP("DAOHU_CONFORMANCE is not set: the form-level cases were not run");
    }
    const auto report = cli::run_scenario_cases(std::filesystem::path{folder} / "cases" / "scenario.json");
    REQUIRE(report);
    return *report;
}

}  // namespace

TEST_CASE("Form conformance: every binding case passes", "[conformance]") {
    const cli::ConformanceReport report = run();
    INFO(report.describe());
    CHECK(report.tally("A").passed > 0);
    CHECK(report.tally("A").failed == 0);
}

TEST_CASE("Form conformance: at least 97 of 100 cases of one engine pass", "[conformance]") {
    const cli::ConformanceReport report = run();
    INFO(report.describe());
    const cli::ConformanceTally tally = report.tally("B");
    CHECK(tally.passed * 100 >= (tally.passed + tally.failed) * 97);
}
