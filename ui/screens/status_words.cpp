// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/status_words.hpp"

#include "ui/text/near_date.hpp"

#include <algorithm>
#include <array>

namespace daohu::screens {

using kit::Kit;
using kit::Tone;
using model::LinkState;
using model::RecordState;
using model::Tab;

namespace {

[[nodiscard]] Translated tab_label(Kit& kit, Tab tab) {
    switch (tab) {
        case Tab::today: return kit.tr("tab.today");
        case Tab::households: return kit.tr("tab.households");
        case Tab::drafts: return kit.tr("tab.drafts");
        case Tab::sync: return kit.tr("tab.sync");
        case Tab::more: return kit.tr("tab.more");
    }
    return kit.tr("tab.today");
}

[[nodiscard]] std::string_view id_of(Tab tab) {
    switch (tab) {
        case Tab::today: return "tab.today";
        case Tab::households: return "tab.households";
        case Tab::drafts: return "tab.drafts";
        case Tab::sync: return "tab.sync";
        case Tab::more: return "tab.more";
    }
    return {};
}

[[nodiscard]] Text detail_of(Kit& kit, const model::RecordRow& record) {
    if (record.reason.empty()) {
        return FixedText{record.summary};
    }
    return kit.words().facts({FixedText{record.summary}, FixedText{record.reason}});
}

[[nodiscard]] Text chip_of(Kit& kit, const model::RecordRow& record) {
    if (record.state == RecordState::uploading && record.percent) {
        return kit.tr("state.uploading_percent", {{"percent", *record.percent}});
    }
    return words_for(kit, record.state);
}

}  // namespace

Translated words_for(Kit& kit, RecordState state) {
    switch (state) {
        case RecordState::draft: return kit.tr("state.draft");
        case RecordState::waiting: return kit.tr("state.waiting");
        case RecordState::uploading: return kit.tr("state.uploading");
        case RecordState::uploaded: return kit.tr("state.uploaded");
        case RecordState::returned: return kit.tr("state.returned");
        case RecordState::conflict: return kit.tr("state.conflict");
    }
    return kit.tr("state.draft");
}

Tone tone_of(RecordState state) {
    switch (state) {
        case RecordState::draft: return Tone::neutral;
        case RecordState::waiting: return Tone::warn;
        case RecordState::uploading: return Tone::info;
        case RecordState::uploaded: return Tone::ok;
        case RecordState::returned:
        case RecordState::conflict: return Tone::danger;
    }
    return Tone::neutral;
}

Tone tone_of(model::NoticeKind kind) {
    switch (kind) {
        case model::NoticeKind::info: return Tone::info;
        case model::NoticeKind::warning: return Tone::warn;
        case model::NoticeKind::danger: return Tone::danger;
        case model::NoticeKind::success: return Tone::ok;
    }
    return Tone::info;
}

void set_badge(Kit& kit, kit::TopBar& bar, const model::SyncBadge& badge) {
    const bool has_waiting = badge.waiting > 0;
    switch (badge.link) {
        case LinkState::offline:
            bar.badge_tone = Tone::warn;
            bar.badge =
                has_waiting ? kit.tr("badge.offline_waiting", {{"count", badge.waiting}}) : kit.tr("badge.offline");
            bar.badge_short =
                has_waiting ? kit.tr("badge.offline_short", {{"count", badge.waiting}}) : kit.tr("badge.offline");
            return;
        case LinkState::online:
            bar.badge_tone = has_waiting ? Tone::warn : Tone::ok;
            bar.badge =
                has_waiting ? kit.tr("badge.online_waiting", {{"count", badge.waiting}}) : kit.tr("badge.online");
            bar.badge_short =
                has_waiting ? kit.tr("badge.online_short", {{"count", badge.waiting}}) : kit.tr("badge.online");
            return;
        case LinkState::syncing:
            bar.badge_tone = Tone::info;
            bar.badge = kit.tr("badge.syncing");
            bar.badge_short = kit.tr("badge.syncing_short");
            return;
    }
}

kit::ListRow row_of(Kit& kit, const model::RecordRow& record, std::chrono::year_month_day today) {
    kit::ListRow row;
    row.title = FixedText{record.title};
    row.detail = detail_of(kit, record);
    row.chip = chip_of(kit, record);
    row.chip_tone = tone_of(record.state);
    if (record.acknowledged_at) {
        row.note = kit.words().moment(*record.acknowledged_at, today);
    } else if (record.date) {
        row.note = near_date(kit.words(), *record.date, today);
    }
    return row;
}

kit::ItemId row_id(std::string_view screen, const model::RowId& id) { return {screen, "record", id.to_string()}; }

std::optional<Tab> draw_tabs(Kit& kit, kit::Rect& screen, std::span<const Tab> tabs, Tab current) {
    std::array<kit::TabItem, 5> items;
    const std::size_t count = std::min(tabs.size(), items.size());
    std::size_t current_index = items.size();
    for (std::size_t i = 0; i < count; ++i) {
        items[i] = {id_of(tabs[i]), tab_label(kit, tabs[i])};
        if (tabs[i] == current) {
            current_index = i;
        }
    }
    const auto tapped = kit::tab_bar(kit, screen, std::span{items}.first(count), current_index);
    return tapped ? std::optional{tabs[*tapped]} : std::nullopt;
}

}  // namespace daohu::screens
