// SPDX-License-Identifier: Apache-2.0
#pragma once

// A household has gone to another village, with everybody and everything that belongs to it. Written by the county's own
// device twice: into the stream that it leaves, where tablets then give up what they hold of it, and into the stream that
// it joins, where its past follows. Any thread.

#include "core/entry/draft.hpp"
#include "core/entry/entry.hpp"

#include <cstdint>
#include <set>
#include <vector>

namespace daohu::wire {

// One notice names so many; a household with more has several.
inline constexpr std::size_t kMaxMovedSubjects = 2000;

enum class MoveEnd : std::uint8_t { left = 0, joined = 1 };

struct HouseholdMove {
    MoveEnd end = MoveEnd::left;
    std::vector<EntityId> subjects;  // the household, its people, and all that is written about them

    friend bool operator==(const HouseholdMove&, const HouseholdMove&) = default;
};

// For the stream that is left or joined.
[[nodiscard]] entry::EntryDraft make_draft(const HouseholdMove& move, StreamId stream);
// entry_administrative_malformed for another entry.
[[nodiscard]] Result<HouseholdMove> read_household_move(const entry::SignedEntry& entry);

// Subjects that an entry creates and everybody else in it belongs to `household`: they are the household's too, whether
// its author knew that it had moved or not. Else none.
[[nodiscard]] std::set<EntityId> created_within(const entry::SignedEntry& entry, const std::set<EntityId>& household);

}  // namespace daohu::wire
