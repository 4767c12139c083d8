// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is to be done by a day or an hour, beside reviews (due.hpp): legal clocks of discoveries, papers that follow aid,
// informing a family later, next stages, names the county wants checked, referrals without an answer, plans of a
// special-hardship file. A day stands here only where somebody wrote it down or the county's document counts it; where
// neither did, the line has none. Nothing secret is in deadlines(). On the reading connection's thread.

#include "core/casework/entry_maker.hpp"
#include "core/casework/read/due.hpp"

namespace daohu::casework {

enum class DeadlineKind : std::uint8_t {
    first_aid,      // a discovery whose document counts the hours, without first aid yet
    papers,         // papers after first aid
    inform_later,   // telling a family what its data is for
    next_stage,     // of aid paid in stages
    follow_up,      // anything else somebody planned
    county_task,    // a name to be checked
    referral,       // a body's answer, or telling the family
    hardship_plan,  // an item of a special-hardship file
};

struct Deadline {
    DeadlineKind kind = DeadlineKind::follow_up;
    EntityId record;  // the case, the follow-up, the task, the referral, the item
    std::optional<EntityId> household;
    std::optional<EntityId> person;
    std::optional<Date> day;
    std::optional<WallTime> moment;                   // of a clock that counts hours: by the clock at the discovery
    std::optional<std::chrono::milliseconds> left{};  // of it, by what passed at least; negative: so much too late
    DueState state = DueState::due;                   // `unknown`: without a day
    // Of a clock and of papers: what the county's document says, with its clause; of a clock `assumed` where the tablet's
    // clocks disagree.
    std::optional<policy::Outcome> rule;
};

struct DeadlineQuestion {
    WallTime now;
    std::int64_t days_ahead = 30;
    std::optional<ClockReading> clocks{};  // of this tablet now; without them clocks go by `now` alone
};

// Clocks first, the one that ran out or runs out first before the others, then the earliest day, then what has none. policy_pack_missing.
[[nodiscard]] Result<std::vector<Deadline>> deadlines(const ReadContext& context, const DeadlineQuestion& question);

// The same of one record and what belongs to it, secret or not, for whoever may know of them. A clock is not among them
// where no pack is known that counts it.
[[nodiscard]] Result<std::vector<Deadline>> deadlines_of(const ReadContext& context, const registry::Entity& record,
                                                         std::span<const registry::Entity> parts,
                                                         const ClockReading& now);

// Rows of what is planned and not done: follow-ups, referrals, items of special-hardship files; by day, those without
// one last.
class PlannedProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "planned";
    enum Column : std::size_t { kind, household, person, the_case, column_count };

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

}  // namespace daohu::casework
