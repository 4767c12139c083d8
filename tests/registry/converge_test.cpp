// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/converge.hpp"

#include "tests/registry/memory_fold.hpp"
#include "tests/vault/temporary_folder.hpp"

using namespace daohu;
using namespace daohu::sim;

TEST_CASE("Converge: random histories show what the independent model says, on every tablet", "[registry]") {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        ConvergeOptions options;
        options.seed = seed;
        options.steps = 150;
        const Result<ConvergeReport> report = converge(options, test::asset_schemas());
        REQUIRE(report);
        INFO("seed " << seed << ": " << report->first_difference);
        CHECK(report->hidden == 0);
        CHECK(report->wrong == 0);
        CHECK(report->diverged == 0);
        CHECK(report->comparisons > 0);
    }
}

TEST_CASE("Converge: the same on encrypted files", "[registry]") {
    const test::TemporaryFolder folder;
    ConvergeOptions options;
    options.seed = 3;
    options.steps = 60;
    options.store = ReplicaStore::vault;
    options.folder = folder.path();
    const Result<ConvergeReport> report = converge(options, test::asset_schemas());
    INFO((report ? report->first_difference : report.error().describe()));
    REQUIRE(report);
    CHECK(report->holds());
    CHECK(report->entries > 0);
}

TEST_CASE("Converge: notices a fold that ignores what was replaced", "[registry]") {
    ConvergeOptions options;
    options.steps = 100;
    options.edges = Edges::ignored;
    const Result<ConvergeReport> report = converge(options, test::asset_schemas());
    REQUIRE(report);
    CHECK(report->wrong > 0);
}

TEST_CASE("Converge: notices a fold that keeps what was erased or withheld", "[registry]") {
    ConvergeOptions options;
    options.steps = 400;
    options.absences = Absences::ignored;
    const Result<ConvergeReport> report = converge(options, test::asset_schemas());
    REQUIRE(report);
    CHECK(report->dropped > 0);
    CHECK(report->withheld > 0);
    CHECK(report->wrong > 0);
}
