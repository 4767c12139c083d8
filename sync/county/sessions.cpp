// SPDX-License-Identifier: Apache-2.0
#include "sync/county/sessions.hpp"

#include "core/base/hash.hpp"

#include <algorithm>
#include <span>

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

// A nonce: when it was given out (big-endian milliseconds of this boot), some chance, and the seal of both.
constexpr std::size_t kTimeSize = 8;
constexpr std::size_t kRandomSize = 8;
constexpr std::size_t kSealAt = kTimeSize + kRandomSize;
constexpr std::size_t kSealSize = wire::Nonce{}.size() - kSealAt;

std::array<std::uint8_t, kSealSize> seal_of(ByteView secret, const wire::Nonce& nonce) {
    const Hash256 hash = Hasher{}.update(secret).update(ByteView{nonce}.first(kSealAt)).finish();
    std::array<std::uint8_t, kSealSize> seal{};
    std::ranges::copy(hash.bytes().first(kSealSize), seal.begin());
    return seal;
}

MonotonicTime given_at(const wire::Nonce& nonce) {
    std::uint64_t time = 0;
    for (std::size_t i = 0; i < kTimeSize; ++i) {
        time = (time << 8U) | nonce[i];
    }
    return MonotonicTime{static_cast<MonotonicTime::rep>(time)};
}

}  // namespace

Sessions::Sessions(const Clock& clock, Entropy& entropy) : m_clock{clock}, m_entropy{entropy} {
    m_entropy.fill(m_secret);
}

wire::Nonce Sessions::give_nonce() {
    wire::Nonce nonce{};
    const auto now = static_cast<std::uint64_t>(m_clock.monotonic_now().count());
    for (std::size_t i = 0; i < kTimeSize; ++i) {
        nonce[i] = static_cast<std::uint8_t>(now >> (8 * (kTimeSize - 1 - i)));
    }
    {
        const std::lock_guard lock{m_mutex};
        m_entropy.fill(std::span{nonce}.subspan(kTimeSize, kRandomSize));
    }
    std::ranges::copy(seal_of(m_secret, nonce), nonce.begin() + kSealAt);
    return nonce;
}

bool Sessions::knows(const wire::Nonce& nonce) const {
    const auto seal = seal_of(m_secret, nonce);
    std::uint8_t difference = 0;  // as long for a seal that is nearly right
    for (std::size_t i = 0; i < seal.size(); ++i) {
        difference = static_cast<std::uint8_t>(difference | (seal[i] ^ nonce[kSealAt + i]));
    }
    return difference == 0 && m_clock.monotonic_now() < given_at(nonce) + kNonceLife;
}

bool Sessions::spend(const wire::Nonce& nonce) {
    const std::lock_guard lock{m_mutex};
    make_room(m_spent, kMaxSpent, m_clock.monotonic_now(), [](MonotonicTime end) { return end; });
    return m_spent.emplace(nonce, given_at(nonce) + kNonceLife).second;
}

void Sessions::end_oldest_of(DeviceId device) {
    auto& tokens = m_of_device[device];
    while (tokens.size() >= kMaxOfDevice) {
        m_open.erase(tokens.front());
        tokens.pop_front();
    }
}

wire::Token Sessions::open(const SessionOwner& owner) {
    const std::lock_guard lock{m_mutex};
    const MonotonicTime now = m_clock.monotonic_now();
    end_oldest_of(owner.device);
    make_room(m_open, kMaxSessions, now, [](const Open& open) { return open.ends; });
    wire::Token token{};
    m_entropy.fill(token);
    m_of_device[owner.device].push_back(token);
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
