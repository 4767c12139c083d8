// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/county_link.hpp"

namespace daohu {

CountyLink::CountyLink(const Parts& parts, const wire::Grant& grant, std::unique_ptr<client::Transport> transport)
    : m_parts{parts}, m_store{parts.workspace.store_thread(), parts.clock},
      m_files{parts.workspace.store_thread(), parts.files, parts.entropy, parts.vault.folder()},
      m_orders{{.thread = parts.workspace.store_thread(),
                .files = parts.files,
                .clock = parts.clock,
                .entropy = parts.entropy,
                .keys = {parts.vault.author_key(), parts.vault.device_key()},
                .vault_folder = parts.vault.folder(),
                .county_device = grant.server_certificate.device,
                .county_stream = StreamId{grant.server.raw()},
                .keep_grant = parts.keep_grant}},
      m_transport{std::move(transport)}, m_client{grant,
                                                  {.transport = *m_transport,
                                                   .store = m_store,
                                                   .device_key = parts.vault.device_key(),
                                                   .clock = parts.clock,
                                                   .entropy = parts.entropy,
                                                   .board = m_board,
                                                   .files = &m_files,
                                                   .orders = &m_orders},
                                                  {.dictionaries = parts.dictionaries}},
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
    copy_if_due();
    m_parts.changed();
}

void CountyLink::copy_if_due() {
    if (!m_parts.second_storage) {
        return;
    }
    client::Carrier carrier{{.grant = m_client.grant(),
                             .store = m_store,
                             .device_key = m_parts.vault.device_key(),
                             .entropy = m_parts.entropy,
                             .files = &m_files}};
    client::NightlyCopy copy{
        {.carrier = carrier, .files = m_parts.files, .clock = m_parts.clock, .device = m_parts.vault.device()},
        *m_parts.second_storage};
    if (!copy.is_due()) {
        return;
    }
    const auto copied = copy.run();
    const std::lock_guard lock{m_mutex};
    m_copy_failure = copied ? std::nullopt : std::optional{copied.error()};
}

std::optional<Error> CountyLink::copy_failure() const {
    const std::lock_guard lock{m_mutex};
    return m_copy_failure;
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
