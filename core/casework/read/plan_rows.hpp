// SPDX-License-Identifier: Apache-2.0
#pragma once

// The rows behind the plan of the day and the calendar of what falls due. Nothing secret has a row
// (act/visibility.hpp). The projectors are pure; the store thread calls them.

#include "core/registry/projector.hpp"

namespace daohu::casework {

// Discoveries that are neither closed nor rejected: the most urgent first, then the oldest.
class OpenCaseProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "open_cases";
    // The ranks of the first key.
    static constexpr std::int64_t kLifeDanger = 0;
    static constexpr std::int64_t kWithinADay = 1;
    enum Column : std::size_t { person, household, discovered_at, first_aid_given_at, column_count };

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// Names that the county wants checked and that nobody has settled: by due day, those without one last.
class OpenTaskProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "open_tasks";
    enum Column : std::size_t { household, person, person_name, village, due, column_count };

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// Reviews by household, then by programme and person, the newest first.
class ReviewProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "reviews";
    enum Column : std::size_t {
        programme,
        person,
        reviewed_on,
        last_on,
        irregular_income,
        able_member,
        outcome,
        is_disputed,
        column_count
    };

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// Households in which a phase-out or a start-up's grace runs.
class PhaseOutProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "phase_outs";

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// Shifts at a service point, by the day on which they begin ("2026-03-02").
class DutyProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "duties";
    enum Column : std::size_t { point, worker, from, until, column_count };

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

}  // namespace daohu::casework
