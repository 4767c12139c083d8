// SPDX-License-Identifier: Apache-2.0
#pragma once

// What stands in the place of a county's pack that is not here yet. It states nothing: whatever a rule asks of it is not
// stated, and nothing is reckoned by another county's figures meanwhile. Any thread.

#include "core/policy/catalogue.hpp"
#include "core/policy/pack.hpp"

namespace daohu::policy {

// The files of a pack of that id and version in which every parameter is null. Sound where the id is one of a pack.
[[nodiscard]] PackFiles stand_in(const PackReference& pack, const Catalogue& catalogue);

}  // namespace daohu::policy
