// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/secrecy.hpp"

#include "core/casework/entry_maker.hpp"
#include "tests/casework/act/entities.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>

using namespace daohu;
using namespace daohu::casework;
using form::AnswerKind;

namespace {

const registry::SchemaSet& schemas() {
    static const registry::SchemaSet set =
        registry::SchemaSet::load(std::filesystem::path{DAOHU_SOURCE_DIR} / "assets").value();
    return set;
}

// One section about an entity, with every value written to the property of its name.
form::Submission about(std::string dataset, EntityId id,
                       const std::vector<std::pair<std::string, std::string>>& values) {
    form::Section rest;
    rest.values = {{"/data/note", AnswerKind::text, "..."}};
    form::Section section;
    section.subject_id = id.to_string();
    form::Change change;
    change.kind = form::ChangeKind::create;
    change.dataset = std::move(dataset);
    for (const auto& [property, value] : values) {
        change.writes.push_back({property, section.values.size(), {}, {}});
        section.values.push_back({"/data/x/" + property, AnswerKind::text, value});
    }
    section.changes = {change};
    form::Submission submission;
    submission.form_id = "form";
    submission.form_version = "1";
    submission.sections = {rest, section};
    return submission;
}

Result<std::optional<EntityId>> nothing_is_secret(const NamedEntity&) { return std::optional<EntityId>{}; }

}  // namespace

TEST_CASE("Secrecy: violence is secret unless somebody says no", "[casework][safety]") {
    const EntityId id = test::id_of(1);
    const auto secret =
        secrecy_of(about("case", id, {{"hardship_kinds", "violence fire"}}), schemas(), nothing_is_secret);
    REQUIRE(secret);
    CHECK(secret->safety_case == id);
    CHECK(secret->audience == "safety");
    CHECK_FALSE(secrecy_of(about("case", id, {{"hardship_kinds", "violence"}, {"safety_mode", "no"}}), schemas(),
                           nothing_is_secret)
                    ->safety_case);
    CHECK_FALSE(secrecy_of(about("case", id, {{"hardship_kinds", "fire"}}), schemas(), nothing_is_secret)->safety_case);
}

TEST_CASE("Secrecy: aid, referrals and tasks of a secret case are secret with it", "[casework][safety]") {
    const EntityId hidden = test::id_of(7);
    const auto is_hidden = [&](const NamedEntity& named) -> Result<std::optional<EntityId>> {
        return named.id == hidden && named.dataset == "case" ? std::optional{hidden} : std::nullopt;
    };
    for (const char* dataset : {"first_aid", "follow_up"}) {
        CAPTURE(dataset);
        const auto secrecy =
            secrecy_of(about(dataset, test::id_of(1), {{"case", hidden.to_string()}}), schemas(), is_hidden);
        CHECK(secrecy->safety_case == hidden);
        CHECK_FALSE(
            secrecy_of(about(dataset, test::id_of(1), {{"case", test::id_of(8).to_string()}}), schemas(), is_hidden)
                ->safety_case);
    }
}

TEST_CASE("Secrecy: what goes on with a part of a secret case is secret, whether it writes about the part or names it",
          "[casework][safety]") {
    const EntityId the_case = test::id_of(7);
    const EntityId referral = test::id_of(6);
    const auto is_part = [&](const NamedEntity& named) -> Result<std::optional<EntityId>> {
        return named.id == referral && named.dataset == "referral" ? std::optional{the_case} : std::nullopt;
    };
    CHECK(secrecy_of(about("referral", referral, {{"state", "done"}}), schemas(), is_part)->safety_case == the_case);
    const auto step = about("referral_step", test::id_of(1), {{"referral", referral.to_string()}});
    CHECK(secrecy_of(step, schemas(), is_part)->audience == "safety");
    const auto other = about("referral_step", test::id_of(1), {{"referral", test::id_of(5).to_string()}});
    CHECK(secrecy_of(other, schemas(), is_part)->audience.empty());
}

TEST_CASE("Secrecy: a secret case goes to the township and the police only", "[casework][safety]") {
    const EntityId hidden = test::id_of(7);
    const auto is_hidden = [&](const NamedEntity& named) -> Result<std::optional<EntityId>> {
        return named.id == hidden && named.dataset == "case" ? std::optional{hidden} : std::nullopt;
    };
    const auto refer = [&](std::string body) {
        return secrecy_of(about("referral", test::id_of(1), {{"case", hidden.to_string()}, {"body", std::move(body)}}),
                          schemas(), is_hidden);
    };
    CHECK(refer("police"));
    CHECK(refer("township_window"));
    CHECK(refer("education").error().code == ErrorCode::casework_safety_recipient);
    CHECK(refer("womens_federation").error().code == ErrorCode::casework_safety_recipient);
    CHECK(check_safety_recipient("police"));
}

