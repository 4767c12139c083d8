// SPDX-License-Identifier: Apache-2.0
#include "core/casework/entry_maker.hpp"

#include "core/base/hash.hpp"
#include "core/casework/value_mapping.hpp"
#include "core/vault/attachments.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace daohu;
using namespace daohu::casework;
using form::AnswerKind;

namespace {

constexpr const char* kPerson = "11111111-2222-3333-4444-555555555555";

registry::SchemaSet schemas() {
    const registry::SchemaFile dataset{
        "person.json", R"({"dataset": "person", "version": 1, "label": {"zh": "人", "en": "Person"}, "properties": [
        {"name": "name", "type": "text", "class": "P", "purpose": "identify", "label": {"zh": "姓名", "en": "Name"}},
        {"name": "age", "type": "int", "class": "P", "purpose": "assess", "label": {"zh": "年龄", "en": "Age"}},
        {"name": "debt", "type": "fen", "class": "S", "purpose": "assess", "label": {"zh": "债务", "en": "Debt"}},
        {"name": "alone", "type": "bool", "class": "P", "purpose": "assess", "label": {"zh": "独居", "en": "Alone"}},
        {"name": "kin", "type": "reference", "dataset": "person", "mode": "set", "class": "P", "purpose": "assess",
         "label": {"zh": "亲属", "en": "Kin"}}]})"};
    return registry::SchemaSet::parse({&dataset, 1}, {}).value();
}

form::Submission submission_of(std::vector<form::SectionValue> values, std::vector<form::PropertyWrite> writes) {
    form::Change create;
    create.kind = form::ChangeKind::create;
    create.dataset = "person";
    create.entity = kPerson;
    create.writes = std::move(writes);
    form::Section rest;
    rest.values = {{"/data/note", AnswerKind::text, "好"}};
    form::Section person;
    person.path = "/data/person";
    person.subject_kind = "person";
    person.subject_id = kPerson;
    person.values = std::move(values);
    person.changes = {create};
    form::Submission submission;
    submission.form_id = "visit";
    submission.form_version = "3";
    submission.sections = {rest, person};
    return submission;
}

entry::SignedEntry signed_entry(const entry::EntryDraft& draft) {
    SeededEntropy entropy{7};
    const SigningKey author = SigningKey::generate(entropy).value();
    const SigningKey device = SigningKey::generate(entropy).value();
    auto assembled = entry::assemble(draft, entropy).value();
    const entry::ChainPosition first{.device = DeviceId::random(entropy),
                                     .incarnation = IncarnationId::random(entropy),
                                     .sequence = 1,
                                     .previous = {},
                                     .hlc = {}};
    return entry::sign(std::move(assembled), first, {.author = author, .device = device}).value();
}

}  // namespace

TEST_CASE("Entry maker: answers stand once, as a record of the form and as properties of the person", "[casework]") {
    const auto submission =
        submission_of({{"/data/person/name", AnswerKind::text, "示例·甲"},
                       {"/data/person/age", AnswerKind::integer, "45"},
                       {"/data/person/debt", AnswerKind::decimal, "12.50"},
                       {"/data/person/alone", AnswerKind::choice, "true"}},
                      {{"name", 0, "", {}}, {"age", 1, "", {}}, {"debt", 2, "", {}}, {"alone", 3, "", {}}});
    const auto draft = make_entry_draft(submission, schemas(), {});
    REQUIRE(draft);
    const entry::SignedEntry entry = signed_entry(*draft);

    REQUIRE(entry.header().sections.size() == 2);
    CHECK_FALSE(entry.header().sections[0].subject);
    CHECK(entry.header().sections[1].subject == EntityId::parse(kPerson).value());
    const entry::Section person = entry.section(1).value();
    REQUIRE(person.operations.size() == 2);
    CHECK(person.operations[0].code == entry::OperationCode::record);
    const entry::Operation& create = person.operations[1];
    CHECK(create.code == entry::OperationCode::create);
    CHECK(person.value_of(create.assignments[0]) == entry::Value{std::string{"示例·甲"}});
    CHECK(person.value_of(create.assignments[1]) == entry::Value{std::int64_t{45}});
    CHECK(person.value_of(create.assignments[2]) == entry::Value{std::int64_t{1250}});
    CHECK(person.value_of(create.assignments[3]) == entry::Value{true});
    CHECK(create.assignments[0].value == person.operations[0].assignments[0].value);
}

TEST_CASE("Entry maker: the form's sections come back out of the entry as they went in", "[casework]") {
    const auto submission = submission_of({{"/data/person/name", AnswerKind::refused, ""},
                                           {"/data/person/age", AnswerKind::integer, "045"},
                                           {"/data/person/debt", AnswerKind::blank, ""}},
                                          {{"name", 0, "", {}}});
    const entry::SignedEntry entry = signed_entry(make_entry_draft(submission, schemas(), {}).value());
    const auto sections = casework::sections_of(entry);
    REQUIRE(sections);
    REQUIRE(sections->size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        REQUIRE((*sections)[i].values.size() == submission.sections[i].values.size());
        for (std::size_t k = 0; k < submission.sections[i].values.size(); ++k) {
            CHECK((*sections)[i].values[k].path == submission.sections[i].values[k].path);
            CHECK((*sections)[i].values[k].text == submission.sections[i].values[k].text);
        }
    }
    CHECK((*sections)[1].values[0].kind == AnswerKind::refused);
}

