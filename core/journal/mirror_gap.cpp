// SPDX-License-Identifier: Apache-2.0
#include "core/journal/mirror_gap.hpp"

#include "core/journal/delivery.hpp"
#include "core/journal/reader.hpp"

namespace daohu::journal {

Result<std::vector<MissingEntry>> missing_in_mirror(vault::Database& database, DeviceId device,
                                                    const std::unordered_set<Hash256>& mirrored) {
    JournalReader reader = TRY(JournalReader::open(database));
    DeliveryMarks marks = TRY(DeliveryMarks::open(database));
    vault::Statement unsafe = TRY(
        database.prepare("SELECT sequence, hash FROM entry WHERE chain = (SELECT id FROM chain WHERE device = ?1 AND "
                         "incarnation = ?2) AND sequence > ?3 ORDER BY sequence, hash"));
    std::vector<MissingEntry> missing;
    for (const ChainHead& chain : TRY(reader.chains())) {
        if (chain.device != device) {
            continue;
        }
        const std::uint64_t safe = TRY(marks.delivery(chain.incarnation)).safe;
        vault::Cursor row = unsafe.query({chain.device, chain.incarnation, safe});
        while (TRY(row.next())) {
            const Hash256 hash = TRY(row.as<Hash256>(1));
            if (!mirrored.contains(hash)) {
                missing.push_back({{chain.device, chain.incarnation, row.unsigned_integer(0)}, hash});
            }
        }
    }
    return missing;
}

}  // namespace daohu::journal
