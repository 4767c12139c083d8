// SPDX-License-Identifier: Apache-2.0
//
// Which tablets have confirmed an erasure.

#include "core/entry/administrative.hpp"
#include "sync/county/office.hpp"

#include <algorithm>
#include <map>

namespace daohu::county {

namespace {

constexpr std::int64_t kRevoked = static_cast<std::int64_t>(DeviceState::revoked);

struct FoundOrder {
    entry::Erasure erasure;
    ErasureStanding standing;
};

}  // namespace

Result<std::vector<ErasureStanding>> Office::erasures() {
    const std::lock_guard lock{m_mutex};
    std::vector<Hash256> in_order;
    std::map<Hash256, FoundOrder> orders;
    std::multimap<Hash256, DeviceId> receipts;
    {
        auto select = TRY(m_database.prepare(
            "SELECT bytes, device.is_county FROM entry JOIN device ON device.id = entry.device ORDER BY entry.id"));
        vault::Cursor row = select.query();
        while (TRY(row.next())) {
            const entry::SignedEntry found = TRY(entry::SignedEntry::decode(row.blob(0)));
            if (const auto receipt = entry::read_receipt(found)) {
                receipts.emplace(receipt->order_hash, found.header().device);
            }
            const auto erasure = entry::read_erasure(found);
            if (erasure && row.integer(1) != 0) {
                in_order.push_back(found.hash());
                orders[found.hash()] = {.erasure = *erasure, .standing = {.order = found.id()}};
            }
        }
    }
    std::vector<ErasureStanding> standings;
    for (const Hash256& hash : in_order) {
        FoundOrder& order = orders.at(hash);
        const auto [first, last] = receipts.equal_range(hash);
        for (auto receipt = first; receipt != last; ++receipt) {
            order.standing.confirmed.push_back(receipt->second);
        }
        std::ranges::sort(order.standing.confirmed);
        const auto twice = std::ranges::unique(order.standing.confirmed);
        order.standing.confirmed.erase(twice.begin(), twice.end());
        TRY(note_holders(order.erasure, order.standing));
        standings.push_back(std::move(order.standing));
    }
    return standings;
}

Result<void> Office::note_holders(const entry::Erasure& erasure, ErasureStanding& standing) {
    auto target = TRY(m_database.prepare("SELECT bytes, ifnull(village.code, '') FROM entry "
                                         "LEFT JOIN stream_entry ON stream_entry.entry = entry.id "
                                         "LEFT JOIN village ON village.stream = stream_entry.stream "
                                         "WHERE device = ?1 AND incarnation = ?2 AND sequence = ?3 AND hash = ?4"));
    {
        vault::Cursor row =
            target.query({erasure.entry.device, erasure.entry.incarnation, erasure.entry.sequence, erasure.entry_hash});
        if (TRY(row.next())) {
            const entry::SignedEntry found = TRY(entry::SignedEntry::decode(row.blob(0)));
            standing.village = row.text(1);
            standing.subject = erasure.section < found.header().sections.size()
                                   ? found.header().sections[erasure.section].subject
                                   : std::nullopt;
        }
    }
    auto holders = TRY(m_database.prepare(
        "SELECT device.id, device.state FROM device WHERE device.is_county = 0 AND (device.id = ?1 OR EXISTS ("
        "SELECT 1 FROM entry JOIN stream_entry ON stream_entry.entry = entry.id "
        "JOIN read_note ON read_note.stream = stream_entry.stream "
        "WHERE entry.hash = ?2 AND read_note.device = device.id AND read_note.kind = 0 "
        "AND stream_entry.position BETWEEN read_note.first AND read_note.last)) ORDER BY device.id"));
    vault::Cursor row = holders.query({erasure.entry.device, erasure.entry_hash});
    while (TRY(row.next())) {
        const auto device = TRY(row.as<DeviceId>(0));
        if (std::ranges::find(standing.confirmed, device) != standing.confirmed.end()) {
            continue;
        }
        (row.integer(1) == kRevoked ? standing.unreachable : standing.awaited).push_back(device);
    }
    return {};
}

}  // namespace daohu::county
