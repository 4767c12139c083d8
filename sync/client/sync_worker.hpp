// SPDX-License-Identifier: Apache-2.0
#pragma once

// The sync thread: talks to the county whenever it is woken or its wait is over, for as long as it lives. Owned by whoever
// composes the app; wake() from any thread.

#include "sync/client/backoff.hpp"
#include "sync/client/sync_client.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace daohu::client {

class SyncWorker {
public:
    using Finished = std::function<void(const Result<SyncReport>&)>;

    // Begins at once. `client` and `entropy` must outlive the worker. `finished`, if given, is called on the sync thread
    // after every talk.
    SyncWorker(SyncClient& client, Entropy& entropy, Finished finished = {});
    ~SyncWorker();  // cuts a talk short
    SyncWorker(const SyncWorker&) = delete;
    SyncWorker& operator=(const SyncWorker&) = delete;

    // There is something new to say, or a network came.
    void wake();

private:
    void run(const std::stop_token& stop);

    SyncClient& m_client;
    Backoff m_backoff;
    Finished m_finished;
    std::mutex m_mutex;
    std::condition_variable_any m_woken;
    bool m_is_woken = false;
    std::jthread m_thread;
};

}  // namespace daohu::client
