// SPDX-License-Identifier: Apache-2.0
#pragma once

// Conflict of interest: a worker who is related to the family. Values; any thread.
//
// The question stands first in every form that judges a family, before anything about it can be written. Where the
// county's document asks for filing (Linfen), a relative files and does not come alone; elsewhere it is recorded, and the
// county may add the second visitor.

#include "core/policy/pack.hpp"

#include <string_view>

namespace daohu::casework {

struct InterestDuty {
    bool filing = false;          // the relative's aid is filed and reviewed by somebody else
    bool second_visitor = false;  // nobody hands it in alone
};
// `relation` is a code of coi_relation.
[[nodiscard]] InterestDuty interest_duty(std::string_view relation, const policy::Pack& pack);

// casework_second_visitor.
[[nodiscard]] Result<void> check_visitors(std::string_view relation, std::size_t visitors, const policy::Pack& pack);

}  // namespace daohu::casework
