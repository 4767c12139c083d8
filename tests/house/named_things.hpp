// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the project's documents may name, and what of it they have to.

#include "tests/house/markdown.hpp"
#include "tests/house/source_tree.hpp"

#include <map>
#include <set>

namespace daohu::house {

struct NamedPack {
    std::map<std::string, std::string> parameters;  // stated or assumed, switches too: id -> clause, which may be empty
    std::map<std::string, std::string> cards;       // id -> clause
};

struct NamedThings {
    std::set<std::string> paths;  // every file and folder, from the repository root, with '/'
    std::set<std::string> forms;
    std::set<std::string> rules;
    std::set<std::string> tests;  // names of test cases
    std::map<std::string, NamedPack> packs;
};

[[nodiscard]] NamedThings read_named_things();
// The names of the test cases in a file of tests.
[[nodiscard]] std::set<std::string> test_names(std::string_view code);

// Backticks that look like a path of this repository and lead nowhere, links that do, and tests that are not there, in
// tables with a column `test`.
[[nodiscard]] std::vector<Finding> dead_names(const SourceFile& document, const NamedThings& things);

}  // namespace daohu::house
