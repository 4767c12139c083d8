// SPDX-License-Identifier: Apache-2.0
#include "tests/house/text_keys.hpp"

#include "core/base/error.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <iterator>

using namespace daohu;
using namespace daohu::house;

namespace {

Catalogue read_catalogue(std::string_view language) {
    const std::string path = "assets/text/" + std::string{language} + ".json";
    return parse_catalogue(path, read_text(source_root() / path));
}

constexpr std::array kErrorCodes = {
#define DAOHU_ERROR(name, key) ErrorCode::name,
#include "core/base/error_codes.inc"
#undef DAOHU_ERROR
};

Catalogue sample(std::string_view json) { return parse_catalogue("sample.json", json); }

}  // namespace

TEST_CASE("Texts: both languages have the same keys and placeholders", "[house]") {
    const std::vector<Finding> findings = differences(read_catalogue("zh-CN"), read_catalogue("en"));
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Texts: every key is named somewhere in the program", "[house]") {
    const std::vector<Finding> findings =
        unused_keys(read_catalogue("zh-CN"), literals_in(read_sources({"core", "sync", "ui", "platform"})));
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Texts: every key that the program asks for is there", "[house]") {
    const Catalogue catalogue = read_catalogue("zh-CN");
    std::vector<Finding> findings;
    for (const SourceFile& file : read_sources({"core", "sync", "ui", "platform"})) {
        std::ranges::move(missing_keys(catalogue, file), std::back_inserter(findings));
    }
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Texts: every error code has its sentence", "[house]") {
    const Catalogue catalogue = read_catalogue("zh-CN");
    for (const ErrorCode code : kErrorCodes) {
        CAPTURE(name(code), message_key(code));
        CHECK(catalogue.sentences.contains(std::string{message_key(code)}));
    }
}

TEST_CASE("Texts: missing keys and other placeholders between languages would be found", "[house]") {
    const Catalogue first = sample(R"({"a.b": "{count} of {total}", "a.c": "x", "a.d": "{{count}}"})");
    CHECK(differences(first, first).empty());
    CHECK(differences(first, sample(R"({"a.b": "{total} of {count}", "a.d": "y"})")).size() == 1);
    CHECK(differences(sample(R"({"a.c": "x"})"), sample(R"({"a.c": "x", "a.e": "y"})")).size() == 1);
    CHECK(differences(first, sample(R"({"a.b": "{count}", "a.c": "x", "a.d": "y"})")).size() == 1);
    CHECK(differences(sample(R"({"a": "{count} cows", "a.one": "a cow"})"), sample(R"({"a": "{count}"})")).empty());
    CHECK(differences(sample(R"({"a.one": "a cow"})"), sample("{}")).size() == 1);
}

TEST_CASE("Texts: keys that nothing names and names without a key would be found", "[house]") {
    const Catalogue catalogue = sample(R"({"language.tag": "en", "a.b": "x", "a.b.one": "y", "a.c": "z"})");
    CHECK(unused_keys(catalogue, {"a.b"}).size() == 1);
    CHECK(unused_keys(catalogue, {"a.b", "a.c"}).empty());
    CHECK(missing_keys(catalogue, {"ui/a.cpp", "tr(\"a.b\"); // tr(\"a.x\")\nTextKey{\"a.x\"}"}).size() == 1);
    CHECK(missing_keys(catalogue, {"ui/a.cpp", "kit.tr(\"a.y\", {})"}).size() == 1);
    CHECK(missing_keys(catalogue, {"ui/a.cpp", "str(\"a.y\")"}).empty());
}
