// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/context.hpp"

namespace daohu::casework {

Result<std::uint64_t> ReadContext::waiting() const {
    std::uint64_t count = 0;
    const std::vector<journal::ChainHead> chains = TRY(journal.chains());
    for (const journal::ChainHead& chain : chains) {
        if (chain.device == own) {
            const journal::Delivery delivery = TRY(marks.delivery(chain.incarnation));
            count += chain.last > delivery.acknowledged ? chain.last - delivery.acknowledged : 0;
        }
    }
    return count;
}

}  // namespace daohu::casework
