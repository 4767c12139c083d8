// SPDX-License-Identifier: Apache-2.0
#pragma once

// The screen lock: six digits while the data key stays in memory. It only decides; whoever owns the vault destroys it
// when told so. On the UI thread.
//
// The data key is dropped after five wrong digits, eight hours behind a locked screen, or a restart of the machine.

#include "core/base/clock.hpp"
#include "core/vault/vault.hpp"

namespace daohu::vault {

enum class ScreenVerdict : std::uint8_t {
    unlocked,
    wrong_pin,       // ask again
    drop_the_vault,  // destroy the vault: the passphrase is needed
};

class ScreenLock {
public:
    static constexpr std::uint32_t kMaxWrongPins = 5;
    static constexpr std::chrono::hours kKeyLifetime{8};

    // Both outlive the lock.
    ScreenLock(const Vault& vault, const Clock& clock) : m_vault{vault}, m_clock{clock} {}

    // The screen goes dark, or nobody has touched it for a while.
    void lock();
    [[nodiscard]] bool is_locked() const { return m_locked_at.has_value(); }

    [[nodiscard]] ScreenVerdict unlock(std::string_view pin);
    // True when the vault must be destroyed now: asked by a timer while the screen is locked.
    [[nodiscard]] bool is_expired() const;

private:
    struct Moment {
        MonotonicTime time;
        std::array<std::uint8_t, 16> boot;
    };

    const Vault& m_vault;
    const Clock& m_clock;
    std::optional<Moment> m_locked_at;
    std::uint32_t m_wrong_pins = 0;
};

}  // namespace daohu::vault
