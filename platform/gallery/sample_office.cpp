// SPDX-License-Identifier: Apache-2.0
#include "platform/gallery/sample_office.hpp"

#include "platform/gallery/sample_words.hpp"

#include <array>

namespace daohu::gallery {

using model::NoticeKind;

namespace {

[[nodiscard]] model::Share share(Words& words, TextKey label, std::int64_t done, NoticeKind kind) {
    constexpr std::int64_t kWhole = 100;
    return {say(words, label), say(words, "sample.percent", done), done, kWhole, kind};
}

[[nodiscard]] model::ConflictField phone_conflict(Words& words) {
    model::ConflictField field;
    field.name = "phone";
    field.label = say(words, "sample.conflict.phone");
    field.before = "000-1110000";
    field.versions = {{"000-1112222", say(words, "sample.conflict.who.mine"), true},
                      {"000-1113333", say(words, "sample.conflict.who.theirs"), false}};
    return field;
}

}  // namespace

model::CarryState carry(Words& words, Sample sample) {
    using model::CarryStage;
    constexpr std::uint64_t kMega = 1'000'000;
    model::CarryState state;
    state.now = kNow;
    state.badge = badge(sample);
    if (sample == Sample::empty) {
        return state;
    }
    state.medium = model::CarryMedium{say(words, "sample.stick"), 7'900 * kMega};
    state.unacknowledged = 12;
    state.bytes = 31 * kMega;
    if (sample == Sample::full) {
        state.stage = CarryStage::writing;
        state.done = 5;
        state.total = 12;
    }
    if (sample == Sample::error) {
        state.stage = CarryStage::failed;
        state.outcome = say(words, "sample.carry.failed");
        state.medium->free_bytes = kMega;
    }
    if (sample == Sample::long_text) {
        state.stage = CarryStage::written;
        state.outcome = say(words, "sample.carry.written");
        state.last_carried = kYesterday;
        state.medium->name = say(words, "sample.long.name");
    }
    return state;
}

model::ConflictsState conflicts(Words& words, Sample sample) {
    model::ConflictsState state;
    state.now = kNow;
    state.badge = badge(sample);
    if (sample == Sample::empty) {
        return state;
    }
    state.records = {{row_number(1), name_number(words, 1), say(words, "sample.reason.conflict"), 1},
                     {row_number(2), name_number(words, 2), say(words, "sample.reason.conflict"), 0},
                     {row_number(3), name_number(words, 3), say(words, "sample.reason.conflict"), 2}};
    if (sample == Sample::error) {
        return state;
    }
    state.selected = row_number(1);
    model::ConflictField address = phone_conflict(words);
    address.name = "house";
    address.label = say(words, "sample.fact.house");
    address.before.clear();
    address.versions[0].value = say(words, "sample.hardship.house");
    address.versions[1].value.clear();
    address.decided_by = say(words, "sample.conflict.township");
    state.fields = {phone_conflict(words), address};
    if (sample == Sample::full) {
        state.fields[0].chosen = 1;
        state.can_settle = true;
    }
    if (sample == Sample::long_text) {
        state.records[0].title = say(words, "sample.long.name");
        state.fields[0].versions[0].value = say(words, "sample.long.sentence");
        state.failure = say(words, "error.disk_full");
    }
    return state;
}

model::DeskState desk(Words& words, Sample sample) {
    using model::DeskPage;
    model::DeskState state;
    state.now = kNow;
    state.township = say(words, "sample.township");
    state.person = say(words, "sample.coordinator");
    state.badge = badge(sample);
    if (sample == Sample::empty) {
        return state;
    }
    state.counts = {{DeskPage::discoveries, 7, 1},
                    {DeskPage::referrals, 4, 0},
                    {DeskPage::merges, 2, 0},
                    {DeskPage::lists, 0, 0},
                    {DeskPage::devices, 1, 0}};
    state.conflicts = 3;
    state.rows = {{row_number(1), say(words, "sample.desk.fire"), say(words, "sample.desk.fire.detail"),
                   model::Chip{say(words, "sample.clock.left"), NoticeKind::danger}, "10:15", false},
                  {row_number(2), say(words, "sample.desk.illness"), say(words, "sample.desk.illness.detail"),
                   model::Chip{say(words, "sample.chip.new"), NoticeKind::info}, "09:40", false}};
    if (sample == Sample::error) {
        state.notice = model::Notice{NoticeKind::danger, say(words, "sample.failure")};
        state.rows[1].chip = model::Chip{say(words, "sample.chip.late"), NoticeKind::danger};
        state.rows[1].is_late = true;
    }
    if (sample == Sample::long_text) {
        state.page = DeskPage::merges;
        state.rows[0].title = say(words, "sample.long.name");
        state.rows[0].detail = say(words, "sample.long.sentence");
    }
    return state;
}

model::EnrolState enrol_stage(Words& words, Sample sample, model::EnrolStage stage) {
    model::EnrolState state = enrol(words, sample);
    state.stage = stage;
    return state;
}

model::EnrolState enrol(Words& words, Sample sample) {
    model::EnrolState state;
    state.now = kNow;
    state.words = {say(words, "sample.word.1"), say(words, "sample.word.2"), say(words, "sample.word.3"),
                   say(words, "sample.word.4"), say(words, "sample.word.5"), say(words, "sample.word.6")};
    state.county = say(words, "sample.county");
    switch (sample) {
        case Sample::empty: state.county.clear(); break;
        case Sample::full: state.address = "county.example:8443"; break;
        case Sample::error:
            state.address = "county.example:8443";
            state.code = "7KQ2M9RXWD";
            state.failure = say(words, "sample.enrol.failed");
            break;
        case Sample::long_text:
            state.address = "county.example:8443";
            state.code = "7KQ2M9RXWD";
            state.county = say(words, "sample.long.name");
            break;
    }
    return state;
}

model::NoticePreviewState notice_preview(Words& words, Sample sample) {
    model::NoticePreviewState state;
    state.now = kNow;
    state.id = row_number(1);
    state.badge = badge(sample);
    state.title = say(words, "sample.notice.title");
    state.body = say(words, "sample.notice.body");
    state.columns = {say(words, "sample.notice.column.name"), say(words, "sample.notice.column.people"),
                     say(words, "sample.notice.column.group"), say(words, "sample.notice.column.amount")};
    state.footer = say(words, "sample.notice.footer");
    if (sample == Sample::empty) {
        return state;
    }
    state.stage = model::NoticeStage::ready;
    state.from = day(0);
    state.until = day(7);
    for (std::size_t i = 0; i < 4; ++i) {
        state.lines.push_back({{name_number(words, i), "3", say(words, "sample.notice.group"), "480.00"}});
    }
    state.left_out = 2;
    state.left_out_because = {say(words, "sample.notice.minor")};
    if (sample == Sample::error) {
        state.stage = model::NoticeStage::draft;
        state.blocked = {say(words, "sample.notice.blocked")};
    }
    if (sample == Sample::long_text) {
        state.stage = model::NoticeStage::posted;
        state.lines[0].cells[0] = say(words, "sample.long.name");
    }
    return state;
}

model::RecoverDraftState recover_draft(Words& words, Sample sample) {
    model::RecoverDraftState state;
    state.now = kNow;
    model::RecoverableDraft draft;
    draft.id = row_number(1);
    draft.title = name_number(words, 1);
    draft.form = say(words, "sample.form.visit");
    draft.questions = 21;
    state.drafts = {draft};
    if (sample == Sample::empty) {
        return state;
    }
    state.drafts[0].answered = 8;
    state.drafts[0].saved_at = kYesterday;
    draft.id = row_number(2);
    draft.form = say(words, "sample.discovery");
    state.drafts.push_back(draft);
    if (sample == Sample::error) {
        state.drafts[0].lost = {say(words, "sample.lost")};
    }
    if (sample == Sample::long_text) {
        state.drafts[0].title = say(words, "sample.long.name");
        state.drafts[0].lost = {say(words, "sample.long.sentence")};
    }
    return state;
}

model::ScreenLockState screen_lock(Words& words, Sample sample) {
    using model::LockStage;
    model::ScreenLockState state;
    state.now = kNow;
    state.coordinator = say(words, "sample.coordinator");
    switch (sample) {
        case Sample::empty: break;
        case Sample::full:
            state.typed = 4;
            state.unsent = 3;
            state.has_draft = true;
            break;
        case Sample::error:
            state.stage = LockStage::wrong;
            state.tries_left = 2;
            state.unsent = 3;
            state.has_draft = true;
            break;
        case Sample::long_text:
            state.stage = LockStage::closed;
            state.unsent = 12;
            break;
    }
    return state;
}

model::SettingsState settings(Words& words, Sample sample) {
    model::SettingsState state;
    state.badge = badge(sample);
    state.languages = {{"zh-CN", say(words, "language.zh")}, {"en", say(words, "language.en")}};
    state.language = std::string{words.language()};
    state.about = {{say(words, "sample.about.version"), "0.1"},
                   {say(words, "sample.about.device"), say(words, "sample.about.device.value")},
                   {say(words, "sample.about.forms"), say(words, "sample.about.forms.value")}};
    if (sample == Sample::empty) {
        return state;
    }
    state.storage = model::StorageUse{36'000'000, 5'200'000'000};
    state.lock_offers = {1, 2, 5, 15, 30};
    state.has_pin = sample != Sample::error;
    state.practice = sample == Sample::error ? model::Practice::on : model::Practice::off;
    if (state.practice == model::Practice::off) {
        state.photos = model::PhotoSending::on_wifi;
    }
    if (sample == Sample::long_text) {
        state.about[1].value = say(words, "sample.long.name");
        state.text_size = model::TextSize::extra_large;
        state.appearance = model::Appearance::night;
    }
    return state;
}

model::StatisticsState statistics(Words& words, Sample sample) {
    constexpr std::array kVisited{18, 20, 7, 15, 20, 11, 4};
    constexpr std::array kMonths{21, 34, 28, 40, 52, 47, 61, 58, 49, 66, 72, 38};
    model::StatisticsState state;
    state.now = kNow;
    state.badge = badge(sample);
    state.subtitle = say(words, "sample.village");
    if (sample == Sample::empty) {
        return state;
    }
    state.data_as_of = kYesterday;
    state.figures = {
        {say(words, "sample.figure.households"), say(words, "sample.figure.households.value"), NoticeKind::info},
        {say(words, "sample.figure.visited"), say(words, "sample.percent", 83), NoticeKind::success},
        {say(words, "sample.figure.overdue"), say(words, "sample.figure.overdue.value"), NoticeKind::warning},
        {say(words, "sample.figure.discoveries"), say(words, "sample.figure.discoveries.value"), NoticeKind::info}};
    state.shares = {share(words, "sample.share.visits", 83, NoticeKind::info),
                    share(words, "sample.share.reviews", 40, NoticeKind::warning),
                    share(words, "sample.share.referrals", 100, NoticeKind::success)};
    for (std::size_t i = 0; i < kVisited.size(); ++i) {
        constexpr int kHouseholds = 20;
        const NoticeKind kind = kVisited[i] == kHouseholds      ? NoticeKind::success
                                : kVisited[i] < kHouseholds / 2 ? NoticeKind::danger
                                                                : NoticeKind::warning;
        state.groups.push_back({say(words, "sample.group", static_cast<std::int64_t>(i + 1)),
                                std::to_string(kVisited[i]) + " / " + std::to_string(kHouseholds), kVisited[i],
                                kHouseholds, kind});
    }
    state.kinds = {{say(words, "sample.filter.dibao"), say(words, "sample.count.households", 184), 184},
                   {say(words, "sample.filter.tekun"), say(words, "sample.count.households", 23), 23},
                   {say(words, "sample.filter.old_age"), say(words, "sample.count.households", 105), 105}};
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        state.months.push_back(
            {say(words, "sample.month", static_cast<std::int64_t>(i + 1)), std::to_string(kMonths[i]), kMonths[i]});
    }
    state.kinds_title = say(words, "statistics.kinds");
    state.months_title = say(words, "statistics.months");
    state.remark = say(words, "sample.statistics.remark");
    if (sample == Sample::error) {
        state.page = model::StatisticsPage::work;
        state.shares.clear();
    }
    if (sample == Sample::long_text) {
        state.page = model::StatisticsPage::money;
        state.kinds[0].label = say(words, "sample.long.name");
        state.groups[0].label = say(words, "sample.long.name");
    }
    return state;
}

}  // namespace daohu::gallery
