// SPDX-License-Identifier: Apache-2.0
#include "tests/form/form_fixture.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::form;
using namespace daohu::form::test;

namespace {

const std::string kVisit = wrap_form(
    R"form(<data id="visit"><household/><member jr:template=""><meta><entity dataset="person" id="" update="1"><label/></entity></meta>
       <person_id/><full_name/><phone/><income/><remark/></member></data></instance>
       <instance id="person" src="jr://file-csv/person.csv"/><instance id="unused"><x/>)form",
    R"form(<bind nodeset="/data/member/meta/entity/@id" calculate="../../../person_id"/>
       <bind nodeset="/data/member/meta/entity/label" calculate="../../../full_name"/>
       <bind nodeset="/data/member/person_id" dh:key="name"/>
       <bind nodeset="/data/member/full_name" entities:saveto="full_name"/>
       <bind nodeset="/data/member/phone" entities:saveto="phone"/>
       <bind nodeset="/data/member/income" type="int" entities:saveto="income"/>)form",
    R"form(<group ref="/data/member"><repeat nodeset="/data/member" dh:each="instance('person')/root/item[household = /data/household]">
       <input ref="/data/member/full_name"/><input ref="/data/member/phone"/><input ref="/data/member/income"/>
       <input ref="/data/member/remark"/></repeat></group>)form");

Bytes write(std::uint8_t number) { return Bytes{number}; }

MemoryEntities people() {
    MemoryEntities entities;
    const auto person = [](std::string id, std::string household, std::string phone, std::uint8_t number) {
        return Entity{std::move(id),
                      "label",
                      {{"household", std::move(household), {write(number)}},
                       {"full_name", "Name", {write(static_cast<std::uint8_t>(number + 1))}},
                       {"phone", std::move(phone), {write(static_cast<std::uint8_t>(number + 2))}},
                       {"income", "", {}}}};
    };
    entities.lists["person"] = {person("p1", "h1", "111", 10), person("p2", "h2", "222", 20),
                                person("p3", "h1", "333", 30)};
    return entities;
}

Filling visit() {
    MemoryAttachments attachments;
    attachments.lists["person.csv"] = true;
    OpenRequest request;
    request.prefills = {{"/data/household", "h1"}};
    request.subject = "h1";
    request.frontier = {1, 2, 3};
    return Filling{kVisit, attachments, people(), request};
}

const Section& section_of(const Submission& submission, std::string_view id) {
    const auto found = std::find_if(submission.sections.begin(), submission.sections.end(),
                                    [id](const Section& section) { return section.subject_id == id; });
    REQUIRE(found != submission.sections.end());
    return *found;
}

}  // namespace

TEST_CASE("Seeded rows: one row a known entity, with its id and shown values", "[form]") {
    Filling filling = visit();
    CHECK(filling.session->rows(filling.repeat("/data/member", "/data")).size() == 2);
    CHECK(filling.value("/data/member[1]/person_id") == "p1");
    CHECK(filling.value("/data/member[2]/phone") == "333");
    CHECK(filling.value("/data/member[2]/meta/entity/@id") == "p3");
    CHECK(filling.session->is_seeded(filling.node("/data/member[1]")));
}

TEST_CASE("Seeded rows: they are not made again when what they came from changes", "[form]") {
    Filling filling = visit();
    filling.answer("/data/household", "h2");
    CHECK(filling.session->rows(filling.repeat("/data/member", "/data")).size() == 2);
    CHECK(filling.value("/data/member[1]/person_id") == "p1");
}

TEST_CASE("Seeded rows: an update writes only what differs and names the writes that were shown", "[form]") {
    Filling filling = visit();
    filling.answer("/data/member[1]/phone", "999");
    filling.answer("/data/member[2]/phone", "");
    filling.answer("/data/member[2]/income", "50");
    filling.answer("/data/member[1]/remark", "seen");
    const auto submission = make_submission(*filling.session);
    REQUIRE(submission);
    const Section& first = section_of(*submission, "p1");
    REQUIRE(first.changes.size() == 2);
    CHECK(first.changes[0].kind == ChangeKind::update);
    REQUIRE(first.changes[0].writes.size() == 1);
    CHECK(first.changes[0].writes[0].property == "phone");
    CHECK(first.changes[0].writes[0].shown == "111");
    CHECK(first.changes[0].writes[0].replaces == std::vector<Bytes>{write(12)});
    CHECK(first.values[first.changes[0].writes[0].value].text == "999");
    CHECK(first.changes[1].kind == ChangeKind::record);
    const Section& second = section_of(*submission, "p3");
    REQUIRE(second.changes.size() == 1);
    REQUIRE(second.changes[0].writes.size() == 2);
    CHECK(second.values[second.changes[0].writes[0].value].kind == AnswerKind::blank);
    CHECK(second.changes[0].writes[0].replaces == std::vector<Bytes>{write(32)});
    CHECK(second.changes[0].writes[1].property == "income");
}

