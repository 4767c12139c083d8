// SPDX-License-Identifier: Apache-2.0
//
// A walk through a folder goes on with increment(): what `for (x : iterator)` calls throws when a stick is pulled out.
#include "tests/house/cpp_text.hpp"
#include "tests/house/source_tree.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <iterator>
#include <regex>

using namespace daohu::house;

namespace {

std::vector<Finding> throwing_walks(const SourceFile& file) {
    static const std::regex pattern{R"re(\bfor\s*\([^;{}]*\s:\s[^;{}]*directory_iterator\b)re"};
    const std::string code = without_comments_and_strings(file.text);
    std::vector<Finding> findings;
    for (std::sregex_iterator match{code.begin(), code.end(), pattern}; match != std::sregex_iterator{}; ++match) {
        findings.push_back({file.path, line_of(code, static_cast<std::size_t>(match->position())), match->str()});
    }
    return findings;
}

}  // namespace

TEST_CASE("Directory walks: none throws in the middle", "[house]") {
    std::vector<Finding> findings;
    for (const SourceFile& file : read_sources({"core", "sync", "ui", "platform"})) {
        std::ranges::move(throwing_walks(file), std::back_inserter(findings));
    }
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Directory walks: one that throws would be found", "[house]") {
    for (const char* code : {"for (const auto& file : fs::directory_iterator{folder, problem}) {",
                             "for (auto x : std::filesystem::recursive_directory_iterator{folder}) {"}) {
        CAPTURE(code);
        CHECK(throwing_walks({"a.cpp", code}).size() == 1);
    }
    for (const char* code :
         {"for (fs::directory_iterator at{folder, problem}, end; at != end; at.increment(problem)) {",
          "for (const auto& file : files) { fs::directory_iterator other; }"}) {
        CAPTURE(code);
        CHECK(throwing_walks({"a.cpp", code}).empty());
    }
}
