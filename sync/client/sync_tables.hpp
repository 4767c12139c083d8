// SPDX-License-Identifier: Apache-2.0
#pragma once

// What sync remembers beside the journal. All of it can be found out again. Private to sync/client.

#include "core/vault/migrations.hpp"

#include <array>
#include <string_view>

namespace daohu::client {

// sync_scan  the ordinal of the journal's last entry that was searched for files: one row
// sync_file  direction 0: own, for the county; 1: others', from the county. state 0: to be carried, 1: done, 2: cannot be
inline constexpr std::array<std::string_view, 1> kSyncSteps{R"sql(
CREATE TABLE sync_scan(id INTEGER PRIMARY KEY CHECK (id = 1), ordinal INTEGER NOT NULL);
INSERT INTO sync_scan(id, ordinal) VALUES (1, 0);
CREATE TABLE sync_file(
    id        INTEGER PRIMARY KEY,
    direction INTEGER NOT NULL,
    stream    BLOB NOT NULL,
    address   BLOB NOT NULL,
    size      INTEGER NOT NULL,
    state     INTEGER NOT NULL DEFAULT 0,
    UNIQUE (direction, stream, address));
CREATE INDEX sync_file_waiting ON sync_file(direction, id) WHERE state = 0;
)sql"};

inline constexpr vault::Schema kSyncSchema{.room = "sync", .steps = kSyncSteps};

}  // namespace daohu::client
