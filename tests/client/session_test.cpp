// SPDX-License-Identifier: Apache-2.0
#include "tests/client/county_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

#include <functional>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

// What is on the way to the county: sees every request, and may answer it itself.
class Middle final : public Transport {
public:
    using Answer = std::function<std::optional<Result<Reply>>(const Request&)>;

    Middle(Transport& county, Answer answer) : m_county{county}, m_answer{std::move(answer)} {}

    Result<Reply> exchange(const Request& request, std::stop_token stop) override {
        m_paths.push_back(request.path.substr(0, request.path.find('?')));
        auto answer = m_answer(request);
        return answer ? std::move(*answer) : m_county.exchange(request, std::move(stop));
    }
    [[nodiscard]] Traffic traffic() const override { return m_county.traffic(); }
    // Since the last time.
    [[nodiscard]] std::vector<std::string> paths() { return std::exchange(m_paths, {}); }

private:
    Transport& m_county;
    Answer m_answer;
    std::vector<std::string> m_paths;
};

// The tablet's client with something in the middle.
struct Watched {
    Watched(TestTablet& tablet, Middle::Answer answer, SyncOrders* orders = nullptr)
        : middle{tablet.transport(), std::move(answer)}, client{tablet.grant(),
                                                                {.transport = middle,
                                                                 .store = tablet.store(),
                                                                 .device_key = tablet.device_key(),
                                                                 .clock = clock,
                                                                 .entropy = entropy,
                                                                 .board = board,
                                                                 .orders = orders}} {}

    SystemClock clock;
    SystemEntropy entropy;
    StatusBoard board;
    Middle middle;
    SyncClient client;
};

bool is_push(const Request& request) { return request.path.starts_with("/v1/push"); }

}  // namespace

TEST_CASE("Session: after a cut the talk goes on where it was, with one round trip before the push", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    bool is_cut = true;
    Watched watched{tablet, [&](const Request& request) -> std::optional<Result<Reply>> {
                        return is_push(request) && std::exchange(is_cut, false)
                                   ? std::optional<Result<Reply>>{fail(ErrorCode::sync_cut)}
                                   : std::nullopt;
                    }};
    CHECK(watched.client.sync({}).error().code == ErrorCode::sync_cut);
    CHECK(watched.middle.paths() == std::vector<std::string>{"/v1/hello", "/v1/session", "/v1/push"});
    REQUIRE(watched.client.sync({}));
    CHECK(watched.middle.paths() == std::vector<std::string>{"/v1/head", "/v1/push", "/v1/pull"});
    CHECK(tablet.position().delivery.acknowledged == 1);

    // After a talk that ended well the next one asks anew what there is.
    REQUIRE(watched.client.sync({}));
    CHECK(watched.middle.paths() == std::vector<std::string>{"/v1/hello", "/v1/session"});
}

TEST_CASE("Session: what the county said before is believed no second time", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    std::optional<Reply> old;
    bool is_replayed = false;
    Watched watched{tablet, [&](const Request& request) -> std::optional<Result<Reply>> {
                        if (!is_push(request)) {
                            return std::nullopt;
                        }
                        if (is_replayed) {
                            return *old;
                        }
                        auto answer = tablet.transport().exchange(request, {});
                        old = *answer;
                        return answer;
                    }};
    REQUIRE(watched.client.sync({}));
    tablet.save();
    is_replayed = true;
    CHECK(watched.client.sync({}).error().code == ErrorCode::sync_receipt_invalid);
    CHECK(tablet.position().delivery.acknowledged == 1);
    is_replayed = false;
    REQUIRE(watched.client.sync({}));
    CHECK(tablet.position().delivery.acknowledged == 2);
}

TEST_CASE("Session: an old grant in the place of the one that was announced is asked for again", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.follow_orders(county.port());
    std::optional<Reply> old;
    bool is_replayed = false;
    Watched watched{tablet,
                    [&](const Request& request) -> std::optional<Result<Reply>> {
                        if (!request.path.starts_with("/v1/enrol/")) {
                            return std::nullopt;
                        }
                        if (is_replayed) {
                            return *old;
                        }
                        auto answer = tablet.transport().exchange(request, {});
                        old = *answer;
                        return answer;
                    },
                    &tablet.orders()};
    const wire::Grant first = county.change_grant(tablet.device(), {kVillage, kOtherVillage});
    REQUIRE(watched.client.sync({}));
    REQUIRE(tablet.kept_grant() == first);

    const wire::Grant second = county.change_grant(tablet.device(), {kOtherVillage});
    is_replayed = true;
    REQUIRE(watched.client.sync({}));
    CHECK(tablet.kept_grant() == first);
    is_replayed = false;
    REQUIRE(watched.client.sync({}));
    CHECK(tablet.kept_grant() == second);
}

TEST_CASE("Session: one that the county has forgotten is opened anew", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    bool is_cut = true;
    Watched watched{tablet, [&](const Request& request) -> std::optional<Result<Reply>> {
                        if (is_push(request) && std::exchange(is_cut, false)) {
                            return fail(ErrorCode::sync_cut);
                        }
                        if (request.path.starts_with("/v1/head")) {
                            return Reply{.status = 401,
                                         .body = encode(wire::Refusal{.reason = wire::RefusalReason::session_unknown,
                                                                      .detail = {}})};
                        }
                        return std::nullopt;
                    }};
    CHECK_FALSE(watched.client.sync({}));
    REQUIRE(watched.client.sync({}));
    CHECK(tablet.position().delivery.acknowledged == 1);
}

