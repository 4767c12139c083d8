// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the registry shows of an entity, in the words of the model. Any thread.

#include "core/registry/entity.hpp"
#include "tests/sim/observed_model.hpp"

#include <functional>

namespace daohu::sim {

// Numbers of the simulation.
struct ModelNumbers {
    std::function<int(EntityId)> subject;
    std::function<int(const Hash256&)> entry;
};

[[nodiscard]] ModelEntity shown(const registry::Entity& entity, const ModelNumbers& numbers);

// What differs, in words; empty when nothing does.
[[nodiscard]] std::string difference(const ModelEntity& expected, const ModelEntity& seen);
// Writes that stand in the model and do not show.
[[nodiscard]] std::uint64_t hidden_writes(const ModelEntity& expected, const ModelEntity& seen);

}  // namespace daohu::sim
