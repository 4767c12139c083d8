// SPDX-License-Identifier: Apache-2.0
#include "tests/form/form_fixture.hpp"

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

// Shaped like the report of somebody found in hardship: two entities, rules between answers, an informant who may be
// protected. The real forms are filled in under tests/forms.
const std::string kDiscovery = wrap_form(
    R"form(<data id="found" version="1">
       <person><name/><sex/><age/><living/><meta><entity dataset="person" id="" create="1"><label/></entity></meta></person>
       <case><place/><hardship/><safe_tonight/><urgency/><source/><informant/><first_action/>
         <meta><entity dataset="case" id="" create="1"><label/></entity></meta></case>
       <orx:meta><orx:instanceID/><orx:instanceName/></orx:meta></data>)form",
    R"form(<bind nodeset="/data/person/name" required="true()" entities:saveto="full_name"/>
       <bind nodeset="/data/person/sex" required="true()" entities:saveto="sex"/>
       <bind nodeset="/data/person/age" type="int" constraint=". &lt;= 130" entities:saveto="age_estimate"/>
       <bind nodeset="/data/person/living" entities:saveto="living"/>
       <bind nodeset="/data/person/meta/entity/@id" calculate="once(uuid())"/>
       <bind nodeset="/data/person/meta/entity/label" calculate="/data/person/name"/>
       <bind nodeset="/data/case/place" entities:saveto="place"/>
       <bind nodeset="/data/case/hardship" entities:saveto="hardship_kinds"/>
       <bind nodeset="/data/case/safe_tonight" required="true()" entities:saveto="safe_tonight"/>
       <bind nodeset="/data/case/urgency" constraint="not(/data/case/safe_tonight = 'no' and . != 'day')"
         jr:constraintMsg="Not safe tonight: within a day." entities:saveto="urgency"/>
       <bind nodeset="/data/case/source" entities:saveto="source"/>
       <bind nodeset="/data/case/informant" relevant="/data/case/source = 'neighbour'" entities:saveto="informant"/>
       <bind nodeset="/data/case/first_action" required="/data/case/urgency = 'day'" entities:saveto="first_action"/>
       <bind nodeset="/data/case/meta/entity/@id" calculate="once(uuid())"/>
       <bind nodeset="/data/case/meta/entity/label" calculate="concat(/data/person/name, ' ', /data/case/urgency)"/>
       <bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/>
       <bind nodeset="/data/orx:meta/orx:instanceName" calculate="/data/person/name"/>)form",
    R"form(<group ref="/data/person"><input ref="/data/person/name"/><input ref="/data/person/sex"/><input ref="/data/person/age"/>
         <input ref="/data/person/living"/></group>
       <group ref="/data/case"><input ref="/data/case/place"/><select ref="/data/case/hardship"><item><value>sudden_illness</value></item>
         <item><value>medical_cost</value></item></select><input ref="/data/case/safe_tonight"/><input ref="/data/case/urgency"/>
         <input ref="/data/case/source"/><input ref="/data/case/informant"/><input ref="/data/case/first_action"/></group>)form");

void answer_discovery(Filling& filling) {
    filling.answer("/data/person/name", "Name-1");
    filling.answer("/data/person/sex", "2");
    filling.answer("/data/person/age", "71");
    filling.answer("/data/person/living", "local");
    filling.answer("/data/case/place", "Group 3");
    filling.answer("/data/case/hardship", "sudden_illness medical_cost");
    filling.answer("/data/case/safe_tonight", "yes");
    filling.answer("/data/case/urgency", "week");
    filling.answer("/data/case/source", "neighbour");
}

}  // namespace

TEST_CASE("Session: a discovery is answered, checked, finished and sorted into sections", "[form]") {
    Filling filling{kDiscovery};
    CHECK(filling.session->next_problem({})->kind == ProblemKind::required);
    CHECK_FALSE(filling.relevant("/data/case/informant"));

    answer_discovery(filling);
    CHECK(filling.relevant("/data/case/informant"));
    CHECK_FALSE(filling.session->next_problem({}));

    filling.answer("/data/case/safe_tonight", "no");
    const auto problem = filling.session->next_problem({});
    REQUIRE(problem);
    CHECK(problem->kind == ProblemKind::constraint);
    CHECK(problem->place.node == filling.node("/data/case/urgency"));
    CHECK_FALSE(problem->message.empty());
    CHECK(filling.session->finish().error().code == ErrorCode::form_incomplete);

    filling.answer("/data/case/urgency", "day");
    filling.answer("/data/case/first_action", "called_help");
    filling.keep(filling.session->finish());

    const auto submission = make_submission(*filling.session);
    REQUIRE(submission);
    REQUIRE(submission->sections.size() == 3);
    const Section& person = submission->sections[1];
    CHECK(person.subject_kind == "person");
    CHECK(person.subject_id == filling.value("/data/person/meta/entity/@id"));
    REQUIRE(person.changes.size() == 1);
    CHECK(person.changes[0].kind == ChangeKind::create);
    CHECK(person.changes[0].label == "Name-1");
    CHECK(person.changes[0].writes.size() == 4);
    CHECK(submission->sections[2].subject_kind == "case");
    CHECK(submission->instance_id.starts_with("uuid:"));

    const auto xml = submission_xml(*filling.definition, submission->sections);
    REQUIRE(xml);
    CHECK(xml->find("<name>Name-1</name>") != std::string::npos);
    CHECK(*xml == *submission_xml(*filling.definition, make_submission(*filling.session)->sections));
}

TEST_CASE("Session: a draft comes back answer by answer after a kill", "[form]") {
    Filling filling{kDiscovery};
    answer_discovery(filling);
    const auto restored = filling.restore(*filling.definition);
    CHECK(restored.lost.empty());
    for (const std::string_view path : {"/data/person/name", "/data/case/hardship", "/data/meta/instanceID",
                                        "/data/person/meta/entity/@id", "/data/case/meta/entity/label"}) {
        INFO(path);
        CHECK(restored.session->value(restored.session->find(path)) == filling.value(path));
    }
    CHECK(restored.session->is_relevant(restored.session->find("/data/case/informant")));
}
