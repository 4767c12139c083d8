// SPDX-License-Identifier: Apache-2.0
#include "core/form/instance_xml.hpp"
#include "tests/form/form_fixture.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

// A household, its members as entities of their own, and a sealed part.
const std::string kHousehold = wrap_form(
    R"form(<data id="hh" version="3" keep="me"><first/><skip/><g><only/></g>
       <m jr:template=""><meta><entity dataset="person" id="" create="1"><label/></entity></meta><name/><talk/></m>
       <safe dh:subject="case" dh:subject-id="/data/first" dh:seal="county"><risk/></safe><photo/><last/>
       <orx:meta><orx:instanceID/></orx:meta></data>)form",
    R"form(<bind nodeset="/data/skip" relevant="/data/first = 'show'"/><bind nodeset="/data/g/only" relevant="/data/first = 'show'"/>
       <bind nodeset="/data/m/meta/entity/@id" calculate="once(uuid())"/>
       <bind nodeset="/data/m/meta/entity/label" calculate="../../../name"/>
       <bind nodeset="/data/m/name" entities:saveto="name"/>
       <bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/>)form",
    R"form(<input ref="/data/first"/><input ref="/data/skip"/><input ref="/data/g/only"/>
       <group ref="/data/m"><repeat nodeset="/data/m"><input ref="/data/m/name"/><select ref="/data/m/talk">
         <item><value>a</value></item><item><value>b</value></item></select></repeat></group>
       <input ref="/data/safe/risk"/><upload ref="/data/photo" mediatype="image/*"/><input ref="/data/last"/>)form");

Filling filled() {
    Filling filling{kHousehold};
    filling.answer("/data/first", "c-1");
    for (int i = 1; i <= 3; ++i) {
        filling.add_row("/data/m");
        filling.answer("/data/m[" + std::to_string(i) + "]/name", "N" + std::to_string(i));
    }
    filling.answer("/data/m[2]/talk", "a b");
    filling.answer("/data/safe/risk", "r < 5 & \"more\"");
    filling.answer("/data/photo", "p.jpg");
    return filling;
}

const Change* change_of(const Section& section, ChangeKind kind) {
    const auto found = std::find_if(section.changes.begin(), section.changes.end(),
                                    [kind](const Change& change) { return change.kind == kind; });
    return found == section.changes.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("Submission: a form sealed as a whole seals every section inside", "[form]") {
    Filling filling{wrap_form(
        R"form(<data id="c" dh:seal="complaints"><about/><case><meta><entity dataset="case" id="" create="1"><label/></entity></meta>
           <what/><inner dh:subject="person" dh:subject-id="/data/about" dh:seal="county"><who/></inner></case></data>)form",
        R"form(<bind nodeset="/data/case/meta/entity/@id" calculate="once(uuid())"/>
           <bind nodeset="/data/case/what" entities:saveto="what"/>)form",
        R"form(<input ref="/data/about"/><input ref="/data/case/what"/><input ref="/data/case/inner/who"/>)form")};
    filling.answer("/data/about", "p-1");
    filling.answer("/data/case/what", "...");
    const auto submission = make_submission(*filling.session);
    REQUIRE(submission);
    REQUIRE(submission->sections.size() == 3);
    CHECK(submission->sections[0].seal == "complaints");
    CHECK(submission->sections[1].seal == "complaints");
    CHECK(submission->sections[2].seal == "county");
}

TEST_CASE("Submission: every subject has its section and every value stands once", "[form]") {
    Filling filling = filled();
    const auto submission = make_submission(*filling.session);
    REQUIRE(submission);
    REQUIRE(submission->sections.size() == 5);
    CHECK(submission->sections[0].path.empty());
    CHECK(submission->sections[2].path == "/data/m[2]");
    CHECK(submission->sections[2].subject_kind == "person");
    CHECK(submission->sections[4].seal == "county");
    CHECK(submission->sections[4].subject_id == "c-1");
    std::vector<std::string> paths;
    for (const Section& section : submission->sections) {
        for (const SectionValue& value : section.values) {
            paths.push_back(value.path);
        }
    }
    std::sort(paths.begin(), paths.end());
    CHECK(std::adjacent_find(paths.begin(), paths.end()) == paths.end());
    const Change* const created = change_of(submission->sections[2], ChangeKind::create);
    REQUIRE(created != nullptr);
    CHECK(created->label == "N2");
    CHECK(created->writes.size() == 1);
    const Change* const record = change_of(submission->sections[2], ChangeKind::record);
    REQUIRE(record != nullptr);
    REQUIRE(record->writes.size() == 1);
    CHECK(record->writes[0].property == "/data/m/talk");
    CHECK(submission->sections[2].values[record->writes[0].value].kind == AnswerKind::choices);
    const Change* const attached = change_of(submission->sections[0], ChangeKind::attach);
    REQUIRE(attached != nullptr);
    CHECK(submission->sections[0].values[attached->writes[0].value].text == "p.jpg");
}

TEST_CASE("Submission: the XML made from sections is the XML of the instance, byte for byte", "[form]") {
    Filling filling = filled();
    filling.keep(filling.session->set_state(filling.node("/data/last"), AnswerState::unknown));
    const auto submission = make_submission(*filling.session);
    REQUIRE(submission);
    const auto xml = submission_xml(*filling.definition, submission->sections);
    REQUIRE(xml);
    CHECK(*xml == instance_xml(*filling.definition, filling.session->tree()));
    auto shuffled = submission->sections;
    std::reverse(shuffled.begin(), shuffled.end());
    CHECK(submission_xml(*filling.definition, shuffled) == *xml);
    CHECK(xml->find(R"form(<data id="hh" version="3" keep="me")form") != std::string::npos);
    CHECK(xml->find("<risk>r &lt; 5 &amp; \"more\"</risk>") != std::string::npos);
    CHECK(xml->find("<g />") != std::string::npos);
    CHECK(xml->find("skip") == std::string::npos);
}

TEST_CASE("Submission: a section that was dropped leaves out its values and nothing else", "[form]") {
    Filling filling = filled();
    auto sections = make_submission(*filling.session)->sections;
    sections.erase(sections.begin() + 2);
    const auto xml = submission_xml(*filling.definition, sections);
    REQUIRE(xml);
    CHECK(xml->find("N2") == std::string::npos);
    CHECK(xml->find("N1") < xml->find("N3"));
}

TEST_CASE("Submission: a value the form has no place for is refused", "[form]") {
    Filling filling = filled();
    auto sections = make_submission(*filling.session)->sections;
    sections[0].values.push_back({"/data/nowhere", AnswerKind::text, "x"});
    CHECK(submission_xml(*filling.definition, sections).error().code == ErrorCode::form_structure);
}

TEST_CASE("Submission: what was emptied is a null, what was never answered is nothing", "[form]") {
    Filling filling = filled();
    filling.answer("/data/last", "x");
    filling.answer("/data/last", "");
    const auto submission = make_submission(*filling.session);
    REQUIRE(submission);
    const Section& rest = submission->sections[0];
    const Change* const record = change_of(rest, ChangeKind::record);
    REQUIRE(record != nullptr);
    CHECK(record->writes.size() == 2);  // first and last
    CHECK(rest.values[record->writes[1].value].kind == AnswerKind::blank);
}

TEST_CASE("Submission: it is refused while something is missing", "[form]") {
    Filling filling{wrap_form(R"form(<data id="r"><a/></data>)form",
                              R"form(<bind nodeset="/data/a" required="true()"/>)form",
                              R"form(<input ref="/data/a"/>)form")};
    CHECK(make_submission(*filling.session).error().code == ErrorCode::form_incomplete);
}
