// SPDX-License-Identifier: Apache-2.0
#pragma once

// The rows behind the plan of the day and the calendar of what falls due. Nothing secret has a row
// (act/visibility.hpp). The projectors are pure; the store thread calls them.

#include "core/base/date.hpp"
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

// Reviews that met somebody: by household, then by programme and person, then by day and marks. The keys say all that
// finds what is due, so that a calendar walks the index and nothing else.
class ReviewProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "reviews";

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 2; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// What such keys say.
struct ReviewKeys {
    std::string_view household;
    std::string_view programme;  // code
    std::optional<EntityId> person;
    std::optional<Date> reviewed_on;
    std::string_view irregular_income;  // "yes", "no", "disputed" or empty
    std::string_view able_member;
};
// Refers to the keys.
[[nodiscard]] ReviewKeys review_keys(const registry::RowKeys& keys);

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
