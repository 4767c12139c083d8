// SPDX-License-Identifier: Apache-2.0
//
// What becomes of an open draft when the disk is full, and when its form has changed: the question page says it.

#include "core/casework/interview.hpp"
#include "tests/vault/vault_fixture.hpp"
#include "ui/model/interview_model.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>

using namespace daohu;
using casework::DraftStore;
using casework::FormLibrary;
using casework::Interview;
using model::InterviewModel;
using vault::test::VaultHome;

namespace {

constexpr std::string_view kHead =
    R"(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title>
    <model><instance><data id="note" version=")";

// With the questions named, all of them texts.
std::string form_with(std::string_view version, std::initializer_list<std::string_view> questions) {
    std::string nodes;
    std::string body;
    for (const std::string_view question : questions) {
        nodes.append("<").append(question).append("/>");
        body.append("<input ref=\"/data/").append(question).append("\"><label>q</label></input>");
    }
    std::string text{kHead};
    text.append(version).append("\">").append(nodes).append("</data></instance></model></h:head><h:body>");
    return text.append(body).append("</h:body></h:html>");
}

struct Desk {
    VaultHome home;
    vault::Vault vault = home.create().value();
    FakeClock clock{WallTime{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}}};
    Catalogue catalogue = Catalogue::load(DAOHU_SOURCE_DIR "/assets/text/en.json").value();
    Words words{catalogue};

    FormLibrary library(std::string_view version, std::initializer_list<std::string_view> questions) const {
        const auto folder = home.folder.path() / "assets" / "forms";
        std::filesystem::create_directories(folder);
        std::filesystem::create_directories(folder.parent_path() / "datasets");
        std::ofstream{folder / "note.xml"} << form_with(version, questions);
        return FormLibrary::load(folder).value();
    }
    form::SessionPorts ports() { return {.clock = &clock, .entropy = &home.entropy, .device_id = {}, .user_name = {}}; }
    vault::Database drafts() const { return vault.open_database(vault::VaultFile::drafts).value(); }
    std::string notice(Interview& interview) {
        InterviewModel model{interview, words};
        const auto state = model.question({});
        return state.notice ? state.notice->text : std::string{};
    }
};

Result<void> write(Interview& interview, std::string_view path, std::string_view value) {
    return interview.answer(interview.session().find(path), value);
}

Interview begun(const FormLibrary& library, Desk& desk, DraftStore& drafts) {
    return Interview::start(*library.find("note").value(), desk.ports(), drafts, {}, desk.vault.slot()).value();
}

}  // namespace

TEST_CASE("Bad input: a disk that is full in the middle of a visit is said, and what was typed is saved once it is not",
          "[app]") {
    Desk desk;
    const FormLibrary library = desk.library("1", {"a", "b"});
    DraftId mine{};
    DraftId other{};
    {
        DraftStore drafts = DraftStore::open(desk.drafts()).value();
        Interview large = begun(library, desk, drafts);
        REQUIRE(write(large, "/data/a", std::string(60'000, 'x')));
        REQUIRE(write(large, "/data/b", std::string(60'000, 'x')));
        other = large.info().id;
        mine = begun(library, desk, drafts).info().id;
    }
    vault::Database tight = desk.drafts();
    REQUIRE(tight.execute("PRAGMA max_page_count = 1"));  // that is: no page more than there are
    DraftStore drafts = DraftStore::open(std::move(tight)).value();
    Interview visit = Interview::resume(*library.find("note").value(), desk.ports(), drafts, mine).value();
    CHECK(desk.notice(visit).empty());
    const std::string told(60'000, 'y');
    const auto refused = write(visit, "/data/a", told);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::disk_full);
    CHECK(visit.unsaved() == 1);
    CHECK(visit.session().value(visit.session().find("/data/a")) == told);  // it stands on the screen
    CHECK(desk.notice(visit) == desk.words.tr("question.unsaved").view());

    REQUIRE(drafts.remove(other));  // somebody makes room
    REQUIRE(write(visit, "/data/b", "later"));
    CHECK(visit.unsaved() == 0);
    CHECK(desk.notice(visit).empty());
    Interview again = Interview::resume(*library.find("note").value(), desk.ports(), drafts, mine).value();
    CHECK(again.session().value(again.session().find("/data/a")) == told);
    CHECK(again.session().value(again.session().find("/data/b")) == "later");
}

TEST_CASE("Bad input: a form that changed under an open draft names the answers that it has no place for", "[app]") {
    Desk desk;
    DraftStore drafts = DraftStore::open(desk.drafts()).value();
    DraftId draft{};
    {
        const FormLibrary before = desk.library("1", {"a", "gone", "b"});
        Interview visit = begun(before, desk, drafts);
        REQUIRE(write(visit, "/data/a", "kept"));
        REQUIRE(write(visit, "/data/gone", "seven goats"));
        REQUIRE(write(visit, "/data/b", "kept too"));
        draft = visit.info().id;
    }
    const FormLibrary after = desk.library("2", {"a", "b"});
    Interview visit = Interview::resume(*after.find("note").value(), desk.ports(), drafts, draft).value();
    CHECK(visit.session().value(visit.session().find("/data/a")) == "kept");
    CHECK(desk.notice(visit).find("seven goats") != std::string::npos);
    InterviewModel model{visit, desk.words};
    CHECK(model.page() == InterviewModel::Page::question);  // although every question has its answer
    const FormLibrary same = desk.library("3", {"a", "gone", "b"});
    Interview whole = Interview::resume(*same.find("note").value(), desk.ports(), drafts, draft).value();
    CHECK(desk.notice(whole).empty());
}
