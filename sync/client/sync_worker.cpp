// SPDX-License-Identifier: Apache-2.0
#include "sync/client/sync_worker.hpp"

#include <utility>

namespace daohu::client {

SyncWorker::SyncWorker(SyncClient& client, Entropy& entropy, Finished finished, Chores chores)
    : m_client{client}, m_backoff{entropy}, m_finished{std::move(finished)}, m_chores{std::move(chores)},
      m_thread{[this](const std::stop_token& stop) { run(stop); }} {}

SyncWorker::~SyncWorker() = default;

void SyncWorker::wake() {
    {
        const std::lock_guard lock{m_mutex};
        m_is_woken = true;
    }
    m_woken.notify_one();
}

void SyncWorker::interrupt() {
    std::stop_source talk{std::nostopstate};
    {
        const std::lock_guard lock{m_mutex};
        m_is_woken = true;
        talk = m_talk;
    }
    talk.request_stop();
    m_woken.notify_one();
}

std::stop_source SyncWorker::begin_talk() {
    const std::lock_guard lock{m_mutex};
    m_is_woken = false;  // whatever it was for, this talk comes after it
    m_talk = std::stop_source{};
    return m_talk;
}

void SyncWorker::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const Round round = run_round(stop);
        if (round.goes_on_at_once) {
            continue;
        }
        std::unique_lock lock{m_mutex};
        m_woken.wait_for(lock, stop, m_backoff.after(round.attempt), [this] { return m_is_woken; });
    }
}

// The talk can be interrupted from before the chores on: whoever wants some while these are being looked through stops the
// talk that follows.
SyncWorker::Round SyncWorker::run_round(const std::stop_token& stop) {
    std::stop_source talk = begin_talk();
    const std::stop_callback ends{stop, [&] { talk.request_stop(); }};
    if (m_chores) {
        m_chores(talk.get_token());
    }
    const std::uint64_t before = m_client.moved();
    const auto outcome = m_client.sync(talk.get_token());
    if (m_finished) {
        m_finished(outcome);
    }
    if (talk.stop_requested() || (!outcome && outcome.error().code == ErrorCode::cancelled)) {
        return {.attempt = Attempt::partial, .goes_on_at_once = true};
    }
    if (m_chores) {
        m_chores(talk.get_token());
    }
    return {.attempt = outcome                     ? Attempt::complete
                       : m_client.moved() > before ? Attempt::partial
                                                   : Attempt::fruitless,
            .goes_on_at_once = false};
}

}  // namespace daohu::client
