// SPDX-License-Identifier: Apache-2.0
#pragma once

// People of this tablet's villages who were perhaps written down twice: to be looked at, never merged by themselves. On
// the reading connection's thread.

#include "core/casework/read/context.hpp"
#include "core/registry/projector.hpp"

namespace daohu::casework {

struct LikelyDouble {
    EntityId one;
    EntityId other;
    std::string name;             // of both
    bool same_id_number = false;  // else the same name, and days of birth that do not differ
};

inline constexpr std::size_t kMaxDoubles = 100;

// Who live somewhere and bear the same name: those with one id number first, then by name; at most kMaxDoubles. Two who
// have different id numbers or were born on different days are not among them, nor who are one already.
[[nodiscard]] Result<std::vector<LikelyDouble>> likely_doubles(const ReadContext& context);

// Persons and families that somebody made one of several: a wrong decision is found here, and taken back.
class MergedProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "merged";

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

struct Merged {
    EntityId id;
    std::size_t parts = 0;  // at least two
};
// Those of people first; at most kMaxDoubles.
[[nodiscard]] Result<std::vector<Merged>> merged_ones(const ReadContext& context);

}  // namespace daohu::casework
