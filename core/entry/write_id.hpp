// SPDX-License-Identifier: Apache-2.0
#pragma once

// Names of entries and of the writes inside them. Any thread.

#include "core/base/id.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace daohu::entry {

// Sequence numbers start at 1 and stay where JSON readers do not lose digits.
inline constexpr std::uint64_t kMaxSequence = (std::uint64_t{1} << 53U) - 1;

// Place of an entry in its device's chain. Two entries of one id with different hashes are a fork.
struct EntryId {
    DeviceId device;
    IncarnationId incarnation;
    std::uint64_t sequence = 0;

    friend auto operator<=>(const EntryId&, const EntryId&) = default;
    // "<device>/<incarnation>/<sequence>"
    [[nodiscard]] std::string to_string() const;
};

// One write: the entry and the running number of the write in it (see operation.hpp). The order is total and the same
// everywhere, but it is no order in time.
struct WriteId {
    EntryId entry;
    std::uint32_t index = 0;

    friend auto operator<=>(const WriteId&, const WriteId&) = default;
    // "<device>/<incarnation>/<sequence>#<index>"
    [[nodiscard]] std::string to_string() const;
};

}  // namespace daohu::entry

template <>
struct std::hash<daohu::entry::EntryId> {
    std::size_t operator()(const daohu::entry::EntryId& id) const noexcept {
        return std::hash<daohu::IncarnationId>{}(id.incarnation) ^ (id.sequence * 0x9E3779B97F4A7C15U);
    }
};

template <>
struct std::hash<daohu::entry::WriteId> {
    std::size_t operator()(const daohu::entry::WriteId& id) const noexcept {
        return std::hash<daohu::entry::EntryId>{}(id.entry) ^ (id.index * 0xBF58476D1CE4E5B9U);
    }
};
