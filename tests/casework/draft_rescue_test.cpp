// SPDX-License-Identifier: Apache-2.0
//
// A damaged page among the drafts, each page in turn: what can be read is kept, in its order, and nothing is invented.

#include "core/casework/draft_rescue.hpp"
#include "core/casework/draft_store.hpp"
#include "tests/vault/vault_fixture.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <fstream>

using namespace daohu;
using daohu::casework::DraftInfo;
using daohu::casework::DraftRescueReport;
using daohu::casework::DraftStore;
using daohu::vault::VaultFile;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPage = 4096;
constexpr std::size_t kDrafts = 3;
constexpr std::size_t kAnswers = 12;
constexpr const char* kForm = "discovery";
constexpr WallTime kNow{std::chrono::hours{500'000}};
constexpr std::size_t kLength = 900;  // characters of an answer: several pages a draft

form::Patch answer(std::size_t number) {
    form::Effect effect;
    effect.path = "/data/answer_" + std::to_string(number);
    effect.value = std::string(kLength, static_cast<char>('a' + number % 20));
    form::Patch patch;
    patch.kind = number == 0 ? form::PatchKind::open : form::PatchKind::act;
    patch.form_id = number == 0 ? kForm : "";
    patch.effects.push_back(std::move(effect));
    return patch;
}

DraftStore open(const vault::Vault& vault) {
    auto database = vault.open_database(VaultFile::drafts);
    REQUIRE(database);
    auto drafts = DraftStore::open(std::move(*database));
    REQUIRE(drafts);
    return std::move(*drafts);
}

void write_drafts(const vault::Vault& vault, Entropy& entropy) {
    DraftStore drafts = open(vault);
    for (std::size_t i = 0; i < kDrafts; ++i) {
        DraftInfo info;
        info.id = DraftId::random(entropy);
        info.form_id = kForm;
        REQUIRE(drafts.create(info, answer(0)));
        for (std::size_t number = 1; number < kAnswers; ++number) {
            const std::vector<form::Patch> patches{answer(number)};
            REQUIRE(drafts.append(info, patches));
        }
    }
    REQUIRE(drafts.checkpoint());
}

void damage(const fs::path& file, std::size_t page) {
    std::fstream stream{file, std::ios::binary | std::ios::in | std::ios::out};
    stream.seekp(static_cast<std::streamoff>(page * kPage + kPage / 2));
    stream.put('\x5A').put('\xA5');
    REQUIRE(stream);
}

// Every draft that is there is a beginning of what was written.
std::size_t count_sound_beginnings(const vault::Vault& vault) {
    DraftStore drafts = open(vault);
    const auto list = drafts.list();
    REQUIRE(list);
    for (const DraftInfo& info : *list) {
        const auto patches = drafts.patches(info.id);
        REQUIRE(patches);
        CHECK(patches->size() <= kAnswers);
        CHECK(info.form_id == kForm);
        for (std::size_t number = 0; number < patches->size(); ++number) {
            CHECK((*patches)[number] == answer(number));
        }
    }
    return list->size();
}

}  // namespace

TEST_CASE("Draft rescue: whichever page is bad, what can be read is kept and nothing is invented", "[casework]") {
    vault::test::VaultHome home;
    auto vault = home.create();
    REQUIRE(vault);
    write_drafts(*vault, home.entropy);
    const fs::path file = vault->database_path(VaultFile::drafts);
    const fs::path whole = home.folder / "whole";
    fs::copy_file(file, whole);
    const std::size_t pages = fs::file_size(file) / kPage;
    REQUIRE(pages > 6);
    std::size_t kept = 0;
    std::size_t shortened = 0;
    for (std::size_t page = 0; page < pages; ++page) {
        INFO("page " << page);
        for (const char* part : {"", "-wal", "-shm"}) {
            fs::remove(file.string() + part);
        }
        fs::copy_file(whole, file);
        damage(file, page);
        const auto report = casework::rescue_drafts(*vault, home.files, kNow);
        REQUIRE(report);
        CHECK(fs::exists(report->put_aside));
        CHECK(count_sound_beginnings(*vault) == report->whole + report->shortened);
        // Without its first page nothing of the file can be read.
        CHECK(report->is_list_lost == (page == 0));
        CHECK(report->whole + report->shortened + report->unreadable == (page == 0 ? 0 : kDrafts));
        kept += report->whole;
        shortened += report->shortened;
    }
    CHECK(kept > pages);  // most pages cost one draft or none
    CHECK(shortened > 0);
}

TEST_CASE("Draft rescue: without the list of drafts they are found by their answers", "[casework]") {
    vault::test::VaultHome home;
    auto vault = home.create();
    REQUIRE(vault);
    write_drafts(*vault, home.entropy);
    const std::size_t page = GENERATE(std::size_t{1}, std::size_t{2});  // of the version, of the list
    damage(vault->database_path(VaultFile::drafts), page);
    const auto report = casework::rescue_drafts(*vault, home.files, kNow);
    REQUIRE(report);
    CHECK(report->whole == kDrafts);
    CHECK(count_sound_beginnings(*vault) == kDrafts);
    const auto list = open(*vault).list();
    REQUIRE(list);
    const bool has_list = page == 1;
    CHECK(std::ranges::all_of(*list, [&](const DraftInfo& info) { return (info.changed_at == kNow) != has_list; }));
}

TEST_CASE("Draft rescue: a file that is whole comes through it whole", "[casework]") {
    vault::test::VaultHome home;
    auto vault = home.create();
    REQUIRE(vault);
    write_drafts(*vault, home.entropy);
    const auto report = casework::rescue_drafts(*vault, home.files, kNow);
    REQUIRE(report);
    CHECK(report->whole == kDrafts);
    CHECK(report->shortened == 0);
    CHECK(count_sound_beginnings(*vault) == kDrafts);
}

TEST_CASE("Draft rescue: a cut after the damaged file was put aside is made good at the next opening", "[casework]") {
    vault::test::VaultHome home;
    auto vault = home.create();
    REQUIRE(vault);
    write_drafts(*vault, home.entropy);
    const fs::path file = vault->database_path(VaultFile::drafts);
    for (const char* part : {"", "-wal", "-shm"}) {
        if (fs::exists(file.string() + part)) {
            fs::rename(file.string() + part, file.string() + ".rescued" + part);
        }
    }
    REQUIRE(casework::finish_draft_rescue(*vault, home.files));
    CHECK(count_sound_beginnings(*vault) == kDrafts);
}
