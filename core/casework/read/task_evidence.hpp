// SPDX-License-Identifier: Apache-2.0
#pragma once

// What this tablet knows for a line of a county's list: whom it may mean, and what somebody wrote down when they looked
// into it. On the reading connection's thread.

#include "core/casework/read/context.hpp"

namespace daohu::casework {

// Somebody of the line's name, whose number does not end otherwise. Nothing where there are several: who of them is meant
// is found out at the door.
struct TaskSubject {
    std::optional<EntityId> person;
    std::optional<EntityId> household;
};
[[nodiscard]] Result<TaskSubject> task_subject(const ReadContext& context, const registry::Entity& task);

// The newest visit that was made for the line, and the newest discovery of somebody of its name that refers to its batch.
struct TaskEvidence {
    std::optional<EntityId> visit;
    std::optional<EntityId> discovery;
};
[[nodiscard]] Result<TaskEvidence> task_evidence(const ReadContext& context, const registry::Entity& task);

}  // namespace daohu::casework
