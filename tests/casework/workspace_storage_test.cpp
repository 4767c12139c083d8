// SPDX-License-Identifier: Apache-2.0
//
// What a finished interview survives: a database that is damaged afterwards, and a disk that is full while it is saved.
#include "core/casework/workspace.hpp"
#include "core/journal/rescue.hpp"
#include "tests/registry/memory_fold.hpp"
#include "tests/vault/forwarding_files.hpp"
#include "tests/vault/vault_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

#include <fstream>

using namespace daohu;
using namespace daohu::casework;
using vault::test::VaultHome;

namespace {

constexpr std::string_view kForm =
    R"(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title>
    <model><instance><data id="note"><a/></data></instance></model></h:head>
    <h:body><input ref="/data/a"/></h:body></h:html>)";

// A disk on which only the reserve gives room when it goes.
class TightFiles final : public vault::test::ForwardingFiles {
public:
    std::function<void()> on_reserve_removed = [] {};

    Result<void> remove(const std::filesystem::path& path) override {
        Result<void> removed = ForwardingFiles::remove(path);
        if (path.filename() == "reserve") {
            on_reserve_removed();
        }
        return removed;
    }
    Result<void> allocate(const std::filesystem::path& path, std::uint64_t) override {
        return ForwardingFiles::allocate(path, 4096);
    }
    Result<std::uint64_t> free_space(const std::filesystem::path&) override { return ~std::uint64_t{0}; }
};

struct Desk {
    VaultHome home;
    TightFiles files;
    FakeClock clock{WallTime{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}}};
    FormLibrary forms = load_forms(home.folder.path());
    policy::Faults faults;
    policy::PackLibrary packs = policy::PackLibrary::open(DAOHU_SOURCE_DIR "/assets/policy", faults).value();
    policy::Standards standards;
    vault::Vault vault = home.create().value();
    journal::CountyDevices county;
    std::unique_ptr<Workspace> workspace = open();

    static FormLibrary load_forms(const std::filesystem::path& folder) {
        std::filesystem::create_directories(folder / "assets" / "forms");
        std::filesystem::create_directories(folder / "assets" / "datasets");
        std::ofstream{folder / "assets" / "forms" / "note.xml"} << kForm;
        return FormLibrary::load(folder / "assets" / "forms").value();
    }
    std::unique_ptr<Workspace> open() {
        auto opened = Workspace::open({.vault = vault,
                                       .files = files,
                                       .schemas = test::asset_schemas(),
                                       .forms = forms,
                                       .rules = {packs, standards, {}},
                                       .clock = clock,
                                       .entropy = home.entropy,
                                       .scope = StreamId{std::array<std::uint8_t, 16>{1}},
                                       .user_name = {},
                                       .county = county});
        INFO((opened ? std::string{} : opened.error().describe()));
        REQUIRE(opened);
        return std::move(*opened);
    }
    Interview interview(std::string_view answer) {
        Interview interview = workspace->start("note", "zh").value();
        REQUIRE(interview.answer(interview.session().find("/data/a"), answer));
        return interview;
    }
    Result<entry::EntryId> finish(Interview& interview) {
        auto saved = workspace->finish(interview);
        INFO((saved ? std::string{} : saved.error().describe()));
        REQUIRE(saved);
        return saved->get();
    }
    std::size_t entries(const entry::EntryId& id) {
        return workspace->store_thread()
            .call(registry::JobUrgency::person,
                  [id](registry::Recorder& recorder) { return recorder.journal().reader().find(id).value().size(); })
            .get();
    }
    void on_store(std::string sql) {
        REQUIRE(workspace->store_thread()
                    .call(registry::JobUrgency::person,
                          [sql](registry::Recorder& recorder) { return recorder.database().execute(sql); })
                    .get());
    }
    // No page may be added to the store any more.
    void fill_disk() { on_store("PRAGMA max_page_count = 1"); }
};

