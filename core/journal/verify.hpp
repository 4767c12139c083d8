// SPDX-License-Identifier: Apache-2.0
#pragma once

// Proves a journal: every entry's bytes, hashes, signatures and place in its chain. On the thread of the connection;
// takes about a quarter of a millisecond an entry and belongs on a worker.

#include "core/journal/reader.hpp"

#include <functional>

namespace daohu::journal {

// The key of a device, from the certificates; nothing when it is not known here.
using DeviceKeys = std::function<std::optional<PublicKey>(DeviceId)>;

struct Finding {
    std::string where;  // "<device>/<incarnation>/<sequence>", or a chain without the sequence
    Error error;
};

struct VerifyReport {
    std::size_t entries = 0;
    std::size_t chains = 0;
    std::size_t forks = 0;
    std::size_t holes = 0;  // chains with entries that are missing and not declared lost
    std::size_t dropped_sections = 0;
    std::size_t withheld_sections = 0;
    std::size_t unknown_devices = 0;  // entries whose device's key is not known here
    std::vector<Finding> findings;    // what is wrong; empty when all is well

    [[nodiscard]] bool is_sound() const { return findings.empty(); }
};

// Goes on after a finding. Fails only when the database cannot be read.
[[nodiscard]] Result<VerifyReport> verify_journal(JournalReader& reader, const DeviceKeys& keys);

}  // namespace daohu::journal
