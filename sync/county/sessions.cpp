// SPDX-License-Identifier: Apache-2.0
#include "sync/county/sessions.hpp"

#include <algorithm>

namespace daohu::county {

namespace {

// Makes room for one more: first what has ended, then what ends next.
template <class Map, class EndOf>
void make_room(Map& map, std::size_t most, MonotonicTime now, EndOf end_of) {
    if (map.size() < most) {
        return;
    }
    std::erase_if(map, [&](const auto& item) { return end_of(item.second) <= now; });
    if (map.size() >= most) {
        map.erase(std::ranges::min_element(map, {}, [&](const auto& item) { return end_of(item.second); }));
    }
}

}  // namespace

wire::Nonce Sessions::give_nonce() {
    const std::lock_guard lock{m_mutex};
    const MonotonicTime now = m_clock.monotonic_now();
    make_room(m_nonces, kMaxNonces, now, [](MonotonicTime end) { return end; });
    wire::Nonce nonce{};
    m_entropy.fill(nonce);
    m_nonces[nonce] = now + kNonceLife;
    return nonce;
}

bool Sessions::take_nonce(const wire::Nonce& nonce) {
    const std::lock_guard lock{m_mutex};
    const auto at = m_nonces.find(nonce);
    if (at == m_nonces.end()) {
        return false;
    }
    const bool lives = m_clock.monotonic_now() < at->second;
    m_nonces.erase(at);
    return lives;
}

wire::Token Sessions::open(const SessionOwner& owner) {
    const std::lock_guard lock{m_mutex};
    const MonotonicTime now = m_clock.monotonic_now();
    make_room(m_open, kMaxSessions, now, [](const Open& open) { return open.ends; });
    wire::Token token{};
    m_entropy.fill(token);
    m_open[token] = {.owner = owner, .ends = now + kSessionLife};
    return token;
}

std::optional<SessionOwner> Sessions::find(const wire::Token& token) {
    const std::lock_guard lock{m_mutex};
    const auto at = m_open.find(token);
    if (at == m_open.end() || m_clock.monotonic_now() >= at->second.ends) {
        return std::nullopt;
    }
    return at->second.owner;
}

}  // namespace daohu::county
