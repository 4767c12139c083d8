// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tablets in the field, for journeys: forms are filled in answer by answer as a coordinator would, become entries, and
// are exchanged between tablets as sync would. One thread.
//
//     FieldTablet tablet{county("lushan-2021"), "A", at("2026-03-02T06:50")};
//     const Filled family = tablet.fill("household_baseline", {{"division", kVillage}},
//                                       {{"declaration/relation_with_family", "none"}, ...
//                                        {"member[1]/full_name", "示例·甲"}, unknown("member[1]/birth_date")});
//     const EntityId household = family.made("household");
//     tablet.give_to(other);
//
// Paths are those of the form without "/data/"; a row that is not there yet is added.

#include "core/casework/workspace.hpp"
#include "core/form/submission.hpp"
#include "tests/vault/vault_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

namespace daohu::journeys {

inline constexpr const char* kVillage = "999999001001";
inline constexpr const char* kTownship = "999999001";

// What tablets of a county have alike: its rules, and the forms made with them. Kept for the whole run.
struct County {
    const registry::SchemaSet& schemas;
    const policy::PackLibrary& packs;
    const policy::Standards& standards;
    std::string pack;
    casework::FormLibrary forms;

    [[nodiscard]] casework::CountyRules rules() const { return {packs, standards, pack}; }
};
// The five counties of the seed documents, and "songpan-demo", "linfen-demo" of tests/journeys/data/packs.
[[nodiscard]] const County& county(std::string_view pack);
[[nodiscard]] const std::vector<std::string>& five_packs();

// "2026-03-02T06:50", Beijing time.
[[nodiscard]] WallTime at(std::string_view moment);
[[nodiscard]] Date day(std::string_view date);

// What a person does at a question.
struct Step {
    enum class Kind : std::uint8_t { answer, state, remove, expect };

    Step(std::string where, std::string what) : path{std::move(where)}, value{std::move(what)} {}
    Step(std::string where, EntityId who) : path{std::move(where)}, value{who.to_string()} {}
    Step(Kind which, std::string where, std::string what)
        : kind{which}, path{std::move(where)}, value{std::move(what)} {}

    Kind kind = Kind::answer;
    std::string path;
    std::string value;
};
using Steps = std::vector<Step>;

[[nodiscard]] inline Step unknown(std::string path) { return {Step::Kind::state, std::move(path), "unknown"}; }
[[nodiscard]] inline Step refused(std::string path) { return {Step::Kind::state, std::move(path), "refused"}; }
[[nodiscard]] inline Step not_asked(std::string path) { return {Step::Kind::state, std::move(path), "not_asked"}; }
// Takes a known row out: "moved", "died" or "mistake".
[[nodiscard]] inline Step remove_row(std::string path, std::string why) {
    return {Step::Kind::remove, std::move(path), std::move(why)};
}
// The question must say "required", "constraint", "type" or "none" now.
[[nodiscard]] inline Step expect_problem(std::string path, std::string problem) {
    return {Step::Kind::expect, std::move(path), std::move(problem)};
}
// Several chosen entities, as a form writes them.
[[nodiscard]] std::string chosen(const std::vector<EntityId>& ids);

// What the form is opened for: {"household_id", household}.
using Prefills = std::vector<Step>;

struct Filled {
    entry::EntryId entry;
    form::Submission submission;

    // The id of an entity of the dataset that the form made; the first unless told otherwise. Fails the test where
    // there is none.
    [[nodiscard]] EntityId made(std::string_view dataset, std::size_t number = 0) const;
    [[nodiscard]] std::size_t count_made(std::string_view dataset) const;
};

// Who holds the tablet, and what it was enrolled with.
struct Enrolment {
    casework::Viewer viewer{};
    std::optional<casework::CountyTrust> trust{};
    journal::CountyDevices county{};  // whose orders are obeyed, and whose word on roles counts
};

class FieldTablet {
public:
    // `name` tells tablets apart; their chance follows from it.
    FieldTablet(const County& county, std::string_view name, WallTime now, Enrolment enrolment = {});
    FieldTablet(const FieldTablet&) = delete;
    FieldTablet& operator=(const FieldTablet&) = delete;
    ~FieldTablet();

    [[nodiscard]] static StreamId village_stream();

    // Opens the form, does the steps, finishes it and waits until it is saved and folded. A step that fails, or a
    // problem that stands at the end, fails the test and says where.
    Filled fill(std::string_view form, const Prefills& opened_for, const Steps& steps);
    // The same up to finishing: the problems that stand, as "path: kind".
    [[nodiscard]] std::vector<std::string> problems_of(std::string_view form, const Prefills& opened_for,
                                                       const Steps& steps);

    // The same up to the refusal of finishing, and why; the draft stays. Fails the test where it is finished.
    [[nodiscard]] ErrorCode refused(std::string_view form, const Prefills& opened_for, const Steps& steps);

    // What no form writes (a list pushed by the county, a decision of the township): entities as an office's import
    // makes them. Values by property: text, or an id for a reference.
    EntityId import(std::string_view dataset, const Steps& values);
    void update(EntityId entity, const Steps& values);
    // An entry made by hand.
    void save(const entry::EntryDraft& draft);

    // Everything this tablet has, as sync would carry it.
    void give_to(FieldTablet& other);
    // Marks all as received by the county, and the contact at this time.
    void note_sync();

    [[nodiscard]] registry::Entity entity(EntityId id);
    [[nodiscard]] std::vector<registry::Entity> entities(std::string_view dataset);
    [[nodiscard]] entry::SignedEntry entry_of(const entry::EntryId& id);
    [[nodiscard]] std::vector<EntityId> all(std::string_view dataset);

    [[nodiscard]] casework::Workspace& workspace() { return *m_workspace; }
    [[nodiscard]] const County& county() const { return m_county; }
    [[nodiscard]] const vault::Vault& vault() const { return *m_vault; }
    // The app closed and opened again.
    void reopen();
    // Closed for good: its folder, for as long as this lives, and what the passphrase is.
    [[nodiscard]] std::filesystem::path close();
    [[nodiscard]] static std::string_view passphrase() { return vault::test::kPassphrase; }
    // The same after a county took it in: it works in this village from now on.
    void enrol(Enrolment enrolment, StreamId village);

    FakeClock clock;

private:
    void open();
    [[nodiscard]] casework::Interview start(std::string_view form, const Prefills& opened_for);
    void do_step(casework::Interview& interview, const Step& step);

    const County& m_county;
    StreamId m_scope = village_stream();
    Enrolment m_enrolment;
    vault::test::VaultHome m_home;
    std::optional<vault::Vault> m_vault;
    std::unique_ptr<casework::Workspace> m_workspace;
};

}  // namespace daohu::journeys
