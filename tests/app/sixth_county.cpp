// SPDX-License-Identifier: Apache-2.0
#include "tests/app/sixth_county.hpp"

#include "core/policy/library.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>

namespace daohu::testing {

namespace {

void replace_all(std::string& text, std::string_view before, std::string_view after) {
    for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at + after.size())) {
        text.replace(at, before.size(), after);
    }
}

}  // namespace

policy::PackFiles sixth_county(std::string_view valid_from) {
    const std::filesystem::path lushan = std::filesystem::path{DAOHU_SOURCE_DIR} / "assets" / "policy" / "lushan-2021";
    policy::PackFiles files = policy::read_pack_folder(lushan).value();
    for (auto& [name, text] : files) {
        replace_all(text, "lushan-2021", kSixth);
        replace_all(text, "Lushan County", "Sixth County");
    }
    const std::string day = "\"valid_from\": \"2021-11-03\"";
    REQUIRE(files["pack.json"].contains(day));
    replace_all(files["pack.json"], day, "\"valid_from\": \"" + std::string{valid_from} + "\"");
    return files;
}

}  // namespace daohu::testing
