// SPDX-License-Identifier: Apache-2.0
#include "core/form/instance_xml.hpp"
#include "tests/form/form_fixture.hpp"

#include <rapidcheck.h>

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

// Everything that may follow from an answer: sums, shares, relevance, choices at two levels and in rows, counted rows
// inside of rows, actions, words, answer states.
const std::string kBusy = wrap_form(
    R"form(<data id="busy" version="1"><show/><n/><total/><group><town/><village/><work/></group><work_name/><first_work/>
       <m jr:template=""><income/><share/><name/><pos/><town/><village/><kids/><k jr:template=""><age/></k></m>
       <c jr:template=""><v/></c><counted/><changed/><phone/><asked/></data>
       </instance><instance id="villages"><root><item><name>a1</name><town>a</town></item>
       <item><name>b1</name><town>b</town></item><item><name>b2</name><town>b</town></item></root></instance>
       <instance id="works"><root><item><name>farm</name><at>a1</at><text>f</text></item>
       <item><name>shop</name><at>b1</at><text>s</text></item><item><name>none</name><at>a1</at><text>n</text></item>
       <item><name>none</name><at>b1</at><text>n</text></item></root>)form",
    R"form(<itext><translation lang="en"><text id="f"><value>Farm</value></text><text id="s"><value>Shop</value></text>
         <text id="n"><value>None</value></text></translation><translation lang="zh">
         <text id="f"><value>F-zh</value></text><text id="s"><value>S-zh</value></text></translation></itext>
       <bind nodeset="/data/group" relevant="/data/show != 'no'"/>
       <bind nodeset="/data/n" type="int" constraint=". &lt; 3"/>
       <bind nodeset="/data/total" type="int" calculate="sum(/data/m/income) + sum(/data/c/v) + sum(/data/m/k/age)"/>
       <bind nodeset="/data/work_name" calculate="jr:choice-name(/data/first_work, '/data/group/work')"/>
       <bind nodeset="/data/first_work" calculate="selected-at(/data/group/work, 0)"/>
       <bind nodeset="/data/m/income" type="int" required="true()"/>
       <bind nodeset="/data/m/share" calculate="if(/data/total &gt; 0, round(../income div /data/total, 3), '')"/>
       <bind nodeset="/data/m/name" relevant="../income &gt; 10"/>
       <bind nodeset="/data/m/village" relevant="../income &gt; 5"/>
       <bind nodeset="/data/m/pos" calculate="concat(position(..), '/', count(/data/m), '/', count(../k))"/>
       <bind nodeset="/data/counted" calculate="join(' ', /data/c/v)"/>
       <bind nodeset="/data/asked" calculate="concat(/data/phone/@dh:state, ':', /data/phone)"/>)form",
    R"form(<input ref="/data/show"><setvalue event="xforms-value-changed" ref="/data/changed" value="concat(., 'x')"/></input>
       <input ref="/data/n"/><input ref="/data/phone"/>
       <input ref="/data/group/town"/>
       <select1 ref="/data/group/village"><itemset nodeset="instance('villages')/root/item[town = /data/group/town]">
         <value ref="name"/></itemset></select1>
       <select ref="/data/group/work"><itemset nodeset="instance('works')/root/item[at = /data/group/village]">
         <value ref="name"/><label ref="jr:itext(text)"/></itemset></select>
       <group ref="/data/m"><repeat nodeset="/data/m"><input ref="/data/m/income"/><input ref="/data/m/name"/>
         <input ref="/data/m/town"/><select1 ref="/data/m/village">
           <itemset nodeset="instance('villages')/root/item[town = current()/../town]"><value ref="name"/></itemset></select1>
         <input ref="/data/m/kids"/><group ref="/data/m/k"><repeat nodeset="/data/m/k" jr:count="../kids">
           <input ref="/data/m/k/age"/></repeat></group></repeat></group>
       <group ref="/data/c"><repeat nodeset="/data/c" jr:count="/data/n"><input ref="/data/c/v"/></repeat></group>)form");

std::string xml_of(const Session& session) { return instance_xml(session.definition(), session.tree()); }

// One of the rows that are there; none where no row is.
NodeId some_row(const Filling& filling, std::string_view repeat, std::string_view parent) {
    const auto rows = filling.session->rows(filling.repeat(repeat, parent));
    return rows.empty() ? NodeId::none : rows[*rc::gen::inRange<std::size_t>(0, rows.size())];
}

void act_on_member(Filling& filling, NodeId row) {
    if (row == NodeId::none) {
        return;
    }
    const std::string path = filling.session->path(row);
    switch (*rc::gen::inRange(0, 6)) {
        case 0: filling.keep(filling.session->remove_row(row)); break;
        case 1: filling.answer(path + "/town", *rc::gen::element<std::string>("a", "b", "")); break;
        case 2: filling.answer(path + "/village", *rc::gen::element<std::string>("a1", "b1", "b2", "")); break;
        case 3: filling.answer(path + "/kids", std::to_string(*rc::gen::inRange(0, 3))); break;
        case 4:
            if (const NodeId kid = some_row(filling, "/data/m/k", path); kid != NodeId::none) {
                filling.answer(filling.session->path(kid) + "/age", std::to_string(*rc::gen::inRange(0, 18)));
            }
            break;
        default: filling.answer(path + "/income", std::to_string(*rc::gen::inRange(0, 30))); break;
    }
}

