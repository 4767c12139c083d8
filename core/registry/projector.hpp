// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a list shows of an entity, kept as an indexed row so that a list of a hundred thousand costs one index walk. The
// store thread calls it while it folds.

#include "core/registry/entity.hpp"

#include <array>
#include <span>
#include <variant>

namespace daohu::registry {

// What rows are ordered by: numbers before texts, texts by their bytes.
using RowKey = std::variant<std::int64_t, std::string>;
using RowKeys = std::array<RowKey, 3>;

struct ProjectedRow {
    RowKeys keys;
    std::vector<entry::Value> columns;  // what they mean is between the projector and the screen's read model
};

class Projector {
public:
    virtual ~Projector() = default;

    // Names the rows in the store; never changes.
    [[nodiscard]] virtual std::string_view name() const = 0;
    // Raised with every change of what project() returns: the rows are then made anew.
    [[nodiscard]] virtual std::int64_t version() const = 0;
    // A function of the entity alone: no clock, no other entity. Nothing where the list does not show it. What depends on
    // today's date (overdue) is a comparison with a key, made by the query.
    [[nodiscard]] virtual std::optional<ProjectedRow> project(const Entity& entity) const = 0;
};

// Owned by the caller; all must outlive the registry they are given to.
using Projectors = std::span<const Projector* const>;

}  // namespace daohu::registry
