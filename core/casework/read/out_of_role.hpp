// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was done in a role that did not include it when it was done: somebody's role grew or shrank while his tablet was
// away. Nothing is refused or undone; the township looks at it (Act::set_aside). On the reading connection's thread; made
// when asked for.

#include "core/casework/act/role_history.hpp"
#include "core/casework/read/records.hpp"
#include "core/journal/erasure_orders.hpp"

namespace daohu::casework {

struct OutOfRole {
    OwnAct act;
    EntityId worker;
    RoleVerdict verdict;
};

// Of the last `each` acts of every tablet, those that the roles of whoever held it then, as the county wrote, did not
// include. What was done while nobody was named, or several were, is nobody's to judge. The newest first.
[[nodiscard]] Result<std::vector<OutOfRole>> acts_out_of_role(const ReadContext& context,
                                                              const journal::CountyDevices& county, std::size_t each);

}  // namespace daohu::casework
