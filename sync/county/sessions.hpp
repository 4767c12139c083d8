// SPDX-License-Identifier: Apache-2.0
#pragma once

// Nonces given out and sessions open, in memory: after a restart every tablet simply opens a new session. Any thread.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "core/base/id.hpp"
#include "sync/wire/dictionaries.hpp"
#include "sync/wire/messages.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>

namespace daohu::county {

struct SessionOwner {
    DeviceId device;
    IncarnationId incarnation;
    std::uint32_t dictionary = wire::kNoDictionary;  // for what it pulls
};

class Sessions {
public:
    static constexpr std::chrono::minutes kNonceLife{5};
    static constexpr std::chrono::hours kSessionLife{1};
    // Of one device at a time: it opens one more and its oldest one ends.
    static constexpr std::size_t kMaxOfDevice = 16;

    // Both must outlive this.
    Sessions(const Clock& clock, Entropy& entropy);

    // Costs nothing to keep: it says itself when it was given out, under a seal that only this process can make. Whoever
    // asks for many of them pushes nobody's out.
    [[nodiscard]] wire::Nonce give_nonce();
    // Given out here, and not too long ago.
    [[nodiscard]] bool knows(const wire::Nonce& nonce) const;
    // True once for each nonce. Only for one that this knows and somebody has signed: it is remembered for its life.
    [[nodiscard]] bool spend(const wire::Nonce& nonce);

    [[nodiscard]] wire::Token open(const SessionOwner& owner);
    [[nodiscard]] std::optional<SessionOwner> find(const wire::Token& token);

private:
    static constexpr std::size_t kSecretSize = 32;
    // So many at once, of all devices.
    static constexpr std::size_t kMaxSpent = 20000;
    static constexpr std::size_t kMaxSessions = 20000;

    struct Open {
        SessionOwner owner;
        MonotonicTime ends;
    };

    void end_oldest_of(DeviceId device);

    const Clock& m_clock;
    std::mutex m_mutex;
    Entropy& m_entropy;  // used under the lock
    std::array<std::uint8_t, kSecretSize> m_secret{};
    std::map<wire::Nonce, MonotonicTime> m_spent;
    std::map<wire::Token, Open> m_open;
    std::map<DeviceId, std::deque<wire::Token>> m_of_device;  // oldest first; some may have ended
};

}  // namespace daohu::county