// One random act; some do nothing.
void act(Filling& filling) {
    Session& session = *filling.session;
    switch (*rc::gen::inRange(0, 14)) {
        case 0: filling.answer("/data/show", *rc::gen::element<std::string>("yes", "no", "")); break;
        case 1: filling.answer("/data/n", std::to_string(*rc::gen::inRange(0, 4))); break;
        case 2: filling.answer("/data/group/town", *rc::gen::element<std::string>("a", "b", "")); break;
        case 3: filling.answer("/data/group/village", *rc::gen::element<std::string>("a1", "b1", "b2", "")); break;
        case 4:
            filling.answer("/data/group/work", *rc::gen::element<std::string>("farm none", "shop", "none", ""));
            break;
        case 5: filling.add_row("/data/m"); break;
        case 6:
        case 7:
        case 8: act_on_member(filling, some_row(filling, "/data/m", "/data")); break;
        case 9:
            if (const NodeId row = some_row(filling, "/data/c", "/data"); row != NodeId::none) {
                filling.answer(session.path(row) + "/v", std::to_string(*rc::gen::inRange(0, 30)));
            }
            break;
        case 10: filling.keep(session.set_language(*rc::gen::element<std::string>("en", "zh"))); break;
        case 11: {
            const NodeId phone = filling.node("/data/phone");
            filling.keep(session.set_state(phone, *rc::gen::element(AnswerState::refused, AnswerState::none)));
            break;
        }
        case 12:
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

void describe(const Session& session, NodeId node, std::string& out) {
    const Tree& tree = session.tree();
    if (tree.tag(node) != 0) {
        out += session.path(node) + " = " + std::string{session.value(node)} + " " +
               std::string{to_string(session.state(node))} + (session.is_relevant(node) ? "\n" : " (irrelevant)\n");
    }
    for (NodeId below = tree.first_child(node); below != NodeId::none; below = tree.next_sibling(below)) {
        if (tree.is_element(below)) {
            describe(session, below, out);
        }
    }
}

// Every value, state and relevance, every problem, what can be undone, and what would be sent.
std::string everything_about(Session& session) {
    std::string out = session.language() + "\n";
    describe(session, session.tree().root_element(), out);
    for (const Problem& problem : session.problems()) {
        out += session.path(problem.place.node) + " problem " + std::to_string(static_cast<int>(problem.kind)) + "\n";
    }
    out += std::to_string(static_cast<int>(session.can_undo())) + std::to_string(static_cast<int>(session.can_redo()));
    const FillLevel fill = session.fill();
    out += "\n" + std::to_string(fill.values) + " " + std::to_string(fill.bytes) + "\n" + xml_of(session);
    if (const auto submission = make_submission(session)) {
        out += submission_xml(session.definition(), submission->sections).value();
    }
    return out;
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

TEST_CASE("Draft: after any acts it comes back the same, and nothing was stale", "[form]") {
    // Restoring calculates everything anew: what was calculated act by act has to be the same.
    REQUIRE(rc::check([] {
        Filling filling{kBusy};
        const int acts = *rc::gen::inRange(1, 25);
        for (int i = 0; i < acts; ++i) {
            act(filling);
            const auto restored = filling.restore(*filling.definition);
            RC_ASSERT(restored.lost.empty());
            RC_ASSERT(restored.patch.effects.empty());
            RC_ASSERT(everything_about(*restored.session) == everything_about(*filling.session));
        }
        auto restored = filling.restore(*filling.definition);
        while (restored.session->can_undo()) {
            RC_ASSERT(restored.session->undo().has_value());
            RC_ASSERT(filling.session->undo().has_value());
            RC_ASSERT(everything_about(*restored.session) == everything_about(*filling.session));
        }
        while (restored.session->can_redo()) {
            RC_ASSERT(restored.session->redo().has_value());
            RC_ASSERT(filling.session->redo().has_value());
            RC_ASSERT(everything_about(*restored.session) == everything_about(*filling.session));
        }
    }));
}

TEST_CASE("Draft: going on from it is going on from the session", "[form]") {
    // Rows a count hid, among others, come back in both.
    REQUIRE(rc::check([] {
        Filling filling{kBusy};
        const int acts = *rc::gen::inRange(1, 15);
        for (int i = 0; i < acts; ++i) {
            act(filling);
        }
        auto restored = filling.restore(*filling.definition);
        for (const int count : *rc::gen::container<std::vector<int>>(3, rc::gen::inRange(0, 4))) {
            const std::string text = std::to_string(count);
            filling.answer("/data/n", text);
            RC_ASSERT(restored.session->answer(restored.session->find("/data/n"), text).has_value());
            RC_ASSERT(everything_about(*restored.session) == everything_about(*filling.session));
        }
    }));
}
