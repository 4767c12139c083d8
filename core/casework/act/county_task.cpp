// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/county_task.hpp"

#include "core/casework/facts/known_values.hpp"

namespace daohu::casework {

bool is_open_task(const registry::Entity& task) {
    const auto result = code_fact(task, "result");
    return !result.is_answered() || result.is("not_found");
}

}  // namespace daohu::casework
