// SPDX-License-Identifier: Apache-2.0
//
// What each tap on the other screens asks for.

#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/record_view.hpp"
#include "ui/screens/review.hpp"
#include "ui/screens/sync.hpp"
#include "ui/screens/today.hpp"
#include "ui/screens/unlock.hpp"

// After the screens: it draws with what is declared by then.
#include "tests/screens/shown.hpp"

using namespace daohu;
using daohu::testing::Bench;
using daohu::testing::Shown;
using gallery::Sample;

namespace {

using Today = Shown<model::TodayState, model::TodayActions>;
using Review = Shown<model::ReviewState, model::ReviewActions>;
using Sync = Shown<model::SyncState, model::SyncActions>;
using Unlock = Shown<model::UnlockState, model::UnlockActions>;
using Record = Shown<model::RecordViewState, model::RecordViewActions>;

std::string row_name(std::string_view screen, const model::RowId& id) {
    return std::string{screen} + ".record." + id.to_string();
}

}  // namespace

TEST_CASE("Today: starts a discovery from an empty list", "[ui]") {
    Today today{gallery::today, Sample::empty};
    today.bench.tap("today.discover");
    today.only<model::StartDiscovery>();
}

TEST_CASE("Today: a row opens, or is shown beside the list where there is room", "[ui]") {
    Today wide{gallery::today, Sample::full};
    const model::RowId third = wide.state.records[2].id;
    wide.bench.tap(row_name("today", third));
    CHECK(wide.only<model::SelectRecord>().id == third);
    Today narrow{gallery::today, Sample::full, {800, 1280}};
    narrow.bench.tap(row_name("today", third));
    CHECK(narrow.only<model::OpenRecord>().id == third);
}

TEST_CASE("Today: a row far down is scrolled to", "[ui]") {
    Today today{gallery::today, Sample::full, {960, 600}};
    const model::RowId last = today.state.records.back().id;
    today.bench.tap(row_name("today", last));
    CHECK(today.only<model::OpenRecord>().id == last);
}

TEST_CASE("Today: searches for what is typed, and clears it", "[ui]") {
    Today today{gallery::today, Sample::full};
    REQUIRE(today.bench.screen.enter("today.search", "zs"));
    CHECK(today.only<model::ChangeSearch>().text == "zs");
    today.state.search = "zs";
    today.bench.tap("today.search.clear");
    CHECK(today.only<model::ChangeSearch>().text.empty());
}

TEST_CASE("Today: badge and tabs lead to the sync screen", "[ui]") {
    Today today{gallery::today, Sample::full};
    today.bench.tap("badge");
    today.only<model::OpenSync>();
    today.bench.tap("tab.sync");
    CHECK(today.only<model::OpenTab>().tab == model::Tab::sync);
    today.bench.tap("tab.drafts");
    CHECK(today.actions.empty());
}

TEST_CASE("Review: a finding leads to its question, and nothing finishes before all are settled", "[ui]") {
    Review review{gallery::review, Sample::full};
    review.bench.tap("review.finding.age");
    CHECK(review.only<model::JumpToQuestion>().field == "age");
    CHECK_FALSE(review.bench.screen.tap("review.finish"));
    review.bench.tap("review.confirm.hardship");
    CHECK_FALSE(review.only<model::ConfirmFinding>().confirmed);
    review.state.findings.clear();
    review.state.can_finish = true;
    review.bench.tap("review.finish");
    review.only<model::FinishForm>();
}

TEST_CASE("Review: while it finishes it cannot finish twice", "[ui]") {
    Review review{gallery::review, Sample::empty};
    review.state.finish = model::FinishState::working;
    CHECK_FALSE(review.bench.screen.tap("review.finish"));
}

TEST_CASE("Review: discarding asks first", "[ui]") {
    Review review{gallery::review, Sample::full};
    review.bench.tap("review.discard");
    CHECK(review.actions.empty());
    review.bench.tap("discard.keep");
    CHECK(review.actions.empty());
    review.bench.tap("review.discard");
    review.bench.tap("discard.act");
    review.only<model::DiscardDraft>();
    CHECK(review.bench.find("discard.act") == nullptr);
}

TEST_CASE("Sync: starts on demand, and not twice", "[ui]") {
    Sync sync{gallery::sync, Sample::error};
    sync.bench.tap("sync.now");
    sync.only<model::SyncNow>();
    sync.state.badge.link = model::LinkState::syncing;
    CHECK_FALSE(sync.bench.screen.tap("sync.now"));
}

TEST_CASE("Sync: photographs that wait are counted and can be sent now", "[ui]") {
    for (const kit::Size size : {kit::Size{1280, 800}, kit::Size{800, 1280}}) {
        Sync sync{gallery::sync, Sample::full, size};
        sync.bench.tap("sync.photos.send");
        sync.only<model::SendPhotos>();
        sync.state.photos.reset();
        CHECK_FALSE(sync.bench.screen.tap("sync.photos.send"));
    }
}

TEST_CASE("Unlock: hands over the passphrase once and keeps nothing of it", "[ui]") {
    Unlock unlock{gallery::unlock, Sample::error};
    REQUIRE(unlock.bench.screen.enter("unlock.passphrase", "five words make a key"));
    CHECK(unlock.only<model::SubmitPassphrase>().passphrase == "five words make a key");
    unlock.bench.tap("unlock.passphrase");
    unlock.bench.tap("text.done");
    CHECK(unlock.actions.empty());  // an empty passphrase is not tried
}

TEST_CASE("Unlock: a sealed tablet takes no passphrase", "[ui]") {
    Unlock unlock{gallery::unlock, Sample::long_text};
    CHECK(unlock.bench.find("unlock.passphrase") == nullptr);
}

TEST_CASE("Unlock: what went wrong is said, and the passphrase can be tried again", "[ui]") {
    Unlock unlock{gallery::unlock, Sample::error};
    unlock.state.stage = model::UnlockStage::broken;
    REQUIRE(unlock.bench.screen.enter("unlock.passphrase", "five words make a key"));
    unlock.only<model::SubmitPassphrase>();
}

TEST_CASE("Record: a draft can be continued, a finished record only be read", "[ui]") {
    Record draft{gallery::record, Sample::empty};
    draft.bench.tap("record.continue");
    CHECK(draft.only<model::ContinueDraft>().id == draft.state.record.id);
    Record finished{gallery::record, Sample::full};
    CHECK(finished.bench.find("record.continue") == nullptr);
    finished.bench.tap("back");
    finished.only<model::CloseRecord>();
}

TEST_CASE("Toast: goes by itself once its time is over, and its button works until then", "[ui]") {
    Bench bench;
    kit::ToastState toast;
    int undone = 0;
    bool shows = false;
    bench.screen.show([&](kit::Kit& kit) {
        if (shows) {
            kit::show_toast(kit, toast);
            shows = false;
        }
        undone += kit::toast(kit, "toast.undo", toast, FixedText{"草稿已丢弃"}, FixedText{"撤销"}) ? 1 : 0;
    });
    shows = true;
    bench.screen.settle();
    CHECK(bench.find("toast.undo") != nullptr);
    CHECK(bench.screen.idle(5) == 0);
    CHECK(bench.screen.idle(2) > 0);
    bench.screen.settle();
    CHECK(bench.find("toast.undo") == nullptr);
    shows = true;
    bench.tap("toast.undo");
    CHECK(undone == 1);
    CHECK(bench.find("toast.undo") == nullptr);
}
