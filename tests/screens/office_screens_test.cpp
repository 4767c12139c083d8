// SPDX-License-Identifier: Apache-2.0
//
// What each tap on the screens around the tablet and the offices asks for.

#include "platform/gallery/sample_office.hpp"
#include "ui/kit/read_along.hpp"
#include "ui/screens/carry.hpp"
#include "ui/screens/conflicts.hpp"
#include "ui/screens/desk.hpp"
#include "ui/screens/enrol.hpp"
#include "ui/screens/notice_preview.hpp"
#include "ui/screens/recover_draft.hpp"
#include "ui/screens/screen_lock.hpp"
#include "ui/screens/settings.hpp"
#include "ui/screens/statistics.hpp"

// After the screens: it draws with what is declared by then.
#include "tests/screens/shown.hpp"

using namespace daohu;
using daohu::testing::Shown;
using gallery::Sample;

namespace {

using Carry = Shown<model::CarryState, model::CarryActions>;
using Conflicts = Shown<model::ConflictsState, model::ConflictsActions>;
using Desk = Shown<model::DeskState, model::DeskActions>;
using Enrol = Shown<model::EnrolState, model::EnrolActions>;
using Notice = Shown<model::NoticePreviewState, model::NoticePreviewActions>;
using Recover = Shown<model::RecoverDraftState, model::RecoverDraftActions>;
using Lock = Shown<model::ScreenLockState, model::ScreenLockActions>;
using Settings = Shown<model::SettingsState, model::SettingsActions>;
using Statistics = Shown<model::StatisticsState, model::StatisticsActions>;

constexpr kit::Size kPortrait{800, 1280};

}  // namespace

TEST_CASE("Carry: writes only onto a stick that is there, has room, and is not in use", "[ui]") {
    Carry carry{gallery::carry, Sample::long_text};
    carry.bench.tap("carry.write");
    carry.only<model::WriteStick>();
    carry.bench.tap("carry.read");
    carry.only<model::ReadStick>();
    carry.state.medium->free_bytes = 1;
    CHECK_FALSE(carry.bench.screen.tap("carry.write"));
    carry.bench.tap("carry.read");
    carry.only<model::ReadStick>();
    carry.state.medium.reset();
    CHECK_FALSE(carry.bench.screen.tap("carry.read"));
    Carry working{gallery::carry, Sample::full};
    CHECK_FALSE(working.bench.screen.tap("carry.write"));
    CHECK_FALSE(working.bench.screen.tap("carry.read"));
}

TEST_CASE("Conflicts: a version is chosen field by field, and settled only when all are", "[ui]") {
    Conflicts conflicts{gallery::conflicts, Sample::full};
    conflicts.bench.tap("conflicts.phone.1");
    CHECK(conflicts.only<model::ChooseVersion>().version == 0);
    CHECK(conflicts.bench.find("conflicts.house.1") == nullptr);  // the township decides that one
    conflicts.bench.tap("conflicts.settle");
    conflicts.only<model::SettleConflict>();
    conflicts.state.can_settle = false;
    CHECK_FALSE(conflicts.bench.screen.tap("conflicts.settle"));
}

TEST_CASE("Conflicts: on a narrow screen the way back leads to the list first", "[ui]") {
    Conflicts conflicts{gallery::conflicts, Sample::full, kPortrait};
    conflicts.bench.tap("back");
    conflicts.only<model::CloseConflict>();
    conflicts.state.selected.reset();
    conflicts.bench.tap("back");
    conflicts.only<model::GoBack>();
}

TEST_CASE("Desk: pages and rows open on wide and narrow screens", "[ui]") {
    Desk wide{gallery::desk, Sample::full};
    wide.bench.tap("desk.page.merges");
    CHECK(wide.only<model::ShowDeskPage>().page == model::DeskPage::merges);
    wide.bench.tap("desk.conflicts");
    wide.only<model::OpenConflicts>();
    Desk narrow{gallery::desk, Sample::full, kPortrait};
    narrow.bench.tap("desk.page.devices");
    CHECK(narrow.only<model::ShowDeskPage>().page == model::DeskPage::devices);
    narrow.bench.tap("desk.statistics");
    narrow.only<model::OpenStatistics>();
    narrow.bench.tap("desk.row." + narrow.state.rows[1].id.to_string());
    CHECK(narrow.only<model::OpenDeskRow>().id == narrow.state.rows[1].id);
}

TEST_CASE("Desk: a list that could not be read does not say that there is nothing", "[ui]") {
    Desk desk{gallery::desk, Sample::full};
    desk.state.rows.clear();
    const auto says_nothing = [&desk] {
        const kit::ReadAlong reader;
        desk.bench.screen.step();
        return reader.has_read(desk.bench.screen.kit().tr("desk.empty").view());
    };
    CHECK(says_nothing());
    desk.state.notice = model::Notice{model::NoticeKind::danger, "..."};
    CHECK_FALSE(says_nothing());
}

TEST_CASE("Enrol: the code is sent when the address and the code were typed", "[ui]") {
    Enrol enrol{gallery::enrol, Sample::full};
    CHECK_FALSE(enrol.bench.screen.tap("enrol.send"));
    enrol.state.code = "7KQ2M9RXWD";
    enrol.bench.tap("enrol.send");
    enrol.only<model::SendCode>();
    enrol.bench.tap("enrol.use_stick");
    enrol.only<model::UseStick>();
}

