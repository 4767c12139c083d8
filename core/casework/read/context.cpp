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

Result<Confirmed> ReadContext::confirmed(const entry::EntryId& entry) const {
    if (entry.device != own) {
        return Confirmed::county;
    }
    const journal::Delivery delivery = TRY(marks.delivery(entry.incarnation));
    return entry.sequence <= delivery.acknowledged ? Confirmed::county : Confirmed::own;
}

}  // namespace daohu::casework
