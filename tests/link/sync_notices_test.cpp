// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/sync_notices.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace std::chrono_literals;
using client::SyncStatus;
using model::NoticeKind;

namespace {

struct Desk {
    Catalogue catalogue = Catalogue::load(DAOHU_SOURCE_DIR "/assets/text/en.json").value();
    Words words{catalogue};

    std::vector<model::Notice> of(const SyncStatus& status, const std::optional<Error>& copy_failure = {},
                                  std::size_t left_out = 0) {
        return sync_notices(status, copy_failure, left_out, words);
    }
    model::Notice only(const SyncStatus& status, const std::optional<Error>& copy_failure = {}) {
        const auto notices = of(status, copy_failure);
        REQUIRE(notices.size() == 1);
        return notices.front();
    }
    std::string sentence(TextKey key, std::initializer_list<TextArg> args = {}) {
        return std::string{words.tr(key, args).view()};
    }
};

SyncStatus ahead_by(std::chrono::milliseconds time) {
    SyncStatus status;
    status.clock_ahead = time;
    return status;
}

}  // namespace

TEST_CASE("Sync notices: of a tablet that is well there are none", "[sync]") {
    Desk desk;
    CHECK(desk.of(SyncStatus{}).empty());
    CHECK(desk.of(ahead_by(0ms)).empty());
}

TEST_CASE("Sync notices: a clock that is off by ten minutes or more is said, by how much and which way", "[sync]") {
    Desk desk;
    CHECK(desk.of(ahead_by(9min)).empty());
    CHECK(desk.of(ahead_by(-9min)).empty());
    CHECK(desk.only(ahead_by(10min)).text == desk.sentence("sync.notice.ahead", {{"count", 10}}));
    CHECK(desk.only(ahead_by(-25min)).text == desk.sentence("sync.notice.behind", {{"count", 25}}));
    CHECK(desk.only(ahead_by(72h)).text == desk.sentence("sync.notice.ahead_days", {{"count", 3}}));
    CHECK(desk.only(ahead_by(-49h)).text == desk.sentence("sync.notice.behind_days", {{"count", 2}}));
    CHECK(desk.only(ahead_by(72h)).kind == NoticeKind::warning);
}

TEST_CASE("Sync notices: an old program is said and is no alarm", "[sync]") {
    Desk desk;
    SyncStatus status;
    status.is_program_old = true;
    CHECK(desk.only(status).text == desk.sentence("sync.notice.program_old"));
    CHECK(desk.only(status).kind == NoticeKind::info);
}

TEST_CASE("Sync notices: a copy to the second storage that failed is said with its reason", "[sync]") {
    Desk desk;
    const Error failure{ErrorCode::disk_full};
    const model::Notice notice = desk.only(SyncStatus{}, failure);
    CHECK(notice.kind == NoticeKind::warning);
    CHECK(notice.text.find(std::string{desk.words.message(failure).view()}) != std::string::npos);
}

TEST_CASE("Sync notices: what the county published and this tablet cannot use is said", "[sync]") {
    Desk desk;
    const auto notices = desk.of(SyncStatus{}, std::nullopt, 2);
    REQUIRE(notices.size() == 1);
    CHECK(notices.front().text == desk.sentence("sync.notice.left_out", {{"count", 2}}));
    CHECK(notices.front().kind == NoticeKind::warning);
}

TEST_CASE("Sync notices: a county that went back comes first, and is danger", "[sync]") {
    Desk desk;
    SyncStatus status = ahead_by(1h);
    status.has_county_gone_back = true;
    status.is_program_old = true;
    const auto notices = desk.of(status, Error{ErrorCode::copy_storage_missing});
    REQUIRE(notices.size() == 4);
    CHECK(notices.front().text == desk.sentence("sync.notice.gone_back"));
    CHECK(notices.front().kind == NoticeKind::danger);
    CHECK(notices.back().kind == NoticeKind::info);
}

TEST_CASE("Sync notices: photographs that are still to go and photographs that are lost are two things", "[sync]") {
    Desk desk;
    SyncStatus status;
    status.photos.waiting = 3;
    CHECK(desk.only(status).text == desk.sentence("sync.notice.photos_waiting", {{"count", 3}}));
    CHECK(desk.only(status).kind == NoticeKind::info);
    status.photos = {.waiting = 0, .lost = 2, .lacking = {7}};
    CHECK(desk.only(status).text == desk.sentence("sync.notice.photos_lost", {{"count", 2}}));
    CHECK(desk.only(status).kind == NoticeKind::warning);
}
