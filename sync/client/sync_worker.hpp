// SPDX-License-Identifier: Apache-2.0
#pragma once

// The sync thread: talks to the county whenever it is woken or its wait is over, for as long as it lives. Owned by whoever
// composes the app; wake() from any thread.

#include "sync/client/backoff.hpp"
#include "sync/client/sync_client.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace daohu::client {

class SyncWorker {
public:
    using Finished = std::function<void(const Result<SyncReport>&)>;
    // What is to be done while no talk is under way. Stopped like a talk.
    using Chores = std::function<void(std::stop_token)>;

    // Begins at once. `client` and `entropy` must outlive the worker. Both functions, if given, are called on the sync
    // thread: `finished` after every talk, `chores` before every talk and after it.
    SyncWorker(SyncClient& client, Entropy& entropy, Finished finished = {}, Chores chores = {});
    ~SyncWorker();  // cuts a talk short
    SyncWorker(const SyncWorker&) = delete;
    SyncWorker& operator=(const SyncWorker&) = delete;

    // There is something new to say, or a network came.
    void wake();
    // The chores are wanted at once: whatever talk is under way ends with what it has brought, and the next one goes on
    // there.
    void interrupt();

private:
    void run(const std::stop_token& stop);
    struct Round {
        Attempt attempt;
        bool goes_on_at_once;
    };
    Round run_round(const std::stop_token& stop);
    [[nodiscard]] std::stop_source begin_talk();

    SyncClient& m_client;
    Backoff m_backoff;
    Finished m_finished;
    Chores m_chores;
    std::mutex m_mutex;
    std::stop_source m_talk;
    std::condition_variable_any m_woken;
    bool m_is_woken = false;
    std::jthread m_thread;
};

}  // namespace daohu::client
