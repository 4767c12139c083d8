// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/county_link.hpp"

namespace daohu {

CountyLink::CountyLink(const Parts& parts, const wire::Grant& grant, std::unique_ptr<client::Transport> transport)
    : m_parts{parts}, m_store{parts.workspace.store_thread(), parts.clock}, m_transport{std::move(transport)},
      m_client{grant,
               {.transport = *m_transport,
                .store = m_store,
                .device_key = parts.vault.device_key(),
                .clock = parts.clock,
                .entropy = parts.entropy,
                .board = m_board}},
      m_worker{m_client, parts.entropy, [this](const Result<client::SyncReport>& outcome) { note(outcome); }} {}

Result<std::unique_ptr<CountyLink>> CountyLink::open(const Parts& parts, const wire::Grant& grant,
                                                     const client::Endpoint& endpoint) {
    auto transport = TRY(client::make_curl_transport(endpoint, parts.clock));
    return std::unique_ptr<CountyLink>{new CountyLink{parts, grant, std::move(transport)}};
}

void CountyLink::request() {
    {
        const std::lock_guard lock{m_mutex};
        m_is_talking = true;
    }
    m_worker.wake();
}

void CountyLink::note(const Result<client::SyncReport>& outcome) {
    {
        const std::lock_guard lock{m_mutex};
        m_is_talking = false;
        m_last_attempt = m_parts.clock.wall_now();
        m_failure = outcome ? std::nullopt : std::optional{outcome.error()};
    }
    m_parts.changed();
}

bool CountyLink::is_talking() const {
    const std::lock_guard lock{m_mutex};
    return m_is_talking;
}

std::optional<Error> CountyLink::failure() const {
    const std::lock_guard lock{m_mutex};
    return m_failure;
}

std::optional<WallTime> CountyLink::last_attempt() const {
    const std::lock_guard lock{m_mutex};
    return m_last_attempt;
}

}  // namespace daohu