TEST_CASE("Shape: a box that does not understand a growing upload gets one of known size", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save_large(30'000);
    Watched watched{tablet, [](const Request& request) -> std::optional<Result<Reply>> {
                        return request.stream ? std::optional<Result<Reply>>{Reply{.status = 411, .body = {}}}
                                              : std::nullopt;
                    }};
    CHECK(watched.client.shape() == UploadShape::chunked);
    CHECK(watched.client.sync({}).error().code == ErrorCode::sync_not_county);
    CHECK(watched.client.shape() == UploadShape::post_64k);
    REQUIRE(watched.client.sync({}));
    CHECK(tablet.position().delivery.acknowledged == 1);
}

TEST_CASE("Shape: a box that takes small uploads only gets small ones, and everything arrives once", "[sync]") {
    constexpr std::size_t kMost = 16 * 1024;
    TestCounty county;
    TestTablet tablet{county, 1};
    for (int i = 0; i < 20; ++i) {
        tablet.save_large(3000);
    }
    Watched watched{tablet, [](const Request& request) -> std::optional<Result<Reply>> {
                        return request.stream || (request.body && request.body->size() > kMost)
                                   ? std::optional<Result<Reply>>{Reply{.status = 413, .body = {}}}
                                   : std::nullopt;
                    }};
    CHECK_FALSE(watched.client.sync({}));
    CHECK_FALSE(watched.client.sync({}));
    CHECK(watched.client.shape() == UploadShape::post_8k);
    REQUIRE(watched.client.sync({}));
    CHECK(tablet.position().delivery.acknowledged == 20);
    CHECK(county.count().entries == 20);
}

TEST_CASE("Shape: uploads that die with nothing gained are tried otherwise, those that gained something are not",
          "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    Watched watched{tablet, [](const Request& request) -> std::optional<Result<Reply>> {
                        return is_push(request) && request.stream
                                   ? std::optional<Result<Reply>>{fail(ErrorCode::sync_cut)}
                                   : std::nullopt;
                    }};
    CHECK_FALSE(watched.client.sync({}));
    CHECK_FALSE(watched.client.sync({}));
    CHECK(watched.client.shape() == UploadShape::chunked);  // twice may be the link
    REQUIRE(watched.client.sync({}));
    CHECK(watched.client.shape() == UploadShape::post_64k);

    TestTablet other{county, 2};
    Watched progressing{other, [&](const Request& request) -> std::optional<Result<Reply>> {
                            if (!is_push(request)) {
                                return std::nullopt;
                            }
                            // Everything arrives, the reply does not.
                            const auto reply = other.transport().exchange(request, {});
                            other.save();
                            return fail(ErrorCode::sync_cut, reply ? "after it arrived" : "before");
                        }};
    other.save();
    for (int i = 0; i < 5; ++i) {
        CHECK_FALSE(progressing.client.sync({}));
    }
    CHECK(progressing.client.shape() == UploadShape::chunked);
}

TEST_CASE("Priority: own records, then others', then thumbnails both ways, then photographs", "[sync]") {
    TestCounty county;
    TestTablet neighbour{county, 2};
    neighbour.save_photo(40'000);
    neighbour.save_photo(5000);
    REQUIRE(neighbour.sync());
    TestTablet tablet{county, 1};
    tablet.save_photo(50'000);
    tablet.save_photo(4000);
    tablet.save();

    std::vector<std::string> order;
    Middle middle{tablet.transport(), [&](const Request& request) -> std::optional<Result<Reply>> {
                      const bool is_small = request.body && request.body->size() < 16 * 1024;
                      if (request.path.starts_with("/v1/files/") && request.method == Method::patch) {
                          order.emplace_back(is_small ? "send thumbnail" : "send photograph");
                      } else if (request.path.starts_with("/v1/files/")) {
                          const std::string& range = request.headers.front().value;  // "bytes=0-<last>"
                          order.emplace_back(range.size() <= std::string{"bytes=0-9999"}.size() ? "fetch thumbnail"
                                                                                                : "fetch photograph");
                      } else if (request.path.starts_with("/v1/pu")) {
                          order.push_back(request.path.substr(4, 4));
                      }
                      return std::nullopt;
                  }};
    SystemClock clock;
    SystemEntropy entropy;
    StatusBoard board;
    SyncClient client{tablet.grant(),
                      {.transport = middle,
                       .store = tablet.store(),
                       .device_key = tablet.device_key(),
                       .clock = clock,
                       .entropy = entropy,
                       .board = board,
                       .files = &tablet.sync_files()},
                      {.photos = PhotoPolicy::everything}};
    REQUIRE(client.sync({}));
    CHECK(order == std::vector<std::string>{"push", "pull", "send thumbnail", "fetch thumbnail", "send photograph",
                                            "fetch photograph"});
    const SyncStatus status = board.snapshot();
    CHECK(status.waiting() == 0);
    CHECK(status.last == 3);
    CHECK(status.record(3).state == RecordState::delivered);
    CHECK(status.last_success.has_value());
    CHECK_FALSE(status.last_error.has_value());
    CHECK(status.bytes_sent > 54'000);
    CHECK(status.bytes_received > 45'000);
}
