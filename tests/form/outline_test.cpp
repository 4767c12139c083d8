// SPDX-License-Identifier: Apache-2.0
#include "core/form/instance_xml.hpp"
#include "tests/form/form_fixture.hpp"

#include <catch2/generators/catch_generators.hpp>

#include <algorithm>

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

const std::string kVisit = wrap_form(
    R"form(<data id="o"><a/><g><b/><c/></g><r jr:template=""><n/><age/></r><fixed>1</fixed></data>)form",
    R"form(<bind nodeset="/data/a" required="true()"/><bind nodeset="/data/g/c" relevant="/data/g/b = 'yes'"/>
       <bind nodeset="/data/r/n" required="true()"/><bind nodeset="/data/r/age" type="int" constraint=". &lt; 120"/>
       <bind nodeset="/data/fixed" readonly="true()"/>)form",
    R"form(<input ref="/data/a"/><group ref="/data/g"><label>Group</label><input ref="/data/g/b"/><input ref="/data/g/c"/></group>
       <group ref="/data/r"><label>People</label><repeat nodeset="/data/r"><input ref="/data/r/n"/><input ref="/data/r/age"/>
       </repeat></group><input ref="/data/fixed"/>)form");

bool shows_repeat(Filling& filling) {
    const auto items = filling.session->outline();
    return std::ranges::any_of(items, [](const OutlineItem& item) { return item.kind == ItemKind::repeat; });
}

// A repeat with a condition.
std::string conditional_repeat(std::string_view condition) {
    return wrap_form(R"form(<data id="c"><ask/><r jr:template=""><v/></r></data>)form",
                     R"form(<bind nodeset="/data/r" relevant=")form" + std::string{condition} + R"form("/>)form",
                     R"form(<input ref="/data/ask"/><group ref="/data/r"><repeat nodeset="/data/r">
                        <input ref="/data/r/v"/></repeat></group>)form");
}

}  // namespace

TEST_CASE("Outline: groups, rows and questions in order, with what is done, missing and wrong", "[form]") {
    Filling filling{kVisit};
    filling.add_row("/data/r");
    filling.add_row("/data/r");
    filling.answer("/data/r[1]/n", "N");
    filling.answer("/data/r[2]/age", "130");
    const auto items = filling.session->outline();
    std::vector<ItemKind> kinds;
    for (const OutlineItem& item : items) {
        kinds.push_back(item.kind);
    }
    using enum ItemKind;
    CHECK(kinds == std::vector<ItemKind>{question, group, question, group, repeat, row, question, question, row,
                                         question, question, question});
    CHECK(items[4].progress == Progress{4, 2, 1, 1});
    CHECK(items[5].progress == Progress{2, 1, 0, 0});
    CHECK(items[8].row_number == 2);
    CHECK(items[8].progress == Progress{2, 1, 1, 1});
    CHECK(filling.session->progress() == Progress{6, 2, 2, 1});  // what cannot be answered is not counted
}

TEST_CASE("Outline: next and previous step over what is irrelevant", "[form]") {
    Filling filling{kVisit};
    const auto first = filling.session->next({});
    REQUIRE(first);
    CHECK(first->node == filling.node("/data/a"));
    const auto second = filling.session->next(*first);
    REQUIRE(second);
    CHECK(second->node == filling.node("/data/g/b"));
    const auto third = filling.session->next(*second);
    REQUIRE(third);
    CHECK(filling.definition->element(third->element).control == Control::repeat);
    CHECK(filling.session->previous(*third) == second);
    CHECK_FALSE(filling.session->previous(*first));
    filling.answer("/data/g/b", "yes");
    CHECK(filling.session->next(*second)->node == filling.node("/data/g/c"));
    CHECK_FALSE(filling.session->next(*filling.session->previous({})));
}

TEST_CASE("Outline: the next problem is searched onwards and then from the top", "[form]") {
    Filling filling{kVisit};
    filling.add_row("/data/r");
    const auto first = filling.session->next_problem({});
    REQUIRE(first);
    CHECK(first->place.node == filling.node("/data/a"));
    const auto second = filling.session->next_problem(first->place);
    REQUIRE(second);
    CHECK(second->place.node == filling.node("/data/r[1]/n"));
    CHECK(filling.session->next_problem(second->place)->place == first->place);
    CHECK(filling.session->problems().size() == 2);
}

TEST_CASE("Outline: answers of the wrong type are kept and reported", "[form]") {
    Filling filling{kVisit};
    filling.add_row("/data/r");
    filling.answer("/data/r[1]/age", "old");
    CHECK(filling.session->problem(filling.node("/data/r[1]/age"))->kind == ProblemKind::type);
    CHECK(filling.value("/data/r[1]/age") == "old");
}

TEST_CASE("Outline: what is read-only is not answered", "[form]") {
    Filling filling{kVisit};
    CHECK(filling.session->answer(filling.node("/data/fixed"), "2").error().code == ErrorCode::form_read_only);
    CHECK(filling.session->answer(NodeId::none, "2").error().code == ErrorCode::form_no_such_node);
}

TEST_CASE("Outline: a repeat whose condition does not hold is not there, with rows or without", "[form]") {
    const std::string condition = GENERATE("/data/ask = 'yes'", "../ask = 'yes'", "current()/../ask = 'yes'");
    INFO(condition);
    Filling filling{conditional_repeat(condition)};
    CHECK_FALSE(shows_repeat(filling));
    filling.answer("/data/ask", "yes");
    CHECK(shows_repeat(filling));
    filling.add_row("/data/r");
    CHECK(filling.session->outline().size() == 5);  // the question, the group, the repeat, its row, its question
    filling.answer("/data/ask", "no");
    CHECK_FALSE(shows_repeat(filling));
    filling.answer("/data/ask", "yes");
    CHECK(filling.session->outline().size() == 5);
}

TEST_CASE("Outline: asking whether a row would count leaves no row behind", "[form]") {
    Filling filling{conditional_repeat("../ask = 'yes'")};
    const std::string before = instance_xml(*filling.definition, filling.session->tree());
    const std::uint64_t revision = filling.session->revision();
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(shows_repeat(filling));
    }
    CHECK(instance_xml(*filling.definition, filling.session->tree()) == before);
    CHECK(filling.session->rows(filling.repeat("/data/r", "/data")).empty());
    CHECK(filling.session->revision() == revision);
    CHECK(filling.session->fill().values == Filling{conditional_repeat("true()")}.session->fill().values);
}

TEST_CASE("Outline: a repeat inside of a row asks its own row", "[form]") {
    Filling filling{wrap_form(
        R"form(<data id="n"><o jr:template=""><ask/><i jr:template=""><v/></i></o></data>)form",
        R"form(<bind nodeset="/data/o/i" relevant=" ../ask = 'yes'"/>)form",
        R"form(<group ref="/data/o"><repeat nodeset="/data/o"><input ref="/data/o/ask"/><group ref="/data/o/i">
           <repeat nodeset="/data/o/i"><input ref="/data/o/i/v"/></repeat></group></repeat></group>)form")};
    filling.add_row("/data/o");
    filling.add_row("/data/o");
    filling.answer("/data/o[2]/ask", "yes");
    std::vector<NodeId> inner;
    for (const OutlineItem& item : filling.session->outline()) {
        if (item.kind == ItemKind::repeat && item.depth > 1) {
            inner.push_back(item.place.node);
        }
    }
    CHECK(inner == std::vector<NodeId>{filling.node("/data/o[2]")});
}