TEST_CASE("Entry maker: the clocks at finishing are kept for whoever examines the entry", "[casework]") {
    casework::EntryContext context;
    context.clock.wall = WallTime{std::chrono::milliseconds{1'700'000'000'000}};
    const auto entry = signed_entry(make_entry_draft(submission_of({}, {}), schemas(), context).value());
    const entry::Section rest = entry.section(0).value();
    const auto& assignments = rest.operations.at(0).assignments;
    const auto wall = std::ranges::find(assignments, "clock/wall", &entry::Assignment::name);
    REQUIRE(wall != assignments.end());
    CHECK(rest.value_of(*wall) == entry::Value{std::int64_t{1'700'000'000'000}});
}

TEST_CASE("Entry maker: every entity chosen for a set is added by itself", "[casework]") {
    const std::string other = "11111111-2222-3333-4444-666666666666";
    const auto draft =
        make_entry_draft(submission_of({{"/data/person/kin", AnswerKind::choices, std::string{kPerson} + " " + other},
                                        {"/data/person/age", AnswerKind::integer, "45"}},
                                       {{"kin", 0, "", {}}, {"age", 1, "", {}}}),
                         schemas(), {});
    REQUIRE(draft);
    const auto& operations = draft->sections[1].operations;
    REQUIRE(operations.size() == 4);
    CHECK(operations[1].code == entry::OperationCode::create);
    CHECK(operations[1].assignments.size() == 1);
    for (std::size_t i : {2U, 3U}) {
        CHECK(operations[i].code == entry::OperationCode::add);
        REQUIRE(operations[i].assignments.size() == 1);
        CHECK(operations[i].assignments[0].name == "kin");
    }
    CHECK(operations[2].assignments[0].value == entry::reference_to(EntityId::parse(kPerson).value()));
    CHECK(operations[3].assignments[0].value == entry::reference_to(EntityId::parse(other).value()));
}

TEST_CASE("Entry maker: a set nobody chose anything for adds nothing", "[casework]") {
    const auto draft = make_entry_draft(
        submission_of({{"/data/person/kin", AnswerKind::blank, ""}}, {{"kin", 0, "", {}}}), schemas(), {});
    REQUIRE(draft);
    REQUIRE(draft->sections[1].operations.size() == 2);
    CHECK(draft->sections[1].operations[1].code == entry::OperationCode::create);
}

TEST_CASE("Entry maker: an answer that is no value of its property's type names dataset and property", "[casework]") {
    const auto draft = make_entry_draft(
        submission_of({{"/data/person/age", AnswerKind::text, "many"}}, {{"age", 0, "", {}}}), schemas(), {});
    REQUIRE_FALSE(draft);
    CHECK(draft.error().code == ErrorCode::casework_value);
    CHECK(draft.error().detail.find("age") != std::string::npos);
    CHECK(draft.error().detail.find("many") == std::string::npos);
}

TEST_CASE("Entry maker: a property no schema names is kept as text", "[casework]") {
    const auto draft = make_entry_draft(
        submission_of({{"/data/person/x", AnswerKind::text, "yes"}}, {{"favourite", 0, "", {}}}), schemas(), {});
    REQUIRE(draft);
    CHECK(draft->sections[1].operations[1].assignments[0].value == entry::Value{std::string{"yes"}});
}

TEST_CASE("Entry maker: a shown value's token leads back to its write", "[casework]") {
    SeededEntropy entropy{3};
    const entry::WriteId write{{DeviceId::random(entropy), IncarnationId::random(entropy), 12345}, 7};
    CHECK(casework::write_of(casework::token_of(write)).value() == write);
    CHECK_FALSE(casework::write_of(Bytes{1, 2, 3}));
}

TEST_CASE("Value mapping: the manifest of a file goes into the entry as bytes and comes back as the answer it was",
          "[casework]") {
    vault::AttachmentManifest manifest;
    manifest.size = 3;
    manifest.media_type = "image/png";
    manifest.chunks = {hash256(as_bytes("chunk"))};
    const Bytes bytes = encode(manifest);
    const form::SectionValue answer{"/data/photo", AnswerKind::attachment, to_hex(bytes)};
    const entry::Value value = value_of_answer(answer);
    REQUIRE(std::holds_alternative<Bytes>(value));
    CHECK(std::get<Bytes>(value) == bytes);
    const form::SectionValue back = answer_of_value("/data/photo", value);
    CHECK(back.kind == answer.kind);
    CHECK(back.text == answer.text);
    // A name, as other programs write it, and digits that are no manifest stay what they are.
    for (const char* const text : {"photo.jpg", "00ff", ""}) {
        const entry::Value other = value_of_answer({"/data/photo", AnswerKind::attachment, text});
        CHECK(other == entry::Value{std::string{text}});
    }
}
