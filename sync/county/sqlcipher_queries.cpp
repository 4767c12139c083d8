// SPDX-License-Identifier: Apache-2.0
#include "sync/county/sqlcipher_queries.hpp"

namespace daohu::county {

using vault::Statement;

Result<std::optional<Device>> find_device_with(Statement& find, DeviceId id) {
    vault::Cursor row = find.query({id});
    if (!TRY(row.next())) {
        return std::nullopt;
    }
    return Device{.id = id,
                  .key = TRY(row.as<PublicKey>(0)),
                  .state = static_cast<DeviceState>(row.integer(1)),
                  .grant_epoch = row.unsigned_integer(2),
                  .is_county = row.integer(3) != 0};
}

Result<Chain> load_chain_with(Statement& load, DeviceId device, IncarnationId incarnation) {
    vault::Cursor row = load.query({device, incarnation});
    Chain chain;
    chain.device = device;
    chain.incarnation = incarnation;
    if (TRY(row.next())) {
        chain.acknowledged = row.unsigned_integer(0);
        chain.acknowledged_hash = TRY(row.as<Hash256>(1));
        chain.safe = row.unsigned_integer(2);
        chain.is_frozen = row.integer(3) != 0;
    }
    return chain;
}

Result<bool> has_row(Statement& statement, vault::Parameters parameters) {
    vault::Cursor row = statement.query(parameters);
    return row.next();
}

Result<std::optional<StreamId>> find_stream_with(Statement& find, vault::Parameters parameters) {
    vault::Cursor row = find.query(parameters);
    if (!TRY(row.next())) {
        return std::nullopt;
    }
    return TRY(row.as<StreamId>(0));
}

Result<std::vector<RawEntry>> entries_after_with(Statement& select, EntryRow after, std::size_t limit) {
    std::vector<RawEntry> entries;
    vault::Cursor row = select.query({static_cast<std::int64_t>(after), static_cast<std::uint64_t>(limit)});
    while (TRY(row.next())) {
        const ByteView bytes = row.blob(1);
        entries.push_back({.row = EntryRow{row.integer(0)}, .bytes = Bytes(bytes.begin(), bytes.end())});
    }
    return entries;
}

}  // namespace daohu::county
