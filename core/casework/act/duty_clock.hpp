// SPDX-License-Identifier: Apache-2.0
#pragma once

// How long ago something really was, on a tablet whose clock anybody can set. Every entry notes both clocks of its
// tablet; between two notes of one boot the counter tells exactly how much time passed, and after a restart it tells how
// long the machine has been up at least. Any thread; readings_since() on the journal's.

#include "core/casework/entry_maker.hpp"
#include "core/journal/reader.hpp"
#include "core/policy/outcome.hpp"

#include <span>

namespace daohu::casework {

// Clocks of one boot may drift apart by so much before somebody must have set one.
inline constexpr std::chrono::minutes kClockTolerance{2};

struct Elapsed {
    std::chrono::milliseconds wall{};      // by the wall clock; negative where it was set back
    std::chrono::milliseconds at_least{};  // by the counters, which nobody sets
    bool clocks_disagree = false;

    // What a duty is measured by: setting the clock back wins nobody time.
    [[nodiscard]] std::chrono::milliseconds counted() const { return std::max(wall, at_least); }
};

// From `moment`, by the wall clock of the first reading, until the last. `readings` are one tablet's in the order they
// were made, the first noted at or after the moment; never empty.
[[nodiscard]] Elapsed elapsed_since(WallTime moment, std::span<const ClockReading> readings);

// Somebody set a clock between two readings.
struct ClockChange {
    ClockReading before;
    ClockReading after;
    std::chrono::milliseconds by{};  // forward is positive; after a restart the least it can have been
};
[[nodiscard]] std::vector<ClockChange> clock_changes(std::span<const ClockReading> readings);

// The readings of the tablet that wrote `from`, in the order of its chain, that entry's first; up to and with `until`,
// where that is of the same chain. Those of sealed entries are not here. not_found where the journal does not have the
// entry.
[[nodiscard]] Result<std::vector<ClockReading>> readings_since(journal::JournalReader& journal,
                                                               const entry::EntryId& from,
                                                               const std::optional<entry::EntryId>& until = {});

enum class DutyState : std::uint8_t { running, met, late };

struct DutyClock {
    DutyState state = DutyState::running;
    WallTime deadline;                 // by the clock at the discovery
    std::chrono::milliseconds left{};  // negative: so much too late
    policy::Status status = policy::Status::exact;
};

// `rule` is the outcome of the rule emergency_clock; nothing where the county's document states no hours, or the moment
// of discovery is missing. `elapsed` runs until aid was first given, or until now where `given` is false.
enum class Given : std::uint8_t { no, yes };
[[nodiscard]] std::optional<DutyClock> duty_clock(const policy::Outcome& rule, WallTime discovered_at,
                                                  const Elapsed& elapsed, Given given);

}  // namespace daohu::casework
