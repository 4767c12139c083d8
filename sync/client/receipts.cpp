// SPDX-License-Identifier: Apache-2.0
#include "sync/client/receipts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu::client {

namespace {

// The county's last entry of this chain is not ours: somebody else wrote under its name, or an old copy went on.
Result<bool> is_forked(const wire::Receipt& receipt, SyncStore& store, const StorePosition& position) {
    if (receipt.acknowledged == 0) {
        return false;
    }
    if (receipt.acknowledged > position.last) {
        return true;
    }
    const auto hash = store.hash_of_own(receipt.acknowledged);
    if (!hash && hash.error().code != ErrorCode::not_found) {
        return fail(hash.error());
    }
    return !hash || *hash != receipt.acknowledged_hash;
}

}  // namespace

Result<std::uint64_t> take_receipt(const wire::Receipt& receipt, const wire::Grant& grant, SyncStore& store,
                                   StorePosition& position) {
    if (receipt.server != grant.server || receipt.device != position.device ||
        receipt.incarnation != position.incarnation || receipt.epoch != position.contact.server_epoch ||
        receipt.safe > receipt.acknowledged) {
        return fail(ErrorCode::sync_receipt_invalid, "a receipt for something else");
    }
    if (!verify(grant.server_certificate.key, wire::receipt_statement(receipt), receipt.signature)) {
        return fail(ErrorCode::sync_receipt_invalid, "not signed by the county");
    }
    if (TRY(is_forked(receipt, store, position))) {
        TRY(store.start_incarnation());
        return fail(ErrorCode::sync_forked, fmt::format("at {} of {}", receipt.acknowledged, position.last));
    }
    const journal::Delivery before = position.delivery;
    const journal::Delivery delivery{.acknowledged = receipt.acknowledged, .safe = receipt.safe};
    if (delivery == before) {
        return 0;
    }
    TRY(store.note_delivery(delivery));
    position.delivery = delivery;
    return delivery.acknowledged - std::min(delivery.acknowledged, before.acknowledged);
}

}  // namespace daohu::client
