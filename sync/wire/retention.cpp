// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/retention.hpp"

#include "sync/wire/order_fields.hpp"

#include <utility>

namespace daohu::wire {

namespace {

constexpr std::string_view kDataset = "retention";
constexpr std::string_view kDays = "days";
constexpr std::string_view kDocument = "document";
constexpr std::string_view kOrderedAt = "ordered_at";

}  // namespace

entry::EntryDraft make_draft(const Retention& retention, StreamId county) {
    entry::DraftOperation operation{entry::OperationCode::publish, std::string{kDataset}, {}, {}};
    if (retention.days) {
        operation.assignments.push_back(order_field(kDays, entry::Value{*retention.days}));
        operation.assignments.push_back(order_field(kDocument, entry::Value{retention.document}));
    }
    operation.assignments.push_back(order_field(
        kOrderedAt, entry::Value{static_cast<std::int64_t>(retention.ordered_at.time_since_epoch().count())}));
    return order_draft(entry::EntryKind::publish, county, std::move(operation));
}

Result<Retention> read_retention(const entry::SignedEntry& entry) {
    const auto fields = OrderFields::of(entry, entry::EntryKind::publish, entry::OperationCode::publish, kDataset);
    const auto* ordered_at = fields ? fields->find<std::int64_t>(kOrderedAt) : nullptr;
    const auto* days = fields ? fields->find<std::int64_t>(kDays) : nullptr;
    const auto* document = fields ? fields->find<std::string>(kDocument) : nullptr;
    const bool is_stated = days != nullptr && document != nullptr && !document->empty();
    if (ordered_at == nullptr || (days != nullptr && (!is_stated || *days < 1 || *days > kMaxRetentionDays))) {
        return fail(ErrorCode::entry_administrative_malformed, "retention");
    }
    Retention retention;
    retention.ordered_at = WallTime{std::chrono::milliseconds{*ordered_at}};
    if (is_stated) {
        retention.days = *days;
        retention.document = *document;
    }
    return retention;
}

}  // namespace daohu::wire
