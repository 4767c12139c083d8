// SPDX-License-Identifier: Apache-2.0
#include "core/journal/lost_entries.hpp"

#include "core/journal/delivery.hpp"
#include "core/journal/reader.hpp"

#include <algorithm>

namespace daohu::journal {

namespace {

using vault::Cursor;
using vault::Statement;

constexpr std::string_view kChain = "(SELECT id FROM chain WHERE device = ?1 AND incarnation = ?2)";

Result<bool> is_declared(vault::Database& database, const ChainHead& chain, std::uint64_t first) {
    Statement find =
        TRY(database.prepare("SELECT 1 FROM declared_gap WHERE chain = " + std::string{kChain} + " AND first = ?3"));
    Cursor row = find.query({chain.device, chain.incarnation, first});
    return row.next();
}

}  // namespace

Result<std::vector<entry::Gap>> undeclared_gaps(vault::Database& database, DeviceId device) {
    JournalReader reader = TRY(JournalReader::open(database));
    DeliveryMarks marks = TRY(DeliveryMarks::open(database));
    Statement behind =
        TRY(database.prepare("SELECT sequence, previous FROM entry WHERE chain = " + std::string{kChain} +
                             " AND sequence > ?3 ORDER BY sequence"));
    std::vector<entry::Gap> gaps;
    for (const ChainHead& chain : TRY(reader.chains())) {
        if (chain.device != device) {
            continue;
        }
        const Delivery delivery = TRY(marks.delivery(chain.incarnation));
        std::uint64_t before = chain.contiguous;
        Cursor row = behind.query({chain.device, chain.incarnation, chain.contiguous});
        while (TRY(row.next())) {
            const std::uint64_t sequence = row.unsigned_integer(0);
            const std::uint64_t first = std::max(before, delivery.acknowledged) + 1;
            before = sequence;
            if (first < sequence && !TRY(is_declared(database, chain, first))) {
                gaps.push_back({chain.incarnation, first, sequence - 1, TRY(row.as<Hash256>(1))});
            }
        }
    }
    return gaps;
}

}  // namespace daohu::journal
