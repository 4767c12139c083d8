// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/sync.hpp"

#include "ui/kit/long_list.hpp"
#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/bars.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/progress.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/screens/status_words.hpp"

#include <algorithm>
#include <array>

namespace daohu::screens {

using kit::Kit;
using model::LinkState;
using model::SyncState;

namespace {

// What is true right now, in one sentence.
[[nodiscard]] Text sentence_of(const SyncState& state, Kit& kit) {
    const int waiting = state.badge.waiting;
    switch (state.badge.link) {
        case LinkState::syncing:
            return state.progress
                       ? kit.tr("sync.progress", {{"done", state.progress->done}, {"total", state.progress->total}})
                       : kit.tr("sync.connecting");
        case LinkState::offline:
            return waiting > 0 ? kit.tr("sync.offline_waiting", {{"count", waiting}}) : kit.tr("sync.offline");
        case LinkState::online:
            return waiting > 0 ? kit.tr("sync.online_waiting", {{"count", waiting}}) : kit.tr("sync.all_sent");
    }
    return {};
}

[[nodiscard]] kit::Tone tone_of_link(const SyncState& state) {
    if (state.badge.link == LinkState::syncing) {
        return kit::Tone::info;
    }
    return state.badge.link == LinkState::online && state.badge.waiting == 0 ? kit::Tone::ok : kit::Tone::warn;
}

// How full the tablet is, of all that this app could use.
void draw_storage(const model::StorageUse& storage, Kit& kit, kit::ScrollArea& column) {
    const std::uint64_t all = storage.used_bytes + storage.free_bytes;
    kit::progress_line(kit, column,
                       {.done = static_cast<std::int64_t>(storage.used_bytes),
                        .total = static_cast<std::int64_t>(all),
                        .figure = kit.words().size(storage.used_bytes),
                        .label = kit.tr("sync.storage", {{"used", kit.words().size(storage.used_bytes)},
                                                         {"free", kit.words().size(storage.free_bytes)}})});
}

[[nodiscard]] TextKey key_of(model::WaitingPhotos::For what) {
    switch (what) {
        case model::WaitingPhotos::For::wifi: break;
        case model::WaitingPhotos::For::unknown_link: return "sync.photos.unknown_link";
        case model::WaitingPhotos::For::word: return "sync.photos.word";
    }
    return "sync.photos.wifi";
}

void draw_photos(const model::WaitingPhotos& photos, Kit& kit, kit::ScrollArea& column, model::SyncActions& actions) {
    column.space(kit.theme().space.gap);
    kit::banner(kit, column, kit.tr(key_of(photos.what), {{"count", photos.count}}), kit::Tone::info);
    column.space(kit.theme().space.gap);
    if (kit::column_button(kit, "sync.photos.send", column, kit.tr("sync.photos.send"), kit::ButtonKind::secondary)) {
        actions.add(model::SendPhotos{});
    }
}

void draw_status(const SyncState& state, Kit& kit, kit::ScrollArea& column, model::SyncActions& actions) {
    const kit::Theme& theme = kit.theme();
    kit::banner(kit, column, sentence_of(state, kit), tone_of_link(state));
    if (state.progress) {
        const model::SyncProgress& progress = *state.progress;
        column.space(theme.space.gap);
        kit::progress_line(kit, column,
                           {.done = progress.done,
                            .total = progress.total,
                            .figure = kit.tr("progress.of", {{"done", progress.done}, {"total", progress.total}}),
                            .label = kit.tr("badge.syncing"),
                            .tone = kit::Tone::info});
    }
    if (!state.failure.empty()) {
        column.space(theme.space.gap);
        // Without a link nothing is wrong that anybody here could mend.
        const bool is_expected = state.badge.link == LinkState::offline;
        kit::banner(kit, column, FixedText{state.failure}, is_expected ? kit::Tone::neutral : kit::Tone::danger);
    }
    for (const model::Notice& notice : state.notices) {
        column.space(theme.space.gap);
        kit::banner(kit, column, FixedText{notice.text}, tone_of(notice.kind));
    }
    if (state.photos) {
        draw_photos(*state.photos, kit, column, actions);
    }
    column.space(theme.space.card);
    const Text success =
        state.last_success
            ? kit.tr("sync.last_success", {{"time", kit.words().moment(*state.last_success, state.now.date)}})
            : kit.tr("sync.never");
    kit::paragraph(kit, column, success, kit::ParagraphLook::body);
    if (state.last_attempt) {
        kit::paragraph(kit, column,
                       kit.tr("sync.last_attempt", {{"time", kit.words().moment(*state.last_attempt, state.now.date)}}),
                       kit::ParagraphLook::note);
    }
    if (state.storage) {
        column.space(theme.space.card);
        draw_storage(*state.storage, kit, column);
    }
}

void draw_records(const SyncState& state, Kit& kit, kit::ScrollArea& list, model::SyncActions& actions) {
    if (state.records.empty()) {
        kit::paragraph(kit, list, kit.tr("sync.no_records"), kit::ParagraphLook::hint);
    }
    kit::LongList rows{kit, list, "sync.rows", state.records.size(), kit.theme().target.list_row};
    while (const auto i = rows.next()) {
        const model::RecordRow& record = state.records[*i];
        if (kit::list_row(kit, row_id("sync", record.id), list, row_of(kit, record, state.now.date))) {
            actions.add(model::OpenRecord{record.id});
        }
    }
    list.space(kit.theme().space.card);
}

}  // namespace

void draw(const SyncState& state, Kit& kit, model::SyncActions& actions) {
    const kit::Theme& theme = kit.theme();
    kit::Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = kit.tr("sync.title");
    bar.subtitle = kit.tr("sync.subtitle");
    kit::top_bar(kit, screen, bar);
    if (const auto tab = draw_tabs(kit, screen, state.tabs, model::Tab::sync)) {
        actions.add(model::OpenTab{*tab});
    }
    const bool is_syncing = state.badge.link == LinkState::syncing;
    const std::array buttons{kit::ActionButton{"sync.now", is_syncing ? kit.tr("sync.running") : kit.tr("sync.now"),
                                               kit::ButtonKind::primary,
                                               is_syncing ? kit::ItemState::disabled : kit::ItemState::enabled}};
    if (kit.has_two_panes()) {
        const kit::Rect left = screen.cut_left(theme.layout.detail);
        kit.paint().fill(left, kit.colour().surface);
        kit::Rect inside = left.inset(theme.space.screen);
        const kit::ActionButton& now = buttons.front();
        if (kit::button(kit, now.id, inside.cut_bottom(kit::button_height(kit, now.label, inside.w)), now.label,
                        now.kind, now.state)) {
            actions.add(model::SyncNow{});
        }
        inside.cut_bottom(theme.space.gap);
        {
            kit::ScrollArea column{kit, "sync.status", inside};
            draw_status(state, kit, column, actions);
        }
        screen.cut_bottom(theme.space.gap);  // the tabs are next
        kit::ScrollArea list{kit, "sync.list", screen.inset(theme.space.screen, 0)};
        list.space(theme.space.card);
        draw_records(state, kit, list, actions);
        return;
    }
    if (kit::action_bar(kit, screen, buttons)) {
        actions.add(model::SyncNow{});
    }
    kit::ScrollArea column{kit, "sync.list", screen.inset(kit.margin(screen.w), 0)};
    column.space(theme.space.card);
    draw_status(state, kit, column, actions);
    column.space(theme.space.screen);
    draw_records(state, kit, column, actions);
}

}  // namespace daohu::screens
