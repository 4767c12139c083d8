// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/sync_notices.hpp"

#include <string>

namespace daohu {

namespace {

constexpr std::int64_t kMinutesADay = 24 * 60;

struct Notices {
    Words& words;
    std::vector<model::Notice> all{};

    void add(model::NoticeKind kind, TextKey key, std::initializer_list<TextArg> args = {}) {
        all.push_back({kind, std::string{words.tr(key, args).view()}});
    }
    void count(model::NoticeKind kind, TextKey key, std::uint64_t number) {
        add(kind, key, {{"count", static_cast<std::int64_t>(number)}});
    }
};

void add_clock(Notices& notices, std::chrono::minutes ahead) {
    const std::int64_t minutes = std::chrono::abs(ahead).count();
    if (std::chrono::abs(ahead) < kClockTolerance) {
        return;
    }
    const bool is_days = minutes >= kMinutesADay;
    const TextKey key = ahead.count() > 0
                            ? (is_days ? TextKey{"sync.notice.ahead_days"} : TextKey{"sync.notice.ahead"})
                            : (is_days ? TextKey{"sync.notice.behind_days"} : TextKey{"sync.notice.behind"});
    notices.add(model::NoticeKind::warning, key, {{"count", is_days ? minutes / kMinutesADay : minutes}});
}

}  // namespace

std::vector<model::Notice> sync_notices(const client::SyncStatus& status, const std::optional<Error>& copy_failure,
                                        std::size_t left_out, Words& words) {
    using enum model::NoticeKind;
    Notices notices{words};
    if (status.has_county_gone_back) {
        notices.add(danger, "sync.notice.gone_back");
    }
    if (copy_failure) {
        const std::string why{words.message(*copy_failure).view()};
        notices.add(warning, "sync.notice.copy_failed", {{"reason", FixedText{why}}});
    }
    if (status.clock_ahead) {
        add_clock(notices, std::chrono::duration_cast<std::chrono::minutes>(*status.clock_ahead));
    }
    if (left_out > 0) {
        notices.count(warning, "sync.notice.left_out", left_out);
    }
    if (status.photos.lost > 0) {
        notices.count(warning, "sync.notice.photos_lost", status.photos.lost);
    }
    if (status.photos.waiting > 0) {
        notices.count(info, "sync.notice.photos_waiting", status.photos.waiting);
    }
    if (status.is_program_old) {
        notices.add(info, "sync.notice.program_old");
    }
    return notices.all;
}

}  // namespace daohu
