// SPDX-License-Identifier: Apache-2.0
#include "tests/form/form_fixture.hpp"

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

const std::string kTwoLanguages = wrap_form(
    R"form(<data id="words"><name>Ada</name><pick/><label/><month/><r jr:template=""><n/></r></data>)form",
    R"form(<itext><translation lang="English (en)"><text id="q"><value>Hello <output value="/data/name"/> <output value="1 + 1"/>!</value>
         <value form="guidance">Ask slowly</value><value form="image">jr://images/house.png</value></text>
         <text id="a"><value>Apple</value></text><text id="only"><value>only English</value></text></translation>
       <translation lang="zh"><text id="q"><value>Nihao <output value="/data/name"/></value></text>
         <text id="a"><value>Pingguo</value></text></translation></itext>
       <bind nodeset="/data/label" calculate="jr:choice-name(/data/pick, '/data/pick')"/>
       <bind nodeset="/data/month" calculate="format-date('2026-03-05', '%b')"/>
       <bind nodeset="/data/name" constraint="false()" jr:constraintMsg="jr:itext('a')"/>)form",
    R"form(<input ref="/data/name"><label ref="jr:itext('q')"/><hint ref="jr:itext('q')"/></input>
       <select1 ref="/data/pick"><label ref="jr:itext('only')"/><item><label ref="jr:itext('a')"/><value>a</value></item>
         <item><label ref="jr:itext('nobody')"/><value>b</value></item></select1>
       <group ref="/data/r"><label>People</label><repeat nodeset="/data/r"><group><label>Person <output value="../r/n"/></label>
         <input ref="/data/r/n"><label>  Name
         </label></input></group></repeat></group>)form");

QuestionView ask(Filling& filling, std::string_view path) {
    return filling.session->question(filling.session->place_of(filling.node(path)));
}

}  // namespace

TEST_CASE("Words: labels show values, guidance and pictures, in the language asked for", "[form]") {
    Filling filling{kTwoLanguages};
    const QuestionView question = ask(filling, "/data/name");
    CHECK(question.label == "Hello Ada 2!");
    CHECK(question.guidance == "Ask slowly");
    CHECK(question.image == "house.png");
    filling.answer("/data/name", "Bo");
    CHECK(ask(filling, "/data/name").label == "Hello Bo 2!");
    CHECK(ask(filling, "/data/name").problem->message == "Apple");
    filling.keep(filling.session->set_language("zh"));
    CHECK(ask(filling, "/data/name").label == "Nihao Bo");
    CHECK(ask(filling, "/data/name").problem->message == "Pingguo");
}

TEST_CASE("Words: a text missing in one language falls back to the default, then to its id", "[form]") {
    Filling filling{kTwoLanguages};
    filling.keep(filling.session->set_language("zh"));
    CHECK(ask(filling, "/data/pick").label == "only English");
    const auto choices = filling.session->choices(filling.session->place_of(filling.node("/data/pick")));
    REQUIRE(choices);
    CHECK((*choices)[1].label == "nobody");
    CHECK_FALSE(filling.definition->lints().empty());
}

TEST_CASE("Words: a language switched in the middle changes names of choices and months", "[form]") {
    Filling filling{kTwoLanguages};
    filling.answer("/data/pick", "a");
    CHECK(filling.value("/data/label") == "Apple");
    CHECK(filling.value("/data/month") == "Mar");
    filling.keep(filling.session->set_language("zh"));
    CHECK(filling.value("/data/label") == "Pingguo");
    CHECK(filling.value("/data/month") != "Mar");
    CHECK(filling.session->display_value(filling.session->place_of(filling.node("/data/pick"))) == "Pingguo");
    CHECK(filling.session->set_language("fr").error().code == ErrorCode::not_found);
    CHECK(filling.restore(*filling.definition).session->language() == "zh");
}

TEST_CASE("Words: rows are called by the label of their first group", "[form]") {
    Filling filling{kTwoLanguages};
    const NodeId row = filling.add_row("/data/r");
    const FormPlace repeat = filling.repeat("/data/r", "/data");
    CHECK(filling.session->label(repeat) == "People");
    CHECK(filling.session->label({repeat.element, row}).starts_with("Person"));
    CHECK(ask(filling, "/data/r[1]/n").label == "Name");
}
