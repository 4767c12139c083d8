// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reading the journal, on any connection to its database. On that connection's thread; gone before the database.

#include "core/entry/entry.hpp"
#include "core/vault/database.hpp"

#include <optional>
#include <vector>

namespace daohu::journal {

struct StoredEntry {
    std::uint64_t ordinal = 0;  // order of arrival here, from 1, growing; says nothing about other machines
    entry::SignedEntry entry;
};

// One life of one device, as far as this journal has it.
struct ChainHead {
    DeviceId device;
    IncarnationId incarnation;
    std::uint64_t last = 0;  // the highest sequence here
    Hash256 last_hash;
    std::uint64_t contiguous = 0;  // up to here nothing is missing but declared gaps
    Hash256 contiguous_hash;
};

// Two entries that claim one place. Both are kept and both are folded.
struct Fork {
    entry::EntryId id;
    std::vector<Hash256> hashes;  // in order of arrival
};

struct Identity {
    DeviceId device;
    IncarnationId incarnation;
};

class JournalReader {
public:
    // not_found where the database has no journal yet.
    [[nodiscard]] static Result<JournalReader> open(vault::Database& database);

    [[nodiscard]] Result<Identity> identity();
    [[nodiscard]] Result<std::uint64_t> count();
    // 0 in an empty journal.
    [[nodiscard]] Result<std::uint64_t> last_ordinal();

    // In order of arrival, those after `ordinal`, at most `limit`.
    [[nodiscard]] Result<std::vector<StoredEntry>> read_after(std::uint64_t ordinal, std::size_t limit);
    // In order of sequence, those of one chain after `sequence`, at most `limit`. Both sides of a fork.
    [[nodiscard]] Result<std::vector<StoredEntry>> read_chain(DeviceId device, IncarnationId incarnation,
                                                              std::uint64_t sequence, std::size_t limit);
    // In order of position, those of a stream after `position`, at most `limit`.
    [[nodiscard]] Result<std::vector<StoredEntry>> read_stream(StreamId stream, std::uint64_t position,
                                                               std::size_t limit);
    // Every entry of that id: none, one, or the sides of a fork.
    [[nodiscard]] Result<std::vector<StoredEntry>> find(const entry::EntryId& id);

    [[nodiscard]] Result<std::vector<ChainHead>> chains();
    [[nodiscard]] Result<std::optional<ChainHead>> find_chain(DeviceId device, IncarnationId incarnation);
    [[nodiscard]] Result<std::vector<Fork>> forks();

private:
    explicit JournalReader(vault::Database& database) : m_database{&database} {}
    [[nodiscard]] Result<std::vector<StoredEntry>> collect(std::string_view sql, vault::Parameters parameters);

    vault::Database* m_database;
};

}  // namespace daohu::journal