TEST_CASE("Seeded rows: an untouched row changes nothing", "[form]") {
    Filling filling = visit();
    const auto submission = make_submission(*filling.session);
    REQUIRE(submission);
    CHECK(section_of(*submission, "p1").changes.empty());
}

TEST_CASE("Seeded rows: an answer put back to what was shown is no change", "[form]") {
    Filling filling = visit();
    filling.answer("/data/member[1]/phone", "999");
    filling.answer("/data/member[1]/phone", "111");
    const auto submission = make_submission(*filling.session);
    REQUIRE(submission);
    CHECK(section_of(*submission, "p1").changes.empty());
}

TEST_CASE("Seeded rows: taking one out asks why and says so to the register", "[form]") {
    Filling filling = visit();
    const NodeId row = filling.node("/data/member[2]");
    CHECK(filling.session->remove_row(row).error().code == ErrorCode::form_reason_missing);
    filling.keep(filling.session->remove_row(row, RemovalReason::died));
    const auto restored = filling.restore(*filling.definition);
    const auto submission = make_submission(*restored.session);
    REQUIRE(submission);
    const Section& gone = section_of(*submission, "p3");
    REQUIRE(gone.changes.size() == 1);
    CHECK(gone.changes[0].kind == ChangeKind::close);
    CHECK(gone.changes[0].reason == "died");
    filling.keep(filling.session->undo());
    CHECK(filling.session->removed_entities().empty());
}

TEST_CASE("Seeded rows: a row of one's own can be added and goes without a reason", "[form]") {
    Filling filling = visit();
    const NodeId row = filling.add_row("/data/member");
    CHECK_FALSE(filling.session->is_seeded(row));
    filling.keep(filling.session->remove_row(row));
}

TEST_CASE("Seeded rows: a draft keeps what was shown, though the register moved on", "[form]") {
    Filling filling = visit();
    filling.answer("/data/member[1]/phone", "999");
    filling.entities.lists["person"][0].properties[2] = {"phone", "moved on", {write(99)}};
    const auto restored = filling.restore(*filling.definition);
    const ShownProperty* const shown = restored.session->shown("person", "p1", "phone");
    REQUIRE(shown != nullptr);
    CHECK(shown->value == "111");
    CHECK(shown->writes == std::vector<Bytes>{write(12)});
    CHECK(restored.session->subject() == "h1");
    CHECK(restored.session->frontier() == Bytes{1, 2, 3});
}

TEST_CASE("Seeded rows: a property called name is the column _name, beside the id that ODK calls name", "[form]") {
    MemoryAttachments attachments;
    attachments.lists["person.csv"] = true;
    MemoryEntities entities;
    entities.lists["person"] = {
        Entity{"p1", "words for it", {{"name", "Ada", {write(1)}}, {"label", "L", {write(2)}}, {"phone", "1", {}}}}};
    Filling filling{
        wrap_form(
            R"form(<data id="named"><by_id/><words/><pulled/><m jr:template="">
              <meta><entity dataset="person" id="" update="1"><label/></entity></meta><key/><name/><called/><label/></m></data>
              </instance><instance id="person" src="jr://file-csv/person.csv"/><instance id="unused"><x/>)form",
            R"form(<bind nodeset="/data/by_id" calculate="instance('person')/root/item[name = 'p1']/_name"/>
              <bind nodeset="/data/words" calculate="instance('person')/root/item[_name = 'Ada']/label"/>
              <bind nodeset="/data/pulled" calculate="pulldata('person', '_name', 'name', 'p1')"/>
              <bind nodeset="/data/m/meta/entity/@id" calculate="../../../key"/>
              <bind nodeset="/data/m/key" dh:key="name"/>
              <bind nodeset="/data/m/called" entities:saveto="name"/>)form",
            R"form(<repeat nodeset="/data/m" dh:each="instance('person')/root/item"><input ref="/data/m/name"/>
              <input ref="/data/m/called"/><input ref="/data/m/label"/></repeat>)form"),
        attachments, entities};
    CHECK(filling.value("/data/by_id") == "Ada");
    CHECK(filling.value("/data/pulled") == "Ada");
    CHECK(filling.value("/data/words") == "words for it");
    CHECK(filling.value("/data/m[1]/key") == "p1");
    CHECK(filling.value("/data/m[1]/name") == "Ada");
    CHECK(filling.value("/data/m[1]/called") == "Ada");
    CHECK(filling.value("/data/m[1]/label") == "L");
    filling.answer("/data/m[1]/called", "Bo");
    const auto submission = make_submission(*filling.session);
    REQUIRE(submission);
    const Section& section = section_of(*submission, "p1");
    REQUIRE_FALSE(section.changes.empty());
    REQUIRE(section.changes[0].writes.size() == 1);
    CHECK(section.changes[0].writes[0].property == "name");
    CHECK(section.changes[0].writes[0].shown == "Ada");
    CHECK(section.changes[0].writes[0].replaces == std::vector<Bytes>{write(1)});
}
