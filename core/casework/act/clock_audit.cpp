// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/clock_audit.hpp"

#include <array>
#include <iterator>

namespace daohu::casework {

void ClockAudit::add(const entry::SignedEntry& entry) {
    if (const auto reading = clock_of(entry)) {
        m_readings.emplace(entry.id(), *reading);
    } else {
        ++m_without;
    }
}

std::vector<ClockSetBack> ClockAudit::set_back() const {
    std::vector<ClockSetBack> found;
    if (m_readings.empty()) {
        return found;
    }
    for (auto before = m_readings.begin(), after = std::next(before); after != m_readings.end(); before = after++) {
        if (before->first.device != after->first.device || before->first.incarnation != after->first.incarnation) {
            continue;
        }
        const auto changes = clock_changes(std::array{before->second, after->second});
        if (!changes.empty() && changes.front().by < std::chrono::milliseconds::zero()) {
            found.push_back({.before = before->first, .after = after->first, .by = -changes.front().by});
        }
    }
    return found;
}

}  // namespace daohu::casework