TEST_CASE("Enrol: what waits for the office can be asked for again, and taken back", "[ui]") {
    Enrol enrol{gallery::enrol, Sample::full, kPortrait};
    enrol.state.stage = model::EnrolStage::waiting;
    enrol.bench.tap("enrol.again");
    enrol.only<model::TryAgain>();
    enrol.bench.tap("enrol.withdraw");
    enrol.only<model::Withdraw>();
    enrol.state.stage = model::EnrolStage::approved;
    enrol.bench.tap("enrol.lock");
    enrol.only<model::LockTablet>();
}

TEST_CASE("Enrol: the words either agree or they do not", "[ui]") {
    Enrol enrol{gallery::enrol, Sample::full, kPortrait};
    enrol.state.stage = model::EnrolStage::compare;
    enrol.bench.tap("enrol.agree");
    enrol.only<model::WordsAgree>();
    enrol.bench.tap("enrol.differ");
    enrol.only<model::WordsDiffer>();
}

TEST_CASE("Notice: nothing is posted that is blocked, and posting asks first", "[ui]") {
    Notice blocked{gallery::notice_preview, Sample::error};
    CHECK_FALSE(blocked.bench.screen.tap("notice.post"));
    CHECK_FALSE(blocked.bench.screen.tap("notice.save"));
    Notice ready{gallery::notice_preview, Sample::full};
    ready.bench.tap("notice.save");
    ready.only<model::SaveNotice>();
    ready.bench.tap("notice.post");
    CHECK(ready.actions.empty());
    ready.bench.tap("notice.ask.act");
    ready.only<model::PostNotice>();
    ready.state.stage = model::NoticeStage::posted;
    ready.bench.tap("notice.object");
    ready.only<model::ObjectToNotice>();
    ready.bench.tap("notice.take_down");
    ready.bench.tap("notice.ask.act");
    ready.only<model::TakeNoticeDown>();
}

TEST_CASE("Recover: the last draft goes on, discarding one asks first", "[ui]") {
    Recover recover{gallery::recover_draft, Sample::full};
    const std::string last = recover.state.drafts[0].id.to_string();
    recover.bench.tap("recover.continue." + last);
    CHECK(recover.only<model::ContinueDraft>().id == recover.state.drafts[0].id);
    recover.bench.tap("recover.discard." + last);
    recover.bench.tap("discard.keep");
    CHECK(recover.actions.empty());
    recover.bench.tap("recover.discard." + last);
    recover.bench.tap("discard.act");
    CHECK(recover.only<model::DiscardRecovered>().id == recover.state.drafts[0].id);
    recover.bench.tap("recover.leave");
    recover.only<model::LeaveDrafts>();
}

TEST_CASE("Screen lock: digits leave one by one, and none while they are being checked", "[ui]") {
    Lock lock{gallery::screen_lock, Sample::full};
    lock.bench.tap("key.0");
    CHECK(lock.only<model::TypePinDigit>().digit == 0);
    lock.bench.tap("key.9");
    CHECK(lock.only<model::TypePinDigit>().digit == 9);
    lock.bench.tap("key.erase");
    lock.only<model::ErasePinDigit>();
    lock.state.stage = model::LockStage::checking;
    CHECK_FALSE(lock.bench.screen.tap("key.1"));
}

TEST_CASE("Screen lock: after five wrong tries there is the passphrase and no key", "[ui]") {
    Lock lock{gallery::screen_lock, Sample::long_text};
    CHECK(lock.bench.find("key.1") == nullptr);
    lock.bench.tap("lock.passphrase");
    lock.only<model::UsePassphrase>();
}

TEST_CASE("Settings: text size, appearance and language are chosen at once", "[ui]") {
    Settings settings{gallery::settings, Sample::full};
    settings.bench.tap("settings.text.extra_large");
    CHECK(settings.only<model::SetTextSize>().size == model::TextSize::extra_large);
    settings.bench.tap("settings.appearance.night");
    CHECK(settings.only<model::SetAppearance>().appearance == model::Appearance::night);
    settings.bench.tap("settings.language.en");
    CHECK(settings.only<model::SetLanguage>().tag == "en");
}

TEST_CASE("Settings: when photographs are sent is one of three, and no question in practice", "[ui]") {
    Settings settings{gallery::settings, Sample::full};
    settings.bench.tap("settings.photos.always");
    CHECK(settings.only<model::SetPhotoSending>().photos == model::PhotoSending::always);
    settings.bench.tap("settings.photos.asked");
    CHECK(settings.only<model::SetPhotoSending>().photos == model::PhotoSending::when_asked);
    settings.bench.tap("settings.photos.wifi");
    CHECK(settings.only<model::SetPhotoSending>().photos == model::PhotoSending::on_wifi);
    settings.state.photos.reset();
    CHECK_FALSE(settings.bench.screen.tap("settings.photos.always"));
}

TEST_CASE("Settings: practice asks first, and so does its end", "[ui]") {
    Settings settings{gallery::settings, Sample::full};
    settings.bench.tap("settings.practice");
    CHECK(settings.actions.empty());
    settings.bench.tap("settings.practice.act");
    CHECK(settings.only<model::SetPractice>().practice == model::Practice::on);
    settings.state.practice = model::Practice::on;
    settings.bench.tap("settings.practice");
    settings.bench.tap("settings.practice.act");
    CHECK(settings.only<model::SetPractice>().practice == model::Practice::off);
}

TEST_CASE("Statistics: each page is a tap away", "[ui]") {
    Statistics statistics{gallery::statistics, Sample::full};
    statistics.bench.tap("statistics.page.money");
    CHECK(statistics.only<model::ShowStatistics>().page == model::StatisticsPage::money);
}
