// SPDX-License-Identifier: Apache-2.0
#pragma once

// Between which entries of a tablet somebody set its clock back, for whoever examines days of visits. Entries are added in
// any order; their signatures are for the caller to trust. Any thread, one at a time.

#include "core/casework/act/duty_clock.hpp"

#include <map>

namespace daohu::casework {

// Neighbours in a chain, as far as their clocks can be read.
struct ClockSetBack {
    entry::EntryId before;
    entry::EntryId after;
    std::chrono::milliseconds by{};  // how much; after a restart the least it can have been
};

class ClockAudit {
public:
    // Each entry once; of two sides of a fork the first one counts.
    void add(const entry::SignedEntry& entry);

    // In the order of device, incarnation and number. A new incarnation is compared with no earlier one.
    [[nodiscard]] std::vector<ClockSetBack> set_back() const;
    [[nodiscard]] std::size_t readable() const { return m_readings.size(); }
    // Not written by a form, sealed, or erased.
    [[nodiscard]] std::size_t without_clock() const { return m_without; }

private:
    std::map<entry::EntryId, ClockReading> m_readings;
    std::size_t m_without = 0;
};

}  // namespace daohu::casework
