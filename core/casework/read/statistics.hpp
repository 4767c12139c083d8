// SPDX-License-Identifier: Apache-2.0
#pragma once

// The figures of a township's period: what the county's documents lay down about staff, funds and quotas, each with its
// clause, and whether the county has all that they rest on. On the reading connection's thread; made when asked for.

#include "core/casework/act/roles.hpp"
#include "core/casework/facts/township_facts.hpp"

namespace daohu::casework {

enum class FigureState : std::uint8_t {
    local,      // something written here has not reached the county, or the county was never heard of
    confirmed,  // the county has everything that this tablet wrote
};

// By the marks of the last exchange: nothing of this device waits.
[[nodiscard]] Result<FigureState> figure_state(const ReadContext& context);

struct TownshipStatistics {
    policy::Outcomes outcomes;  // of the township as a whole, and of its registered jobseekers
    FigureState state = FigureState::local;
    std::optional<WallTime> data_as_of;
};

// policy_pack_missing.
[[nodiscard]] Result<TownshipStatistics> township_statistics(const ReadContext& context,
                                                             const TownshipQuestion& question);

// The same in portions: `statistics`, which outlive them, are whole after the last.
void add_township_statistics(const ReadContext& context, const TownshipQuestion& question, Portions& portions,
                             TownshipStatistics& statistics);

// How many persons a cell must stand for before it may be shown to whoever has no right to small cells.
inline constexpr std::int64_t kSmallestCell = 3;
// The count, or nothing where it is too small for that reader.
[[nodiscard]] std::optional<std::int64_t> shown_count(std::int64_t persons, Role reader);
// The same for what leaves the township, whoever asks for it.
[[nodiscard]] std::optional<std::int64_t> exported_count(std::int64_t persons);

}  // namespace daohu::casework
