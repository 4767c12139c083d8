// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/grant_notice.hpp"

#include "sync/wire/order_fields.hpp"

#include <utility>

namespace daohu::wire {

namespace {

constexpr std::string_view kDevice = "device";
constexpr std::string_view kEpoch = "epoch";
constexpr std::string_view kHash = "hash";

}  // namespace

entry::EntryDraft make_draft(const GrantNotice& notice, StreamId county) {
    entry::DraftOperation operation{entry::OperationCode::grant, {}, {}, {}};
    operation.assignments.push_back(order_field(kDevice, notice.device.bytes()));
    operation.assignments.push_back(order_field(kEpoch, entry::Value{static_cast<std::int64_t>(notice.epoch)}));
    operation.assignments.push_back(order_field(kHash, notice.hash.bytes()));
    return order_draft(entry::EntryKind::grant, county, std::move(operation));
}

Result<GrantNotice> read_grant_notice(const entry::SignedEntry& entry) {
    const auto fields = OrderFields::of(entry, entry::EntryKind::grant, entry::OperationCode::grant, {});
    const auto* device = fields ? fields->find<Bytes>(kDevice) : nullptr;
    const auto* epoch = fields ? fields->find<std::int64_t>(kEpoch) : nullptr;
    const auto* hash = fields ? fields->find<Bytes>(kHash) : nullptr;
    if (device == nullptr || device->size() != DeviceId::kSize || epoch == nullptr || *epoch < 1 || hash == nullptr ||
        hash->size() != Hash256::kSize) {
        return fail(ErrorCode::entry_administrative_malformed, "grant");
    }
    const DeviceId id = TRY(DeviceId::from_bytes(*device));
    const Hash256 name = TRY(Hash256::from_bytes(*hash));
    return GrantNotice{.device = id, .epoch = static_cast<std::uint64_t>(*epoch), .hash = name};
}

}  // namespace daohu::wire
