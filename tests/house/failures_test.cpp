// SPDX-License-Identifier: Apache-2.0
#include "tests/house/failures.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <iterator>

using namespace daohu::house;

namespace {

constexpr std::string_view kHead = "| row | what can go wrong | what Daohu does | code | test | not done, or done "
                                   "otherwise |\n|---|---|---|---|---|---|\n";

// Thirty-seven sound rows, of which one is another.
std::vector<Finding> wrong(std::size_t number, const std::string& row) {
    NamedThings things;
    things.paths = {"sync/county/intake.cpp"};
    std::string text{kHead};
    for (std::size_t i = 1; i <= 37; ++i) {
        text += i == number
                    ? row
                    : "| " + std::to_string(i) + " cut | lost | kept | `sync/county/intake.cpp` | `Intake: x` | – |";
        text += '\n';
    }
    return wrong_rows({"docs/sample.md", text}, things);
}

}  // namespace

TEST_CASE("Failures: every row is there, and every file and test that it names", "[house]") {
    const SourceFile document{"docs/failures.md", read_text(source_root() / "docs/failures.md")};
    const NamedThings things = read_named_things();
    std::vector<Finding> findings = wrong_rows(document, things);
    std::ranges::move(dead_names(document, things), std::back_inserter(findings));
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Failures: a row that is away, names what is not there, or gives no reason would be found", "[house]") {
    CHECK(wrong(0, "").empty());
    CHECK(
        wrong(5, "| 5 cut | lost | kept | `sync/county/intake.cpp` | `Intake: x` | open: not on PostgreSQL |").empty());
    CHECK(wrong(5, "| 5 cut | lost | – | – | – | decided otherwise: nothing is cut |").empty());
    CHECK(wrong(5, "| 6 cut | lost | kept | `sync/county/intake.cpp` | `Intake: x` | – |").size() == 1);
    CHECK(wrong(5, "| 5 cut | lost | kept | `sync/county/gone.cpp` | `Intake: x` | – |").size() == 1);
    CHECK(wrong(5, "| 5 cut | lost | kept | `sync/county/intake.cpp` | open | – |").size() == 1);
    CHECK(wrong(5, "| 5 cut | lost | kept | `sync/county/intake.cpp` | `Intake: x` | later |").size() == 1);
    CHECK(wrong(5, "| 5 cut | lost | kept | – | – | open: |").size() == 3);
    CHECK(wrong_rows({"docs/sample.md", std::string{kHead}}, {}).size() == 1);
}
