// SPDX-License-Identifier: Apache-2.0
//
// The way between pages, the lock, drafts that are thrown away or cut off.

#include "tests/app/app_bench.hpp"

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

constexpr const char* kDraftRow = "today.record.";

void begin_discovery(AppBench& bench) {
    bench.tap("plan.discover");
    bench.enter("question.person.name", "示例·丁");
}

// What can be tapped to answer, by its ids.
std::vector<std::string> questions_on(AppBench& bench) {
    std::vector<std::string> ids;
    for (const kit::Item* item : bench.screen().kit().items().reachable()) {
        if (item->id.view().starts_with("question.person.") || item->id.view().starts_with("question.case.")) {
            ids.emplace_back(item->id.view());
        }
    }
    return ids;
}

}  // namespace

TEST_CASE("App: leads from the plan to every page of the tab bar and of the list behind it", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    CHECK(bench.shows("plan.discover"));
    bench.tap("tab.drafts");
    CHECK(bench.shows(kDraftRow, "示例·丙"));
    bench.tap("tab.sync");
    CHECK(bench.shows("sync.now"));
    bench.tap("tab.households");
    CHECK(bench.shows("households.row.", "示例·周顺"));
    for (const char* const item : {"deadlines", "due_reviews", "unreached", "referrals", "notices", "conflicts",
                                   "statistics", "standards", "records", "own_acts", "carry", "settings"}) {
        INFO(item);
        bench.tap("tab.more");
        bench.tap(std::string{"more."} + item);
        CHECK(bench.shows("back"));
        bench.tap("back");
        CHECK(bench.shows(std::string{"more."} + item));
    }
}

TEST_CASE("App: an overdue review leads to the household's file, its rules and a visit to it", "[app]") {
    const Village village;
    AppBench bench{village.folder(), {.pixels = {800, 1280}}};
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.due_reviews");
    const std::string row = bench.first("due_reviews.row.");
    REQUIRE_FALSE(row.empty());
    bench.tap(row);
    CHECK(bench.shows("dossier.page.members"));
    bench.tap("dossier.policy");
    CHECK(bench.shows("back"));
    bench.tap("back");
    bench.tap("dossier.start");
    bench.tap("dossier.form.routine_visit");
    CHECK(bench.shows("question.next"));
    REQUIRE(bench.drafts().size() == 1);
    CHECK(bench.drafts().front().form_id == "routine_visit");
}

TEST_CASE("App: a household is found by initials, and a new one is offered only after a search", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    bench.tap("tab.households");
    CHECK_FALSE(bench.shows("households.create"));
    bench.enter("households.search", "zs");
    CHECK(bench.shows("households.row.", "示例·周顺"));
    CHECK(bench.shows("households.row.", "示例·张三"));
    CHECK_FALSE(bench.shows("households.row.", "示例·甲"));
    CHECK(bench.shows("households.create"));
    bench.tap(bench.first("households.row."));
    CHECK(bench.shows("dossier.start"));
}

TEST_CASE("App: a draft that was thrown away can be taken back for ten seconds, and is gone after them", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    begin_discovery(bench);
    REQUIRE(bench.drafts().size() == 1);
    bench.tap("outline.review");
    bench.tap("review.discard");
    bench.tap("discard.act");
    SECTION("taken back") {
        bench.pass(std::chrono::seconds{8});
        bench.tap("toast.undo");
        CHECK(bench.shows("question.next"));
        bench.pass(std::chrono::seconds{60});
        REQUIRE(bench.drafts().size() == 1);
        CHECK(bench.drafts().front().title.find("示例·丁") != std::string::npos);
    }
    SECTION("gone at once where the tablet is locked") {
        bench.tap("tab.more");
        bench.tap("more.settings");
        bench.tap("settings.lock");
        REQUIRE(bench.shows("unlock.passphrase"));
        bench.unlock();
        CHECK(bench.drafts().empty());
    }
    SECTION("gone") {
        bench.tap("tab.drafts");
        CHECK_FALSE(bench.shows(kDraftRow, "示例·丁"));
        CHECK(bench.drafts().size() == 1);
        bench.pass(std::chrono::seconds{11});
        CHECK(bench.drafts().empty());
        CHECK_FALSE(bench.shows("toast.undo"));
    }
    SECTION("kept by a cut within them") {
        bench.cut();
        bench.unlock();
        CHECK(bench.drafts().size() == 1);
    }
}

TEST_CASE("App: the form that was open when the power went is offered first, at the same question", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    begin_discovery(bench);
    bench.tap("question.next");
    bench.tap("question.person.sex.1");
    bench.cut();
    bench.unlock();
    const std::string row = bench.first("recover.continue.");
    REQUIRE_FALSE(row.empty());
    bench.tap(row);
    CHECK(bench.shows("question.next"));
    CHECK(bench.drafts().size() == 1);
    // Left in order, nothing is offered.
    bench.tap("back");
    bench.cut();
    bench.unlock();
    CHECK(bench.shows("plan.discover"));
}

