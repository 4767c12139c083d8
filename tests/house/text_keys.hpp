// SPDX-License-Identifier: Apache-2.0
#pragma once

// The sentences of assets/text against each other and against the code that names them.

#include "tests/house/source_tree.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::house {

struct Catalogue {
    std::string path;
    std::map<std::string, std::string> sentences;  // by key
};

// Reads {"key": "sentence", ...}; stops the test with an exception when it is anything else.
[[nodiscard]] Catalogue parse_catalogue(std::string path, std::string_view json);

// Keys that one language has and the other has not, and keys whose placeholders differ. "key.one" is the singular of
// "key" and belongs to languages that have one.
[[nodiscard]] std::vector<Finding> differences(const Catalogue& first, const Catalogue& second);

// Every string literal, outside comments, of these files.
[[nodiscard]] std::set<std::string> literals_in(const std::vector<SourceFile>& files);

// Keys that no literal names.
[[nodiscard]] std::vector<Finding> unused_keys(const Catalogue& catalogue, const std::set<std::string>& literals);

// Keys handed to tr() or TextKey that the catalogue lacks.
[[nodiscard]] std::vector<Finding> missing_keys(const Catalogue& catalogue, const SourceFile& file);

}  // namespace daohu::house
