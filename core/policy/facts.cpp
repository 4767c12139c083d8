// SPDX-License-Identifier: Apache-2.0
#include "core/policy/facts.hpp"

#include <algorithm>

namespace daohu::policy {

const Member* Facts::find_member(std::string_view id) const {
    const auto found = std::ranges::find(member, id, &Member::member_id);
    return found == member.end() ? nullptr : &*found;
}

}  // namespace daohu::policy
