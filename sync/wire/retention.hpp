// SPDX-License-Identifier: Apache-2.0
#pragma once

// How long tablets keep what is over. Written by the county's own device into the county's stream, where every device
// reads it. A county whose documents state no time says so, and then nothing is let go. Any thread.

#include "core/base/clock.hpp"
#include "core/entry/draft.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace daohu::wire {

inline constexpr std::int64_t kMaxRetentionDays = 36'500;

struct Retention {
    std::optional<std::int64_t> days;  // after the county has it, 1 to kMaxRetentionDays; none: not stated
    std::string document;              // that states it; empty where none does
    WallTime ordered_at;               // by the county's clock: of two orders the later one counts

    friend bool operator==(const Retention&, const Retention&) = default;
};

[[nodiscard]] entry::EntryDraft make_draft(const Retention& retention, StreamId county);
// entry_administrative_malformed for another entry, for days out of range, and for days that no document states.
[[nodiscard]] Result<Retention> read_retention(const entry::SignedEntry& entry);

}  // namespace daohu::wire
