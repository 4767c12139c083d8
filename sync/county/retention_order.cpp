// SPDX-License-Identifier: Apache-2.0
#include "sync/county/retention_order.hpp"

#include "sync/county/county_pen.hpp"

namespace daohu::county {

namespace {

constexpr std::size_t kSlice = std::size_t{1024} * 1024;

}  // namespace

Result<void> order_retention(const Folder& folder, Store& store, std::optional<std::int64_t> days,
                             const std::string& document, const Clock& clock, Entropy& entropy) {
    if (days && (*days < 1 || *days > wire::kMaxRetentionDays || document.empty())) {
        return fail(ErrorCode::invalid_argument, "days from 1, and the document that states them");
    }
    const wire::Retention retention{.days = days, .document = document, .ordered_at = clock.wall_now()};
    CountyPen pen = TRY(CountyPen::open(folder, store, clock, entropy));
    const auto writer = TRY(store.begin());
    TRY(pen.write(*writer, make_draft(retention, folder.identity().stream())));
    return writer->commit();
}

Result<std::optional<wire::Retention>> find_retention(const Folder& folder, Store& store) {
    std::optional<wire::Retention> latest;
    for (std::uint64_t after = 0;;) {
        const StreamSlice slice = TRY(store.read_stream(folder.identity().stream(), after, kSlice, IncarnationId{}));
        if (slice.entries.empty()) {
            return latest;
        }
        for (const StreamEntry& stored : slice.entries) {
            const auto entry = entry::SignedEntry::decode(stored.bytes);
            const bool is_order = entry && entry->header().device == folder.identity().server_certificate.device;
            const auto order = is_order ? wire::read_retention(*entry)
                                        : Result<wire::Retention>{fail(ErrorCode::entry_administrative_malformed)};
            if (order && (!latest || latest->ordered_at <= order->ordered_at)) {
                latest = *order;
            }
        }
        after = slice.entries.back().position;
    }
}

}  // namespace daohu::county
