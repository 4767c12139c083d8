// SPDX-License-Identifier: Apache-2.0
#include "core/base/bytes.hpp"
#include "core/base/hash.hpp"
#include "tests/forms/form_assets.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <set>

using namespace daohu;
using namespace daohu::forms_test;

namespace {

using Strings = std::vector<std::string>;

std::string form_text(const std::string& name) { return text_of(assets() / "forms" / (name + ".xml")); }

std::string digest(const std::filesystem::path& file) { return to_hex(hash256(as_bytes(text_of(file))).bytes()); }

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("Forms: every one loads without a remark for its author", "[forms]") {
    for (const std::string& name : form_names()) {
        INFO(name);
        const auto form = load_form(form_text(name));
        CHECK(form->id() == name);
        CHECK_FALSE(form->title().empty());
        CHECK_FALSE(form->version().empty());
        CHECK(form->lints().empty());
        CHECK_FALSE(form->entities().empty());
    }
}

TEST_CASE("Forms: Chinese and English stand in every one", "[forms]") {
    for (const std::string& name : form_names()) {
        INFO(name);
        CHECK(untranslated(*load_form(form_text(name))) == Strings{});
    }
}

TEST_CASE("Forms: they write declared properties only, each by a question of its kind", "[forms]") {
    for (const std::string& name : form_names()) {
        INFO(name);
        CHECK(undeclared(*load_form(form_text(name))) == Strings{});
    }
}

TEST_CASE("Forms: an unknown property, an unknown dataset and a question of another kind are found", "[forms]") {
    const std::string form = form_text("duty_shift");
    const std::string visitors = R"(entities:saveto="visitors")";
    CHECK(undeclared(*load_form(replaced(form, visitors, R"(entities:saveto="guests")"))) ==
          Strings{"no property duty#guests"});
    CHECK(undeclared(*load_form(replaced(form, visitors, R"(entities:saveto="until")"))) ==
          Strings{"/data/duty/visitors does not fit duty#until"});
    CHECK(undeclared(*load_form(replaced(form, R"(dataset="duty")", R"(dataset="watch")"))).front() ==
          "no dataset watch");
}

TEST_CASE("Forms: choices are those of the code lists, in both languages", "[forms]") {
    for (const std::string& name : form_names()) {
        INFO(name);
        CHECK(differing_choices(*load_form(form_text(name))) == Strings{});
    }
}

TEST_CASE("Forms: a choice that no code list has is found", "[forms]") {
    const std::string form = replaced(form_text("consultation"), "<name>dibao</name>", "<name>dibo</name>");
    CHECK(differing_choices(*load_form(form)) == Strings{"consultation_topic differs at dibo"});
}

TEST_CASE("Forms: sources and XForms are those that were compiled together", "[forms]") {
    const auto record = nlohmann::json::parse(text_of(assets() / "forms" / "compiled.json"));
    CHECK(record.at("pyxform") == "4.5.0");
    std::set<std::string> recorded;
    for (const auto& [name, digests] : record.at("forms").items()) {
        INFO(name);
        recorded.insert(name);
        CHECK(digests.at("source") == digest(assets() / "forms" / (name + ".md")));
        CHECK(digests.at("xform") == digest(assets() / "forms" / (name + ".xml")));
    }
    const Strings names = form_names();
    CHECK(recorded == std::set<std::string>{names.begin(), names.end()});
}
