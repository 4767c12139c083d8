// SPDX-License-Identifier: Apache-2.0
#include "core/form/instance_xml.hpp"
#include "tests/form/form_fixture.hpp"

#include <rapidcheck.h>

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

// Everything that may follow from an answer: sums, shares, relevance, choices, counted rows, actions.
const std::string kBusy = wrap_form(
    R"form(<data id="busy" version="1"><show/><n/><total/><group><town/><village/></group>
       <m jr:template=""><income/><share/><name/><pos/></m><c jr:template=""><v/></c><changed/></data>
       </instance><instance id="villages"><root><item><name>a1</name><town>a</town></item>
       <item><name>b1</name><town>b</town></item></root>)form",
    R"form(<bind nodeset="/data/group" relevant="/data/show != 'no'"/>
       <bind nodeset="/data/n" type="int"/>
       <bind nodeset="/data/total" type="int" calculate="sum(/data/m/income) + sum(/data/c/v)"/>
       <bind nodeset="/data/m/income" type="int"/>
       <bind nodeset="/data/m/share" calculate="if(/data/total &gt; 0, round(../income div /data/total, 3), '')"/>
       <bind nodeset="/data/m/name" relevant="../income &gt; 10"/>
       <bind nodeset="/data/m/pos" calculate="concat(position(..), '/', count(/data/m))"/>)form",
    R"form(<input ref="/data/show"><setvalue event="xforms-value-changed" ref="/data/changed" value="concat(., 'x')"/></input>
       <input ref="/data/n"/>
       <input ref="/data/group/town"/>
       <select1 ref="/data/group/village"><itemset nodeset="instance('villages')/root/item[town = /data/group/town]">
         <value ref="name"/></itemset></select1>
       <group ref="/data/m"><repeat nodeset="/data/m"><input ref="/data/m/income"/><input ref="/data/m/name"/></repeat></group>
       <group ref="/data/c"><repeat nodeset="/data/c" jr:count="/data/n"><input ref="/data/c/v"/></repeat></group>)form");

std::string xml_of(const Session& session) { return instance_xml(session.definition(), session.tree()); }

// One random act; some do nothing.
void act(Filling& filling) {
    Session& session = *filling.session;
    const FormPlace members = filling.repeat("/data/m", "/data");
    const auto rows = session.rows(members);
    const auto counted = session.rows(filling.repeat("/data/c", "/data"));
    const auto pick = [](std::size_t size) { return *rc::gen::inRange<std::size_t>(0, size); };
    const std::string number = std::to_string(*rc::gen::inRange(0, 30));
    switch (*rc::gen::inRange(0, 10)) {
        case 0: filling.answer("/data/show", *rc::gen::element<std::string>("yes", "no", "")); break;
        case 1: filling.answer("/data/n", std::to_string(*rc::gen::inRange(0, 4))); break;
        case 2: filling.answer("/data/group/town", *rc::gen::element<std::string>("a", "b", "")); break;
        case 3: filling.answer("/data/group/village", *rc::gen::element<std::string>("a1", "b1", "")); break;
        case 4: filling.add_row("/data/m"); break;
        case 5:
            if (!rows.empty()) {
                filling.keep(session.remove_row(rows[pick(rows.size())]));
            }
            break;
        case 6:
            if (!rows.empty()) {
                filling.answer(session.path(rows[pick(rows.size())]) + "/income", number);
            }
            break;
        case 7:
            if (!counted.empty()) {
                filling.answer(session.path(counted[pick(counted.size())]) + "/v", number);
            }
            break;
        case 8:
            if (session.can_undo()) {
                filling.keep(session.undo());
            }
            break;
        default:
            if (session.can_redo()) {
                filling.keep(session.redo());
            }
            break;
    }
}

}  // namespace

TEST_CASE("Undo: an answer, its consequences and the row it was in come back", "[form]") {
    Filling filling{kBusy};
    filling.add_row("/data/m");
    filling.answer("/data/m[1]/income", "20");
    filling.answer("/data/group/town", "a");
    filling.answer("/data/group/village", "a1");
    const std::string before = xml_of(*filling.session);
    filling.answer("/data/group/town", "b");
    CHECK(filling.value("/data/group/village").empty());
    filling.keep(filling.session->undo());
    CHECK(filling.value("/data/group/village") == "a1");
    filling.keep(filling.session->remove_row(filling.node("/data/m[1]")));
    CHECK(filling.value("/data/total") == "0");
    filling.keep(filling.session->undo());
    CHECK(xml_of(*filling.session) == before);
    filling.keep(filling.session->redo());
    CHECK(filling.value("/data/total") == "0");
    filling.keep(filling.session->undo());
    filling.answer("/data/m[1]/income", "30");
    CHECK_FALSE(filling.session->can_redo());
}

TEST_CASE("Undo: without an act before there is nothing to take back", "[form]") {
    Filling filling{kBusy};
    CHECK(filling.session->undo().error().code == ErrorCode::form_nothing_to_undo);
    CHECK(filling.session->redo().error().code == ErrorCode::form_nothing_to_undo);
}

TEST_CASE("Undo: all the way back is the form as it was opened, all the way forward as it was left", "[form]") {
    REQUIRE(rc::check([] {
        Filling filling{kBusy};
        const std::string opened = xml_of(*filling.session);
        const int acts = *rc::gen::inRange(1, 25);
        for (int i = 0; i < acts; ++i) {
            act(filling);
        }
        while (filling.session->can_redo()) {
            filling.keep(filling.session->redo());
        }
        const std::string left = xml_of(*filling.session);
        while (filling.session->can_undo()) {
            filling.keep(filling.session->undo());
        }
        RC_ASSERT(xml_of(*filling.session) == opened);
        while (filling.session->can_redo()) {
            filling.keep(filling.session->redo());
        }
        RC_ASSERT(xml_of(*filling.session) == left);
    }));
}
