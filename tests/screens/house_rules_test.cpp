// SPDX-License-Identifier: Apache-2.0
//
// Screens compose widgets: no Dear ImGui, and no sizes but those of the theme.

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>

namespace {

std::string code_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::string code{std::istreambuf_iterator<char>{stream}, {}};
    code = std::regex_replace(code, std::regex{R"(//[^\n]*)"}, "");
    return std::regex_replace(code, std::regex{R"("(\\.|[^"\\])*")"}, "\"\"");
}

template <class Visit>
void each_source(const char* folder, Visit visit) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator{std::filesystem::path{DAOHU_SOURCE_DIR} / folder}) {
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp") {
            visit(entry.path());
        }
    }
}

}  // namespace

TEST_CASE("House rules: screens and widgets leave Dear ImGui to the kit's core", "[ui]") {
    for (const char* const folder : {"ui/screens", "ui/kit/widgets", "ui/model", "ui/text"}) {
        each_source(folder, [](const std::filesystem::path& file) {
            INFO(file);
            CHECK(code_of(file).find("ImGui") == std::string::npos);
        });
    }
}

TEST_CASE("House rules: screens have no sizes of their own", "[ui]") {
    // 0, 1 and 2 count things; anything larger would be a length that belongs into the theme, except where it is the
    // length of an array or of a text.
    const std::regex number{R"([^\w.](\d+(\.\d+)?)F?\b)"};
    each_source("ui/screens", [&number](const std::filesystem::path& file) {
        const std::string code = code_of(file);
        for (std::sregex_iterator match{code.begin(), code.end(), number}, end; match != end; ++match) {
            const double value = std::stod((*match)[1]);
            const std::string before = code.substr(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, match->position() - 30)), 30);
            const bool is_a_count = before.find("limit") != std::string::npos || before.find("std::array") != std::string::npos;
            INFO(file << ": " << (*match)[1]);
            CHECK((value <= 2 || is_a_count));
        }
    });
}
