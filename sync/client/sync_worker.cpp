// SPDX-License-Identifier: Apache-2.0
#include "sync/client/sync_worker.hpp"

#include <utility>

namespace daohu::client {

SyncWorker::SyncWorker(SyncClient& client, Entropy& entropy, Finished finished)
    : m_client{client}, m_backoff{entropy}, m_finished{std::move(finished)},
      m_thread{[this](const std::stop_token& stop) { run(stop); }} {}

SyncWorker::~SyncWorker() = default;

void SyncWorker::wake() {
    {
        const std::lock_guard lock{m_mutex};
        m_is_woken = true;
    }
    m_woken.notify_one();
}

void SyncWorker::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const std::uint64_t before = m_client.moved();
        const auto outcome = m_client.sync(stop);
        if (m_finished) {
            m_finished(outcome);
        }
        const Attempt attempt = outcome                     ? Attempt::complete
                                : m_client.moved() > before ? Attempt::partial
                                                            : Attempt::fruitless;
        std::unique_lock lock{m_mutex};
        m_woken.wait_for(lock, stop, m_backoff.after(attempt), [this] { return m_is_woken; });
        m_is_woken = false;
    }
}

}  // namespace daohu::client