TEST_CASE("Secrecy: a complaint is sealed by its form, and not to whom it is about", "[casework][safety]") {
    auto submission = about("complaint", test::id_of(1), {{"target", test::id_of(9).to_string()}, {"text", "..."}});
    for (form::Section& section : submission.sections) {
        section.seal = "complaints";
    }
    const auto secrecy = secrecy_of(submission, schemas(), nothing_is_secret);
    REQUIRE(secrecy);
    CHECK(secrecy->audience == "complaints");
    CHECK(secrecy->form_audiences == std::vector<std::string>{"complaints"});
    CHECK(secrecy->except == test::id_of(9));
}

TEST_CASE("Secrecy: a section that names an audience without readers makes no entry", "[casework][safety]") {
    auto submission = about("complaint", test::id_of(1), {{"text", "..."}});
    for (form::Section& section : submission.sections) {
        section.seal = "complaints";
    }
    const auto unsealed = make_entry_draft(submission, schemas(), {});
    REQUIRE_FALSE(unsealed);
    CHECK(unsealed.error().code == ErrorCode::casework_no_reader);

    SeededEntropy entropy{1};
    EntryContext context;
    context.seals.by_audience["complaints"] = {BoxKey::generate(entropy).value().public_key()};
    const auto sealed = make_entry_draft(submission, schemas(), context);
    REQUIRE(sealed);
    for (const entry::DraftSection& section : sealed->sections) {
        CHECK(section.sealed_to.size() == 1);
    }
}

TEST_CASE("Secrecy: everything a secret entry says is sealed, also about others than the case", "[casework][safety]") {
    SeededEntropy entropy{1};
    EntryContext context;
    context.seals.whole_entry = {BoxKey::generate(entropy).value().public_key()};
    auto submission = about("case", test::id_of(1), {{"hardship_kinds", "violence"}});
    form::Change other;
    other.kind = form::ChangeKind::update;
    other.dataset = "person";
    other.entity = test::id_of(2).to_string();
    other.writes = {{"health_state", 0, {}, {}}};
    submission.sections[1].changes.push_back(other);
    const auto draft = make_entry_draft(submission, schemas(), context);
    REQUIRE(draft);
    REQUIRE(draft->sections.size() == 3);
    for (const entry::DraftSection& section : draft->sections) {
        CHECK(section.sealed_to == context.seals.whole_entry);
    }
}

TEST_CASE("Secrecy: only the part about a child with signs of harm is sealed", "[casework][safety]") {
    auto harmed = about("child", test::id_of(1), {{"safety_signs", "injury fear"}});
    seal_signs_of_harm(harmed);
    CHECK(harmed.sections[0].seal.empty());
    CHECK(harmed.sections[1].seal == "safety");
    auto well = about("child", test::id_of(1), {{"safety_signs", "none"}});
    seal_signs_of_harm(well);
    CHECK(well.sections[1].seal.empty());
}

TEST_CASE("Secrecy: who told stands in a section of its own, sealed, and every other answer where it was",
          "[casework][safety]") {
    auto told = about("case", test::id_of(1), {{"place", "here"}, {"informant", "somebody"}, {"note", "..."}});
    seal_informant(told);
    REQUIRE(told.sections.size() == 3);
    const form::Section& open = told.sections[1];
    CHECK(open.seal.empty());
    REQUIRE(open.changes[0].writes.size() == 2);
    for (const form::PropertyWrite& write : open.changes[0].writes) {
        CHECK(open.values.at(write.value).path == "/data/x/" + write.property);
    }
    const form::Section& sealed = told.sections[2];
    CHECK(sealed.seal == "informants");
    CHECK(sealed.subject_id == test::id_of(1).to_string());
    REQUIRE(sealed.values.size() == 1);
    CHECK(sealed.values[0].text == "somebody");
    CHECK(sealed.changes[0].kind == form::ChangeKind::update);

    auto nobody = about("case", test::id_of(1), {{"place", "here"}, {"informant", ""}});
    seal_informant(nobody);
    CHECK(nobody.sections.size() == 2);
}
