// SPDX-License-Identifier: Apache-2.0
#pragma once

// The rules and published figures a tablet works under: which county's pack, in which version on which day. A value
// that refers to a library and a table; both outlive it. Any thread.

#include "core/policy/library.hpp"
#include "core/policy/standards.hpp"

#include <string>

namespace daohu::casework {

struct CountyRules {
    const policy::PackLibrary& packs;
    const policy::Standards& standards;
    std::string pack;  // its id

    // The version in force on the day. policy_pack_missing.
    [[nodiscard]] Result<const policy::Pack*> on(Date day) const;
};

}  // namespace daohu::casework
