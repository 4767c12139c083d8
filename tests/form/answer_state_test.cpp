// SPDX-License-Identifier: Apache-2.0
#include "tests/form/form_fixture.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

const std::string kStates = wrap_form(R"form(<data id="states"><phone/><why/><note/></data>)form",
                                      R"form(<bind nodeset="/data/phone" type="string" required="true()"/>
       <bind nodeset="/data/why" relevant="/data/phone/@dh:state = 'refused'"/>
       <bind nodeset="/data/note" calculate="string(/data/phone/@dh:state)"/>)form",
                                      R"form(<input ref="/data/phone"/><input ref="/data/why"/>)form");

}  // namespace

TEST_CASE("Answer state: it satisfies required, can be read, and goes when an answer comes", "[form]") {
    Filling filling{kStates};
    CHECK(filling.session->next_problem({})->kind == ProblemKind::required);
    filling.keep(filling.session->set_state(filling.node("/data/phone"), AnswerState::refused));
    CHECK_FALSE(filling.session->next_problem({}));
    CHECK(filling.value("/data/note") == "refused");
    CHECK(filling.relevant("/data/why"));
    filling.answer("/data/phone", "000");
    CHECK(filling.session->state(filling.node("/data/phone")) == AnswerState::none);
    CHECK(filling.value("/data/note").empty());
    CHECK_FALSE(filling.relevant("/data/why"));
}

TEST_CASE("Answer state: taking the place of an answer is one step of undo", "[form]") {
    Filling filling{kStates};
    filling.answer("/data/phone", "000");
    filling.keep(filling.session->set_state(filling.node("/data/phone"), AnswerState::unknown));
    CHECK(filling.value("/data/phone").empty());
    filling.keep(filling.session->undo());
    CHECK(filling.value("/data/phone") == "000");
    CHECK(filling.session->state(filling.node("/data/phone")) == AnswerState::none);
}

TEST_CASE("Answer state: it survives a draft and is a typed null in the submission", "[form]") {
    Filling filling{kStates};
    filling.keep(filling.session->set_state(filling.node("/data/phone"), AnswerState::not_asked));
    const auto restored = filling.restore(*filling.definition);
    CHECK(restored.session->state(restored.session->find("/data/phone")) == AnswerState::not_asked);
    const auto submission = make_submission(*restored.session);
    REQUIRE(submission);
    const auto& values = submission->sections.front().values;
    const auto phone =
        std::find_if(values.begin(), values.end(), [](const SectionValue& v) { return v.path == "/data/phone"; });
    REQUIRE(phone != values.end());
    CHECK(phone->kind == AnswerKind::not_asked);
    const auto xml = submission_xml(*filling.definition, submission->sections);
    REQUIRE(xml);
    CHECK(xml->find("<phone dh:state=\"not_asked\" />") != std::string::npos);
}
