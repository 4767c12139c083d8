// SPDX-License-Identifier: Apache-2.0
#include "tests/form/form_fixture.hpp"

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
