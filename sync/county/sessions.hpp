// SPDX-License-Identifier: Apache-2.0
#pragma once

// Nonces given out and sessions open, in memory: after a restart every tablet simply opens a new session. Any thread.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "core/base/id.hpp"
#include "sync/wire/dictionaries.hpp"
#include "sync/wire/messages.hpp"

#include <chrono>
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

    // Both must outlive this.
    Sessions(const Clock& clock, Entropy& entropy) : m_clock{clock}, m_entropy{entropy} {}

    [[nodiscard]] wire::Nonce give_nonce();
    // True once for each nonce given out, while it lives.
    [[nodiscard]] bool take_nonce(const wire::Nonce& nonce);

    [[nodiscard]] wire::Token open(const SessionOwner& owner);
    [[nodiscard]] std::optional<SessionOwner> find(const wire::Token& token);

private:
    // So many at once: whoever floods the server with greetings pushes out his own oldest ones among them.
    static constexpr std::size_t kMaxNonces = 20000;
    static constexpr std::size_t kMaxSessions = 20000;

    struct Open {
        SessionOwner owner;
        MonotonicTime ends;
    };

    const Clock& m_clock;
    std::mutex m_mutex;
    Entropy& m_entropy;  // used under the lock
    std::map<wire::Nonce, MonotonicTime> m_nonces;
    std::map<wire::Token, Open> m_open;
};

}  // namespace daohu::county
