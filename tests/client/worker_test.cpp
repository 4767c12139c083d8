// SPDX-License-Identifier: Apache-2.0
#include "sync/client/sync_worker.hpp"
#include "tests/client/county_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

#include <latch>
#include <semaphore>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

// A link over which nothing ever comes, until the talk is stopped.
class HangingTransport final : public Transport {
public:
    Result<Reply> exchange(const Request&, std::stop_token stop) override {
        m_talks.release();
        std::binary_semaphore stopped{0};
        const std::stop_callback ends{stop, [&] { stopped.release(); }};
        stopped.acquire();
        return fail(ErrorCode::cancelled, "stopped");
    }
    [[nodiscard]] Traffic traffic() const override { return {}; }
    // Until another talk hangs.
    void wait() { m_talks.acquire(); }

private:
    std::counting_semaphore<> m_talks{0};
};

// A tablet whose talks all hang.
struct Hanging {
    explicit Hanging(TestTablet& tablet)
        : client{tablet.grant(),
                 {.transport = transport,
                  .store = tablet.store(),
                  .device_key = tablet.device_key(),
                  .clock = clock,
                  .entropy = entropy,
                  .board = board}} {}

    SystemClock clock;
    SystemEntropy entropy;
    StatusBoard board;
    HangingTransport transport;
    SyncClient client;
};

}  // namespace

TEST_CASE("Worker: an errand waits for no talk, and the talk goes on afterwards", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    Hanging hanging{tablet};
    std::atomic<bool> is_asked = false;
    std::latch done{1};
    std::atomic<int> finished = 0;
    SyncWorker worker{hanging.client, hanging.entropy, [&](const Result<SyncReport>&) { ++finished; },
                      [&](const std::stop_token&) {
                          if (is_asked.exchange(false)) {
                              done.count_down();
                          }
                      }};
    hanging.transport.wait();
    is_asked = true;
    worker.interrupt();
    done.wait();
    CHECK(finished == 1);
    hanging.transport.wait();  // the next talk, without anybody's asking
    CHECK(finished == 1);
}

TEST_CASE("Worker: whoever only wakes it waits for the talk", "[sync]") {
    // The control of the test above.
    TestCounty county;
    TestTablet tablet{county, 1};
    Hanging hanging{tablet};
    std::atomic<int> chores = 0;
    SyncWorker worker{hanging.client, hanging.entropy, {}, [&](const std::stop_token&) { ++chores; }};
    hanging.transport.wait();
    worker.wake();
    CHECK(chores == 1);
}

TEST_CASE("Worker: what is wanted while a talk pulls ends it between two pages, and the next talk pulls the rest",
          "[sync]") {
    TestCounty county;
    TestTablet neighbour{county, 1};
    for (int i = 0; i < 6; ++i) {
        neighbour.save_large(20'000);
    }
    REQUIRE(neighbour.sync());
    TestTablet tablet{county, 2};
    SystemClock clock;
    SystemEntropy entropy;
    StatusBoard board;
    bool is_wanted = true;
    SyncClient client{tablet.grant(),
                      {.transport = tablet.transport(),
                       .store = tablet.store(),
                       .device_key = tablet.device_key(),
                       .clock = clock,
                       .entropy = entropy,
                       .board = board,
                       .is_needed_elsewhere = [&] { return is_wanted; }},
                      {.pull_budget = 20'000}};
    CHECK(client.sync({}).error().code == ErrorCode::cancelled);
    const std::size_t before = tablet.stream().size();
    CHECK(before > 0);
    CHECK(before < 6);
    is_wanted = false;
    REQUIRE(client.sync({}));
    CHECK(tablet.stream().size() == 6);
}
