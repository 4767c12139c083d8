// SPDX-License-Identifier: Apache-2.0
#include "tests/form/form_fixture.hpp"

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

// People are written down first and chosen from afterwards.
const std::string kPeople = wrap_form(
    R"form(<data id="people"><adults>yes</adults><p jr:template=""><id/><name/></p><head/><several/><called/><called_near/></data>)form",
    R"form(<bind nodeset="/data/p" relevant="/data/adults = 'yes'"/>
       <bind nodeset="/data/called" calculate="jr:choice-name(/data/head, '/data/head')"/>
       <bind nodeset="/data/called_near" calculate="jr:choice-name(../head, ' ../head ')"/>)form",
    R"form(<input ref="/data/adults"/><repeat nodeset="/data/p"><input ref="/data/p/id"/><input ref="/data/p/name"/></repeat>
       <select1 ref="/data/head"><itemset nodeset="/data/p[id != '']"><value ref="id"/><label ref="name"/></itemset></select1>
       <select ref="/data/several"><itemset nodeset="/data/p"><value ref="id"/><label ref="name"/></itemset></select>)form");

Filling two_people() {
    Filling filling{kPeople};
    for (const int number : {1, 2}) {
        const std::string row = "/data/p[" + std::to_string(number) + "]";
        filling.add_row("/data/p");
        filling.answer(row + "/id", std::to_string(number));
        filling.answer(row + "/name", number == 1 ? "Ada" : "Bo");
    }
    return filling;
}

std::size_t count_of_choices(Filling& filling, std::string_view path) {
    const auto choices = filling.session->choices(filling.session->place_of(filling.node(path)));
    REQUIRE(choices);
    return choices->size();
}

}  // namespace

TEST_CASE("Choices: rows of the form can be chosen from, and are called what they are called now", "[form]") {
    Filling filling = two_people();
    filling.answer("/data/head", "2");
    CHECK(filling.value("/data/called") == "Bo");
    filling.answer("/data/p[2]/name", "Cy");
    CHECK(filling.value("/data/called") == "Cy");
    CHECK(filling.value("/data/called_near") == "Cy");
}

TEST_CASE("Choices: one that takes another value, or loses its row, is taken back", "[form]") {
    Filling filling = two_people();
    filling.answer("/data/head", "2");
    filling.answer("/data/several", "1 2");
    filling.answer("/data/p[2]/id", "9");
    CHECK(filling.value("/data/head").empty());
    CHECK(filling.value("/data/several") == "1");
    filling.keep(filling.session->undo());
    CHECK(filling.value("/data/head") == "2");
    CHECK(filling.value("/data/several") == "1 2");
    filling.keep(filling.session->remove_row(filling.node("/data/p[1]")));
    CHECK(filling.value("/data/several") == "2");
}

TEST_CASE("Choices: an irrelevant row is not offered, and what was chosen from it is taken back", "[form]") {
    Filling filling = two_people();
    filling.answer("/data/several", "1 2");
    CHECK(count_of_choices(filling, "/data/several") == 2);
    filling.answer("/data/adults", "no");
    CHECK(count_of_choices(filling, "/data/several") == 0);
    CHECK(filling.value("/data/several").empty());
}

TEST_CASE("Choices: an answer that is not offered is taken back at once, in the same step", "[form]") {
    Filling filling = two_people();
    filling.answer("/data/head", "1");
    filling.answer("/data/head", "nobody");
    CHECK(filling.value("/data/head").empty());
    filling.keep(filling.session->undo());
    CHECK(filling.value("/data/head") == "1");
}

TEST_CASE("Choices: while its question is irrelevant an answer is kept, though its list is empty", "[form]") {
    Filling filling{wrap_form(
        R"form(<data id="kept"><ask>yes</ask><g><town/><village/></g></data></instance><instance id="v"><root>
           <item><name>v1</name><town>t1</town></item></root>)form",
        R"form(<bind nodeset="/data/g" relevant="/data/ask = 'yes'"/>)form",
        R"form(<input ref="/data/ask"/><group ref="/data/g"><input ref="/data/g/town"/><select1 ref="/data/g/village">
           <itemset nodeset="instance('v')/root/item[town = /data/g/town]"><value ref="name"/></itemset></select1></group>)form")};
    filling.answer("/data/g/town", "t1");
    filling.answer("/data/g/village", "v1");
    filling.answer("/data/ask", "no");
    CHECK_FALSE(filling.relevant("/data/g/village"));
    filling.answer("/data/ask", "yes");
    CHECK(filling.value("/data/g/village") == "v1");
}
