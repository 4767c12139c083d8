// SPDX-License-Identifier: Apache-2.0
//
// The catalogues of the app: complete in both languages, without leftovers, and with a sentence for every error.

#include "core/base/error.hpp"
#include "ui/text/catalogue.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

using namespace daohu;

namespace {

const std::filesystem::path kSource{DAOHU_SOURCE_DIR};

Catalogue load(const char* language) {
    auto catalogue = Catalogue::load(kSource / "assets" / "text" / (std::string{language} + ".json"));
    if (!catalogue) {
        FAIL(catalogue.error().describe());
    }
    return std::move(*catalogue);
}

bool is_singular(std::string_view key) { return key.ends_with(".one"); }

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

// Every C++ source of the rooms that speak to people, one after the other.
std::string sources() {
    std::string all;
    for (const char* const room : {"ui", "platform"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator{kSource / room}) {
            if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp") {
                all += text_of(entry.path());
            }
        }
    }
    return all;
}

// The literals handed to tr(), wherever a call is broken into lines.
std::set<std::string> keys_used(const std::string& code) {
    std::set<std::string> keys;
    for (std::size_t at = code.find("tr(\""); at != std::string::npos; at = code.find("tr(\"", at + 1)) {
        const std::size_t begin = at + 4;
        keys.insert(code.substr(begin, code.find('"', begin) - begin));
    }
    return keys;
}

}  // namespace

TEST_CASE("Texts: both languages have the same keys", "[text]") {
    const Catalogue chinese = load("zh-CN");
    const Catalogue english = load("en");
    for (const std::string_view key : chinese.keys()) {
        INFO(key);
        CHECK(english.find(key) != nullptr);
    }
    for (const std::string_view key : english.keys()) {
        INFO(key);
        CHECK((is_singular(key) || chinese.find(key) != nullptr));
    }
}

TEST_CASE("Texts: a sentence has the same placeholders in both languages", "[text]") {
    const Catalogue chinese = load("zh-CN");
    const Catalogue english = load("en");
    const auto names_in = [](const std::string& sentence) {
        const auto names = placeholders_of(sentence).value();
        return std::set<std::string>{names.begin(), names.end()};
    };
    for (const std::string_view key : english.keys()) {
        const std::string_view same = is_singular(key) ? key.substr(0, key.size() - 4) : key;
        INFO(key);
        REQUIRE(chinese.find(same) != nullptr);
        CHECK(names_in(*english.find(key)) == names_in(*chinese.find(same)));
    }
}

TEST_CASE("Texts: every error has a sentence", "[text]") {
    const Catalogue chinese = load("zh-CN");
    for (const ErrorCode code : {
#define DAOHU_ERROR(name, key) ErrorCode::name,
#include "core/base/error_codes.inc"
#undef DAOHU_ERROR
         }) {
        INFO(message_key(code));
        CHECK(chinese.find(message_key(code)) != nullptr);
    }
}

TEST_CASE("Texts: every key that the code asks for is there", "[text]") {
    const Catalogue chinese = load("zh-CN");
    const auto used = keys_used(sources());
    REQUIRE(used.size() > 50);
    for (const std::string& key : used) {
        INFO(key);
        CHECK(chinese.find(key) != nullptr);
    }
}

TEST_CASE("Texts: no key is left over", "[text]") {
    const std::string code = sources();
    const Catalogue english = load("en");
    for (const std::string_view key : english.keys()) {
        if (is_singular(key) || key.starts_with("error.")) {
            continue;
        }
        INFO(key);
        CHECK(code.find("\"" + std::string{key} + "\"") != std::string::npos);
    }
}
