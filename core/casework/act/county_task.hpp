// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lists that the county pushes down to be looked into ("suspected hardship"). Values; any thread.

#include "core/base/date.hpp"
#include "core/policy/facts.hpp"
#include "core/registry/entity.hpp"

#include <span>

namespace daohu::casework {

// All that a task shows before somebody goes there: enough to find the person, and nothing else.
struct TaskLine {
    EntityId id;
    std::string batch;
    std::string person_name;
    std::string village;
    std::string id_last4;
    std::optional<Date> due;
    std::int64_t attempts = 0;
    bool is_open = true;
};
[[nodiscard]] TaskLine task_line(const registry::Entity& task);

// Nobody found at home leaves the task open, however often somebody went.
[[nodiscard]] bool is_open_task(const registry::Entity& task);

struct BatchProgress {
    std::size_t pushed = 0;
    std::size_t completed = 0;
    std::vector<EntityId> open;
};
[[nodiscard]] BatchProgress batch_progress(std::span<const registry::Entity> tasks, std::string_view batch);
// For the rule on completed tasks.
[[nodiscard]] std::vector<policy::Task> task_facts(std::span<const registry::Entity> tasks, std::string_view batch);

}  // namespace daohu::casework
