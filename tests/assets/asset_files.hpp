// SPDX-License-Identifier: Apache-2.0
#pragma once

// The JSON files of the assets folder as these tests read them: without the rooms that use them. Any thread.

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::assets {

// By file name without its ending; throws where a file is no JSON or has a key twice.
using JsonFiles = std::map<std::string, nlohmann::json, std::less<>>;

// The JSON files of one folder below assets, not of the folders in it.
[[nodiscard]] JsonFiles json_files(std::string_view folder);
// One of them, "datasets/case.json".
[[nodiscard]] nlohmann::json json_file(std::string_view path);
// The names of the folders in one that hold a file, sorted.
[[nodiscard]] std::vector<std::string> folders_with(std::string_view folder, std::string_view file);

}  // namespace daohu::assets
