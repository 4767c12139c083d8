// SPDX-License-Identifier: Apache-2.0
#include "core/casework/facts/county_rules.hpp"

namespace daohu::casework {

Result<const policy::Pack*> CountyRules::on(Date day) const {
    const policy::Pack* found = packs.find(pack, day);
    if (found == nullptr) {
        return fail(ErrorCode::policy_pack_missing, pack);
    }
    return found;
}

}  // namespace daohu::casework
