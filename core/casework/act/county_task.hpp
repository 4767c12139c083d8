// SPDX-License-Identifier: Apache-2.0
#pragma once

// Names that the county pushes down to be looked into ("suspected hardship"). Values; any thread.

#include "core/registry/entity.hpp"

namespace daohu::casework {

// Nobody found at home leaves a task open, however often somebody went; so do two answers that nobody compared.
[[nodiscard]] bool is_open_task(const registry::Entity& task);

}  // namespace daohu::casework
