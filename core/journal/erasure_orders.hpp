// SPDX-License-Identifier: Apache-2.0
#pragma once

// Orders to erase: who may give them, which were given, and how far each is. On the thread of the writing connection;
// gone before the database.
//
// An order is an entry of the kind `erase` that names one section. It is kept whoever wrote it, and obeyed where a device
// of the county signed it. What it names may arrive later, or be here without its bytes.

#include "core/entry/administrative.hpp"
#include "core/journal/county_devices.hpp"
#include "core/vault/database.hpp"

#include <optional>
#include <vector>

namespace daohu::journal {

// Stored as numbers.
enum class ErasureState : std::uint8_t {
    not_allowed = 0,  // nobody of the county gave it; looked at again at each opening
    waiting = 1,      // what it names is not here
    dropped = 2,      // out of every row; mirror and write-ahead log are still to be cleaned
    done = 3,         // nowhere any more
    no_section = 4,   // the entry it names has not so many sections
};

struct ErasureOrder {
    std::uint64_t ordinal = 0;  // of the order's own entry in this journal
    entry::Erasure what;
    ErasureState state = ErasureState::not_allowed;

    // Why it is not carried out and never will be as things are: erasure_not_allowed, not_found.
    [[nodiscard]] std::optional<ErrorCode> reason() const;
};

class ErasureOrders {
public:
    ErasureOrders(vault::Database& database, CountyDevices county)
        : m_database{&database}, m_county{std::move(county)} {}

    // Whether a device of the county signed it. Costs two signature checks where the device is one.
    [[nodiscard]] bool may_be_obeyed(const entry::SignedEntry& order) const;
    // Remembers an order that was just stored; a malformed one orders nothing.
    Result<void> note(const entry::SignedEntry& order, std::uint64_t ordinal);
    Result<void> set_state(std::uint64_t ordinal, ErasureState state);
    Result<void> replace_state(ErasureState from, ErasureState to);

    // After an entry was stored without what orders name of it.
    Result<void> settle(const entry::SignedEntry& entry);

    // In order of arrival.
    [[nodiscard]] Result<std::vector<ErasureOrder>> all();
    [[nodiscard]] Result<std::vector<ErasureOrder>> in_state(ErasureState state);
    [[nodiscard]] Result<std::optional<ErasureOrder>> find(std::uint64_t ordinal);
    // Those to be obeyed that name this entry.
    [[nodiscard]] Result<std::vector<ErasureOrder>> naming(const entry::SignedEntry& entry);

private:
    [[nodiscard]] Result<std::vector<ErasureOrder>> collect(std::string_view sql, vault::Parameters parameters);

    vault::Database* m_database;
    CountyDevices m_county;
    // Remembered, because every entry that arrives is asked about. After a rollback it may say false for an empty table.
    std::optional<bool> m_is_empty;
};

}  // namespace daohu::journal
