// SPDX-License-Identifier: Apache-2.0
#include "tests/house/coverage.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <iterator>

using namespace daohu::house;

namespace {

namespace fs = std::filesystem;

SourceFile read_document(const std::string& path) { return {path, read_text(source_root() / path)}; }

std::vector<SourceFile> read_documents() {
    std::vector<SourceFile> documents{read_document("README.md"), read_document("README.zh-CN.md"),
                                      read_document("CONTRIBUTING.md")};
    for (const auto& entry : fs::recursive_directory_iterator{source_root() / "docs"}) {
        if (entry.path().extension() == ".md") {
            documents.push_back(read_document(fs::relative(entry.path(), source_root()).generic_string()));
        }
    }
    return documents;
}

// A small county: one parameter, one card, one form, one rule.
NamedThings sample_things() {
    NamedThings things;
    things.paths = {"core/casework/act/reserve.hpp", "tests/casework/reserve_test.cpp", "docs"};
    things.forms = {"first_aid"};
    things.rules = {"reserve_minimum"};
    things.tests = {"Reserve: is never below nothing"};
    things.packs["sample-2021"] = {{{"R-027", "13"}}, {{"reserve", "13"}}};
    return things;
}

constexpr std::string_view kForms =
    "| capability | forms | rules | code | screen | test |\n|---|---|---|---|---|---|\n";
constexpr std::string_view kRows =
    "# `sample-2021`\n| capability | clauses | parameters | cards |\n|---|---|---|---|\n";

std::vector<Finding> wrong(std::string_view columns, std::string_view row) {
    return wrong_names({"docs/sample.md", std::string{columns} + std::string{row} + "\n"}, sample_things());
}

std::vector<Finding> dead(std::string text) { return dead_names({"docs/sample.md", std::move(text)}, sample_things()); }

}  // namespace

TEST_CASE("Coverage: every form, rule, file and test that it names is there", "[house]") {
    const SourceFile document = read_document("docs/coverage.md");
    const NamedThings things = read_named_things();
    std::vector<Finding> findings = wrong_names(document, things);
    std::ranges::move(dead_names(document, things), std::back_inserter(findings));
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Coverage: forty capabilities stand in the table and under each of the five packs", "[house]") {
    const NamedThings things = read_named_things();
    REQUIRE(things.packs.size() == 5);
    const std::vector<Finding> findings = missing_rows(read_document("docs/coverage.md"), things);
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Coverage: no form, rule, parameter or card is left out", "[house]") {
    const std::vector<Finding> findings = left_out(read_document("docs/coverage.md"), read_named_things());
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Coverage: a name that nothing has would be found", "[house]") {
    CHECK(wrong(kForms, "| C14 | `first_aid` | `reserve_minimum` | `core/casework/act/reserve.hpp` | open | `x` |")
              .empty());
    CHECK(wrong(kForms, "| C14 | `first_aids` | – | – | open | open |").size() == 1);
    CHECK(wrong(kForms, "| C14 | – | `reserve_maximum` | – | open | open |").size() == 1);
    CHECK(wrong(kForms, "| C14 | – | – | `core/casework/act/ledger.hpp` | open | open |").size() == 1);
    CHECK(wrong(kForms, "| C14 | – | – | – | `ui/screens/reserve.hpp` | open |").size() == 1);
    CHECK(wrong(kForms, "| C14 | – | – | – | | soon |").size() == 2);
    CHECK(wrong(kRows, "| C14 | 13 | `R-027` | `reserve` |").empty());
    CHECK(wrong(kRows, "| C14 | 12、13 | `R-027` | – |").empty());
    CHECK(wrong(kRows, "| C14 | 13 | `R-028` | – |").size() == 1);
    CHECK(wrong(kRows, "| C14 | 12 | `R-027` | `reserve` |").size() == 2);
}

TEST_CASE("Coverage: a capability out of place and a thing left out would be found", "[house]") {
    const NamedThings things = sample_things();
    const SourceFile empty{"docs/sample.md", ""};
    CHECK(missing_rows(empty, things).size() == 2);
    CHECK(left_out(empty, things).size() == 4);
    const SourceFile second{"docs/sample.md", std::string{kForms} + "| C02 | `first_aid` | – | – | open | open |\n"};
    CHECK(missing_rows(second, things).size() == 2);
    CHECK(left_out(second, things).size() == 3);
}

TEST_CASE("Documents: every path, link and test that they name is there", "[house]") {
    const NamedThings things = read_named_things();
    std::vector<Finding> findings;
    for (const SourceFile& document : read_documents()) {
        std::ranges::move(dead_names(document, things), std::back_inserter(findings));
    }
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Documents: a path, link or test that is not there would be found", "[house]") {
    CHECK(dead("`core/casework/act/reserve.hpp`, `docs/` and `docs/*.md`, `core/ and more`, `build/x`").empty());
    CHECK(dead("`core/casework/act/gone.hpp`").size() == 1);
    CHECK(dead("`tests/gone/<id>.json`").size() == 1);
    CHECK(dead("[readme](../README.md#top), [top](#top), [elsewhere](https://daohu.example)").empty());
    CHECK(dead("[gone](gone.md)").size() == 1);
    CHECK(dead("```\n`core/gone`\n```\n").empty());
    CHECK(dead("| what | test |\n|---|---|\n| a | `Reserve: is never below nothing` |\n").empty());
    CHECK(dead("| what | test |\n|---|---|\n| a | `Reserve: may be below nothing` |\n").size() == 1);
}

TEST_CASE("Documents: names of tests are read from their files", "[house]") {
    const std::string code = "TEST_CASE(\"A: one\", \"[a]\") {}\nTEST_CASE(\n    \"B: two\") {}\nother(\"C: three\");";
    CHECK(test_names(code) == std::set<std::string>{"A: one", "B: two"});
}
