// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the list of cases shows of each: one row a case, the newest first; nothing secret (act/visibility.hpp) has one.
// Pure; the store thread calls it.

#include "core/registry/projector.hpp"

namespace daohu::casework {

class CaseProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "cases";
    // Columns of a row.
    enum Column : std::size_t { person, place, hardship, urgency, status, column_count };

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 2; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

// The cases of each person, the newest first: rows without columns, by the id of the person. Pure; the store thread
// calls it.
class PersonCaseProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "person_cases";

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 2; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

}  // namespace daohu::casework
