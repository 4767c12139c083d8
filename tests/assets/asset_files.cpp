// SPDX-License-Identifier: Apache-2.0
#include "tests/assets/asset_files.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

namespace daohu::assets {

namespace {

namespace fs = std::filesystem;

fs::path assets() { return fs::path{DAOHU_SOURCE_DIR} / "assets"; }

// A key that stands twice would hide the first silently.
nlohmann::json parse(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) {
        throw std::runtime_error{path.filename().string() + " cannot be read"};
    }
    std::vector<std::set<std::string>> open;
    const auto watch = [&](int, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
        if (event == nlohmann::json::parse_event_t::object_start) {
            open.emplace_back();
        } else if (event == nlohmann::json::parse_event_t::object_end) {
            open.pop_back();
        } else if (event == nlohmann::json::parse_event_t::key &&
                   !open.back().insert(parsed.get<std::string>()).second) {
            throw std::runtime_error{path.filename().string() + " has the key " + parsed.dump() + " twice"};
        }
        return true;
    };
    return nlohmann::json::parse(in, watch);
}

}  // namespace

JsonFiles json_files(std::string_view folder) {
    JsonFiles files;
    for (const fs::directory_entry& entry : fs::directory_iterator{assets() / folder}) {
        if (entry.path().extension() == ".json") {
            files.emplace(entry.path().stem().string(), parse(entry.path()));
        }
    }
    REQUIRE_FALSE(files.empty());
    return files;
}

nlohmann::json json_file(std::string_view path) { return parse(assets() / path); }

std::vector<std::string> folders_with(std::string_view folder, std::string_view file) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator{assets() / folder}) {
        if (fs::exists(entry.path() / file)) {
            names.push_back(entry.path().filename().string());
        }
    }
    std::ranges::sort(names);
    return names;
}

}  // namespace daohu::assets
