// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whose a draft is, on a tablet that several people unlock. UI thread.

#include "core/casework/draft_store.hpp"
#include "platform/daohu/tablet.hpp"

#include <string>

namespace daohu {

// The number by which the lock screen calls whoever else began it: "2"; "?" where he works here no more; empty where it is
// one's own, or nobody noted whose.
[[nodiscard]] std::string other_owner(Machine& machine, Tablet& tablet, const casework::DraftInfo& draft);

// How many people unlock this tablet.
[[nodiscard]] std::size_t count_people(Machine& machine, const Tablet& tablet);

}  // namespace daohu
