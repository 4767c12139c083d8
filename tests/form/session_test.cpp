// SPDX-License-Identifier: Apache-2.0
#include "tests/form/form_fixture.hpp"

#include <fstream>
#include <sstream>

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

std::string discovery_form() {
    std::ifstream file{DAOHU_SOURCE_DIR "/assets/forms/discovery.xml"};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

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
    Filling filling{discovery_form()};
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
    Filling filling{discovery_form()};
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
