// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads the heads of all chains from the county's store, and finds out whether the store still is what an earlier list
// said. On a connection of its own, which only reads; one thread.

#include "core/vault/database.hpp"
#include "sync/county/head_list.hpp"

#include <filesystem>
#include <optional>

namespace daohu::county {

enum class HeadFault : std::uint8_t {
    missing,    // no entry of this number is here
    differs,    // one is here, but not the one that stood there
    unreadable  // what is here under this number is no entry
};

struct HeadFinding {
    DeviceId device;
    IncarnationId incarnation;
    std::uint64_t sequence = 0;  // the highest of its chain that is wrong; below it nothing can be told
    HeadFault fault = HeadFault::missing;
};

struct HeadReport {
    std::vector<HeadFinding> findings;  // at most one a chain
    std::uint64_t chains = 0;
    std::uint64_t entries = 0;           // that are here as they were
    std::uint64_t declared_lost = 0;     // their device said so
    std::uint64_t sections_missing = 0;  // of those entries; erased, or taken out by whoever brought them
};

class HeadBook {
public:
    // The codes of Database::open.
    [[nodiscard]] static Result<HeadBook> open(const std::filesystem::path& store, const SecretBytes& key);

    // Of the chains of which something is acknowledged, ascending.
    [[nodiscard]] Result<std::vector<ChainHead>> heads();
    // Walks each chain from its head to its first entry by the hashes that the entries themselves have.
    [[nodiscard]] Result<HeadReport> check(const std::vector<ChainHead>& heads);

private:
    explicit HeadBook(vault::Database database) : m_database{std::move(database)} {}

    Result<std::optional<HeadFinding>> walk(const ChainHead& head, HeadReport& report);

    vault::Database m_database;
};

}  // namespace daohu::county
