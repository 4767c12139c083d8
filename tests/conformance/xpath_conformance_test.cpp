// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/conform_xpath.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>

using namespace daohu;

namespace {

std::filesystem::path xpath_cases() {
    const char* folder = std::getenv("DAOHU_CONFORMANCE");
    if (folder == nullptr) {
        SKIP("DAOHU_CONFORMANCE is not set: the XPath cases were not run");
    }
    return std::filesystem::path{folder} / "cases" / "xpath.json";
}

}  // namespace

TEST_CASE("XPath conformance: every binding case passes", "[conformance]") {
    const Result<cli::ConformanceReport> report = cli::run_xpath_cases(xpath_cases());
    REQUIRE(report);
    INFO(report->describe());
    CHECK(report->tally("A").passed > 0);
    CHECK(report->tally("A").failed == 0);
}

TEST_CASE("XPath conformance: at least 97 of 100 cases of one engine pass", "[conformance]") {
    const Result<cli::ConformanceReport> report = cli::run_xpath_cases(xpath_cases());
    REQUIRE(report);
    INFO(report->describe());
    const cli::ConformanceTally tally = report->tally("B");
    CHECK(tally.passed * 100 >= (tally.passed + tally.failed) * 97);
}