// Long enough that it needs pages of its own.
std::string long_answer() { return std::string(60'000, 'a'); }

}  // namespace

TEST_CASE("Workspace: a finished interview is in the mirror when the database is damaged afterwards", "[casework]") {
    Desk desk;
    Interview interview = desk.interview("answer");
    const entry::EntryId saved = desk.finish(interview).value();
    desk.workspace.reset();  // the mirror is written at the latest now
    const auto store = desk.vault.database_path(vault::VaultFile::store);
    std::filesystem::resize_file(store, std::filesystem::file_size(store) / 2);
    std::filesystem::remove(store.string() + "-wal");
    {
        auto damaged = desk.vault.open_database(vault::VaultFile::store);
        REQUIRE((!damaged || !damaged->check_integrity(vault::IntegrityDepth::full)));
    }

    REQUIRE(journal::rescue_store(desk.vault, desk.files, desk.clock, desk.home.entropy, build_date()));
    desk.workspace = desk.open();
    CHECK(desk.entries(saved) == 1);
    CHECK(desk.workspace->store_thread()
              .call(registry::JobUrgency::person,
                    [](registry::Recorder& recorder) { return recorder.registry().catch_up().value(); })
              .get() == 0);
}

TEST_CASE("Workspace: a full disk while finishing takes the reserve, and the interview is saved", "[casework]") {
    Desk desk;
    Interview interview = desk.interview(long_answer());
    bool is_taken = false;
    desk.files.on_reserve_removed = [&] {
        is_taken = desk.workspace->recorder().database().execute("PRAGMA max_page_count = 1073741823").has_value();
    };
    desk.fill_disk();
    const Result<entry::EntryId> saved = desk.finish(interview);
    INFO((saved ? std::string{} : saved.error().describe()));
    REQUIRE(saved);
    CHECK(is_taken);
    CHECK(desk.entries(*saved) == 1);
    REQUIRE(desk.workspace->forget_finished());
    CHECK(desk.workspace->drafts()->empty());
}

TEST_CASE("Workspace: a disk that stays full says so, keeps the draft, and saves once there is room", "[casework]") {
    Desk desk;
    Interview interview = desk.interview(long_answer());
    const DraftId draft = interview.info().id;
    desk.fill_disk();
    CHECK(desk.finish(interview).error().code == ErrorCode::disk_full);
    CHECK(desk.finish(interview).error().code == ErrorCode::disk_full);  // the reserve is gone by now
    REQUIRE(desk.workspace->forget_finished());
    REQUIRE(desk.workspace->drafts()->size() == 1);

    desk.on_store("PRAGMA max_page_count = 1073741823");
    Interview again = desk.workspace->resume(draft).value();
    const entry::EntryId saved = desk.finish(again).value();
    CHECK(saved.sequence == 1);
    CHECK(desk.entries(saved) == 1);
}

TEST_CASE("Workspace: what its county calls blind replaces nothing", "[casework]") {
    const EntityId person = test::entity_numbered(10);
    test::Device victim{7};
    test::Device rogue{8};
    test::Device county{9};
    const auto write = [&](test::Device& by, std::string_view phone, std::vector<entry::WriteId> replaces) {
        return by.write(person, {test::operation(entry::OperationCode::update, "person",
                                                 {test::set_to("phone", test::words(phone), std::move(replaces))})});
    };
    const entry::SignedEntry created = write(victim, "1", {});
    const entry::SignedEntry blind = write(rogue, "2", {test::write_of(created, "phone")});
    const auto verdict =
        registry::make_blind_edge({person, test::write_of(blind, "phone"), test::write_of(created, "phone")});
    const std::array received{
        registry::ReceivedEntry{created, {}}, registry::ReceivedEntry{blind, {}},
        registry::ReceivedEntry{county.write({{std::nullopt, {verdict}, {}}}, entry::EntryKind::publish), {}}};
    Desk desk;
    REQUIRE(desk.workspace->store_thread()
                .call(registry::JobUrgency::person,
                      [&](registry::Recorder& recorder) { return recorder.receive(received); })
                .get());
    const auto phones = [&] {
        return desk.workspace->reading().registry.find(person).value().value().find("phone")->siblings.size();
    };
    CHECK(phones() == 1);  // whose verdict it is, is not known yet
    desk.workspace.reset();
    desk.county = {{county.id(), county.public_key()}};
    desk.workspace = desk.open();
    CHECK(phones() == 2);
}
