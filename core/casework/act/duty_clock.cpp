// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/duty_clock.hpp"

#include "core/base/check.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t kPortion = 256;

bool is_same_boot(const ClockReading& before, const ClockReading& after) { return before.boot == after.boot; }

// Time that passed between two readings for certain.
milliseconds certain(const ClockReading& before, const ClockReading& after) {
    return is_same_boot(before, after) ? milliseconds{after.monotonic - before.monotonic}
                                       : milliseconds{after.monotonic};
}

std::optional<ClockChange> change_between(const ClockReading& before, const ClockReading& after) {
    const milliseconds shown = after.wall - before.wall;
    const milliseconds passed = certain(before, after);
    const bool is_back = shown < passed - kClockTolerance;
    const bool is_forward = is_same_boot(before, after) && shown > passed + kClockTolerance;
    if (!is_back && !is_forward) {
        return std::nullopt;
    }
    return ClockChange{.before = before, .after = after, .by = shown - passed};
}

}  // namespace

std::vector<ClockChange> clock_changes(std::span<const ClockReading> readings) {
    std::vector<ClockChange> changes;
    for (std::size_t i = 1; i < readings.size(); ++i) {
        if (const auto change = change_between(readings[i - 1], readings[i])) {
            changes.push_back(*change);
        }
    }
    return changes;
}

Elapsed elapsed_since(WallTime moment, std::span<const ClockReading> readings) {
    DAOHU_CHECK(!readings.empty());
    Elapsed elapsed;
    elapsed.wall = readings.back().wall - moment;
    elapsed.at_least = std::max(milliseconds{readings.front().wall - moment}, milliseconds::zero());
    for (std::size_t i = 1; i < readings.size(); ++i) {
        elapsed.at_least += certain(readings[i - 1], readings[i]);
    }
    elapsed.clocks_disagree = !clock_changes(readings).empty() || elapsed.wall < elapsed.at_least - kClockTolerance;
    return elapsed;
}

Result<std::vector<ClockReading>> readings_since(journal::JournalReader& journal, const entry::EntryId& from,
                                                 const std::optional<entry::EntryId>& until) {
    const auto is_behind = [&](const entry::EntryId& id) {
        return until && until->device == id.device && until->incarnation == id.incarnation &&
               id.sequence > until->sequence;
    };
    std::vector<ClockReading> readings;
    std::uint64_t after = from.sequence - 1;
    bool is_here = false;
    for (;;) {
        const auto portion = TRY(journal.read_chain(from.device, from.incarnation, after, kPortion));
        for (const journal::StoredEntry& stored : portion) {
            is_here |= stored.entry.id() == from;
            const auto reading = is_behind(stored.entry.id()) ? std::nullopt : clock_of(stored.entry);
            if (reading) {
                readings.push_back(*reading);
            }
        }
        if (portion.size() < kPortion) {
            break;
        }
        after = portion.back().entry.id().sequence;
    }
    if (!is_here) {
        return fail(ErrorCode::not_found, from.to_string());
    }
    return readings;
}

std::optional<DutyClock> duty_clock(const policy::Outcome& rule, WallTime discovered_at, const Elapsed& elapsed,
                                    Given given) {
    const auto* deadline = std::get_if<WallTime>(&rule.figure);
    if (deadline == nullptr) {
        return std::nullopt;
    }
    DutyClock clock;
    clock.deadline = *deadline;
    clock.left = (*deadline - discovered_at) - elapsed.counted();
    const bool in_time = clock.left >= milliseconds::zero();
    clock.state = !in_time ? DutyState::late : given == Given::yes ? DutyState::met : DutyState::running;
    clock.status =
        rule.status == policy::Status::exact && elapsed.clocks_disagree ? policy::Status::assumed : rule.status;
    return clock;
}

}  // namespace daohu::casework
