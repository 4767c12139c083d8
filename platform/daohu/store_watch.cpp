// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/store_watch.hpp"

#include <chrono>

namespace daohu {

void StoreWatch::begin() {
    if (is_running()) {
        return;
    }
    m_running = std::async(std::launch::async, [this] {
        Result<void> found = m_check.run();
        m_changed();
        return found;
    });
}

bool StoreWatch::collect() {
    if (!is_running() || m_running.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
        return false;
    }
    m_outcome = m_running.get();
    return true;
}

std::optional<Error> StoreWatch::failure() const {
    return m_outcome && !*m_outcome ? std::optional{m_outcome->error()} : std::nullopt;
}

}  // namespace daohu
