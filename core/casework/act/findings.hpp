// SPDX-License-Identifier: Apache-2.0
#pragma once

// What does not fit together once everybody's entries are here, though each was right where it was written. Nothing is
// refused or undone: it is named, and somebody looks at it. Values; any thread.

#include "core/base/date.hpp"
#include "core/base/id.hpp"
#include "core/registry/entity.hpp"

#include <span>

namespace daohu::casework {

// Whether a person was dead on the day, as far as anybody wrote: a day of death that is in conflict counts where any of
// its values says so. A day known to the month only is not after that month.
[[nodiscard]] bool was_dead(const registry::Entity& person, Date on);

enum class FindingKind : std::uint8_t {
    aid_to_the_dead,       // subject: the first aid; other: the person
    aid_before_discovery,  // subject: the first aid; other: the case
    rated_by_handler,      // subject: the revisit; other: the referral
};

struct Finding {
    FindingKind kind = FindingKind::aid_to_the_dead;
    EntityId subject;
    EntityId other;

    friend auto operator<=>(const Finding&, const Finding&) = default;
};

// `entities` are everything that may take part: persons, cases, aid, referrals, revisits. Ascending.
[[nodiscard]] std::vector<Finding> findings_of(std::span<const registry::Entity> entities);

}  // namespace daohu::casework
