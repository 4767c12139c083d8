// SPDX-License-Identifier: Apache-2.0
#include "tests/form/xpath/document.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::form;
using daohu::form::testing::Document;

namespace {

std::string written(const NameTable& names, const xpath::Reference& reference) {
    std::string text;
    switch (reference.origin) {
        case xpath::Origin::root: break;
        case xpath::Origin::context: text = "."; break;
        case xpath::Origin::instance: text = "{" + reference.instance + "}"; break;
        case xpath::Origin::unknown: text = "?"; break;
    }
    for (const xpath::Step& step : reference.steps) {
        text += "/";
        text += step.axis == xpath::Axis::parent      ? ".."
                : step.axis == xpath::Axis::attribute ? "@"
                : step.axis == xpath::Axis::child     ? ""
                                                      : "axis::";
        text += step.test == xpath::NodeTest::name ? std::string{names.local_name(step.name)} : "";
        text += step.has_predicate ? "[]" : "";
    }
    return text + (reference.by_position ? "#" : "");
}

std::vector<std::string> references(Document& document, std::string_view expression) {
    std::vector<std::string> found;
    const xpath::Expression compiled = document.compile(expression);
    for (const xpath::Reference& reference : compiled.analysis().references) {
        found.push_back(written(document.names, reference));
    }
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("Analysis: lists what an expression reads, paths in predicates from their outermost start", "[form][xpath]") {
    Document document;
    CHECK(references(document, "if(../income < /data/threshold, 1, 0)") == Names{"./../income", "/data/threshold"});
    CHECK(references(document, "/data/member[age > 18]/name") ==
          Names{"/data/member[]", "/data/member[]/age", "/data/member[]/name"});
    CHECK(references(document, "instance('v')/root/item[township = current()/../t and x = /data/y]/label") ==
          Names{"./../t", "/data/y", "{v}/root/item[]", "{v}/root/item[]/label", "{v}/root/item[]/township",
                "{v}/root/item[]/x"});
    CHECK(references(document, "position(..)") == Names{"./..#"});
    CHECK(references(document, ". > 0 and ./@state != ''") == Names{".", "./@state"});
    CHECK(references(document, "string-length()") == Names{"."});
    CHECK(references(document, "indexed-repeat(/d/r/v, /d/r, ../i)") == Names{"./../i", "/d/r", "/d/r/v"});
    CHECK(references(document, "(/a | /b)/c") == Names{"/a", "/a/c", "/b", "/b/c"});
    CHECK(references(document, "if(true(), /a, /b)/c") == Names{"/a", "/a/c", "/b", "/b/c"});
    CHECK(references(document, "id('x')") == Names{"?"});
    CHECK(references(document, "//x") == Names{"/axis::x"});
    CHECK(references(document, "1 + 2").empty());
}

TEST_CASE("Analysis: says what else an expression depends on", "[form][xpath]") {
    Document document;
    const auto analysis = [&document](std::string_view text) { return document.compile(text).analysis(); };
    CHECK(analysis("today() > ../d").uses_clock);
    CHECK(analysis("once(random())").uses_random);
    CHECK(analysis("once(random())").uses_own_value);
    CHECK(analysis("jr:itext('a')").uses_language);
    CHECK(analysis("format-date(../d, '%b')").uses_language);
    CHECK(analysis("position() = 2").uses_position);
    CHECK_FALSE(analysis("/a[position() = 2]").uses_position);
    CHECK_FALSE(analysis("randomize(/a, 3)").uses_random);
    const xpath::Analysis choice = analysis("jr:choice-name(../q, '/data/q')");
    REQUIRE(choice.calls.size() == 1);
    CHECK(choice.calls[0].name == "jr:choice-name");
    CHECK_FALSE(choice.calls[0].arguments[0]);
    CHECK(choice.calls[0].arguments[1] == "/data/q");
}

TEST_CASE("Analysis: warns where an expression leaves what ODK specifies", "[form][xpath]") {
    Document document;
    const auto lints = [&document](std::string_view text) { return document.compile(text).analysis().lints; };
    CHECK(lints("/data/a[2]/../b + sum(/data/c)").empty());
    REQUIRE(lints("1 + count(//b)").size() == 1);
    CHECK(lints("1 + count(//b)")[0].warning == xpath::Warning::descendants_outside_subset);
    CHECK(lints("1 + count(//b)")[0].offset == 10);
    CHECK(lints("following-sibling::a")[0].warning == xpath::Warning::axis_outside_subset);
    CHECK(lints("a/text()")[0].warning == xpath::Warning::node_test_outside_subset);
    CHECK(lints("substring('abc', 2)")[0].warning == xpath::Warning::function_outside_subset);
}

TEST_CASE("Analysis: types and constants are known when compiled", "[form][xpath]") {
    Document document;
    CHECK(document.compile("1 + 1").type() == xpath::ValueType::number);
    CHECK(document.compile("a = b").type() == xpath::ValueType::boolean);
    CHECK(document.compile("/a").type() == xpath::ValueType::node_set);
    CHECK(document.compile("if(a, 1, 2)").type() == xpath::ValueType::number);
    CHECK(document.compile("if(a, 1, 'x')").type() == xpath::ValueType::string);
    CHECK(document.compile("true()").is_constant());
    CHECK(document.compile("-1").is_constant());
    CHECK_FALSE(document.compile("1 + 1").is_constant());
    CHECK_FALSE(document.compile("now()").is_constant());
}