TEST_CASE("App: a cut leads back to the question that was open, also behind one that was passed over", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    begin_discovery(bench);
    bench.tap("question.next");
    bench.tap("question.person.sex.1");
    bench.tap("question.next");
    bench.tap("question.next");  // nobody knows how old he is
    bench.tap("question.next");
    const std::vector<std::string> before = questions_on(bench);
    bench.cut();
    bench.unlock();
    bench.tap(bench.first("recover.continue."));
    CHECK(questions_on(bench) == before);
    bench.tap("question.previous");
    CHECK(questions_on(bench) != before);
    SECTION("and on the way back to the one before") {
        const std::vector<std::string> earlier = questions_on(bench);
        bench.cut();
        bench.unlock();
        bench.tap(bench.first("recover.continue."));
        CHECK(questions_on(bench) == earlier);
    }
    SECTION("and whoever left it in order comes to the first that waits for an answer") {
        bench.tap("back");
        bench.tap("tab.drafts");
        bench.tap(bench.first("today.record."));
        bench.tap("today.detail.open");
        CHECK(questions_on(bench) != before);
    }
}

TEST_CASE("App: what undo took back is on the screen, also when the page had turned since", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    begin_discovery(bench);
    bench.tap("question.next");
    const std::vector<std::string> asked = questions_on(bench);
    bench.tap("question.person.sex.1");
    bench.tap("question.next");
    REQUIRE(questions_on(bench) != asked);
    bench.tap("question.undo");
    CHECK(questions_on(bench) == asked);
    CHECK(bench.app().tablet()->workspace().drafts()->front().done == 1);  // the name
}

TEST_CASE("App: a tablet whose clock fell back to 1970 opens all the same", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.machine().clock.set(
        -std::chrono::duration_cast<std::chrono::milliseconds>(SystemClock{}.wall_now().time_since_epoch()));
    CHECK(bench.machine().clock.is_impossible());
    bench.unlock();
    bench.tap("tab.households");
    CHECK(bench.shows("households.row.", "示例·周顺"));
}

TEST_CASE("App: a new tablet finds nothing to recover", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    CHECK(bench.first("recover.").empty());
}

TEST_CASE("App: six digits lock and open the screen, five wrong tries close the vault", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.settings");
    bench.enter("settings.pin", "740916");
    bench.tap("settings.lock");
    REQUIRE(bench.shows("key.7"));
    SECTION("opened") {
        for (const char* const key : {"key.7", "key.4", "key.0", "key.9", "key.1", "key.6"}) {
            bench.tap(key);
        }
        CHECK(bench.shows("settings.lock"));
    }
    SECTION("closed") {
        for (int i = 0; i < 5 * 6; ++i) {
            bench.tap("key.3");
        }
        CHECK(bench.app().tablet() == nullptr);
        CHECK(bench.shows("unlock.passphrase"));
        bench.unlock();
        CHECK(bench.shows("plan.discover"));
    }
}

TEST_CASE("App: text size, look and language change at once and stay", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.settings");
    bench.tap("settings.language.en");
    bench.tap("settings.text.extra_large");
    bench.tap("back");
    CHECK(bench.shows("more.settings", "Settings"));
    bench.cut();
    bench.unlock();
    CHECK(bench.shows("tab.today", "Today"));
}

TEST_CASE("App: photographs wait for Wi-Fi until somebody chooses otherwise, which stays", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    CHECK(bench.app().tablet()->photos() == PhotoChoice::on_wifi);
    bench.tap("tab.more");
    bench.tap("more.settings");
    bench.tap("settings.photos.asked");
    bench.cut();
    bench.unlock();
    CHECK(bench.app().tablet()->photos() == PhotoChoice::when_asked);
}

TEST_CASE("App: one of two numbers is chosen, and the conflict is over", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    const std::uint64_t before = bench.entries();
    bench.tap("tab.more");
    bench.tap("more.conflicts");
    bench.tap(bench.first("conflicts.record."));
    bench.tap("conflicts.contact_phone.1");
    bench.tap("conflicts.settle");
    bench.wait();
    CHECK(bench.entries() == before + 1);
    CHECK(bench.first("conflicts.record.").empty());
}

TEST_CASE("App: the outline of a form lists what has a question, not what is calculated throughout", "[app][draft]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    bench.tap(bench.first("plan.household."));
    bench.tap("plan.detail.open");
    bench.tap("first_aid.give");
    CHECK(bench.shows("outline.", "先行救助"));
    CHECK(bench.shows("outline.", "后续"));  // it has a note
    CHECK_FALSE(bench.shows("outline.", "个案"));
    bench.tap("outline.2");
    bench.tap("outline.1");
    CHECK(bench.shows("question.aid.given_at"));
}
