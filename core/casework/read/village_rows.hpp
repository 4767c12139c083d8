// SPDX-License-Identifier: Apache-2.0
#pragma once

// The rows behind the list of households and the sweep of a village: families, who lives in them, visits, aid that is
// paid. The projectors are pure; the store thread calls them.

#include "core/registry/projector.hpp"

namespace daohu::casework {

// Households that neither moved away nor were dissolved: by the division they live in, then by village group.
class HouseholdProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "households";
    // `aliases`: ids of all households that became this one, where there are several.
    enum Column : std::size_t { head, village_group, division, dossier_no, aliases, is_conflicted, column_count };

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 2; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// Those who live with a household, the head first: neither dead, nor moved away, nor living elsewhere.
class ResidentProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "residents";
    enum Column : std::size_t { full_name, relation, aliases, column_count };

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// Visits by household, the newest first; those without a moment of beginning last.
class VisitProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "visits";
    // `met`: ids of those who were met. `place`: the form's own spelling of a place.
    enum Column : std::size_t { started_at, nobody_home, met, place, purposes, column_count };

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// Aid paid again and again, by household.
class RecurringAidProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "recurring_aid";
    enum Column : std::size_t { programme, from, until, column_count };

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

}  // namespace daohu::casework
