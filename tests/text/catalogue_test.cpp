// SPDX-License-Identifier: Apache-2.0
#include "ui/text/catalogue.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace daohu;
using Catch::Matchers::ContainsSubstring;

namespace {

struct BadFile {
    std::string json;
    std::string named;  // what the error has to name
};

}  // namespace

TEST_CASE("Catalogue: reads a flat object of sentences", "[text]") {
    const auto catalogue = Catalogue::parse(R"({"language.tag": "zh-CN", "today.title": "今日"})", "zh-CN.json");
    REQUIRE(catalogue);
    CHECK(catalogue->language() == "zh-CN");
    REQUIRE(catalogue->find("today.title") != nullptr);
    CHECK(*catalogue->find("today.title") == "今日");
    CHECK(catalogue->find("today.none") == nullptr);
}

TEST_CASE("Catalogue: names the file and the key of what is wrong with it", "[text]") {
    const BadFile bad = GENERATE(
        BadFile{R"(["a"])", "one flat object"}, BadFile{R"({"a.b": 3})", "a.b"},
        BadFile{R"({"a.b": {"c.d": "x"}})", "a.b"}, BadFile{R"({"a.b": "x", "a.b": "y", "language.tag": "en"})", "a.b"},
        BadFile{R"({"title": "x"})", "title"}, BadFile{R"({"a..b": "x"})", "a..b"}, BadFile{R"({"A.b": "x"})", "A.b"},
        BadFile{R"({"a.b": ""})", "a.b"}, BadFile{R"({"a.b": "{count"})", "a.b"},
        BadFile{R"({"a.b": "count}"})", "a.b"}, BadFile{R"({"a.b": "{Count}"})", "a.b"},
        BadFile{R"({"a.b": "tab\u0009"})", "a.b"}, BadFile{R"({"a.b": "x")", "not JSON"},
        BadFile{R"({"a.b": "x"})", "language.tag"}, BadFile{"\xFF", "UTF-8"}, BadFile{"", "not JSON"});
    const auto catalogue = Catalogue::parse(bad.json, "broken.json");
    REQUIRE_FALSE(catalogue);
    CHECK(catalogue.error().code == ErrorCode::text_catalogue_invalid);
    CHECK_THAT(catalogue.error().detail, ContainsSubstring("broken.json"));
    CHECK_THAT(catalogue.error().detail, ContainsSubstring(bad.named));
}

TEST_CASE("Catalogue: says so when the file is not there", "[text]") {
    const auto catalogue = Catalogue::load("no/such/file.json");
    REQUIRE_FALSE(catalogue);
    CHECK(catalogue.error().code == ErrorCode::io_failed);
    CHECK_THAT(catalogue.error().detail, ContainsSubstring("file.json"));
}
