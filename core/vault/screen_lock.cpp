// SPDX-License-Identifier: Apache-2.0
#include "core/vault/screen_lock.hpp"

namespace daohu::vault {

void ScreenLock::lock() {
    if (!m_locked_at) {
        m_locked_at = Moment{m_clock.monotonic_now(), m_clock.boot_id()};
    }
}

ScreenVerdict ScreenLock::unlock(std::string_view pin) {
    if (is_expired() || m_wrong_pins >= kMaxWrongPins || !m_vault.has_screen_pin()) {
        return ScreenVerdict::drop_the_vault;
    }
    if (m_vault.is_screen_pin(pin)) {
        m_locked_at.reset();
        m_wrong_pins = 0;
        return ScreenVerdict::unlocked;
    }
    ++m_wrong_pins;
    return m_wrong_pins >= kMaxWrongPins ? ScreenVerdict::drop_the_vault : ScreenVerdict::wrong_pin;
}

bool ScreenLock::is_expired() const {
    return m_locked_at &&
           (m_locked_at->boot != m_clock.boot_id() || m_clock.monotonic_now() - m_locked_at->time >= kKeyLifetime);
}

}  // namespace daohu::vault
