// SPDX-License-Identifier: Apache-2.0
#pragma once

// What sync remembers beside the journal. All of it can be found out again. Private to sync/client.

#include "core/vault/migrations.hpp"

#include <array>
#include <string_view>

namespace daohu::client {

// sync_scan  the ordinal of the journal's last entry that was searched for files: one row
// sync_file  direction 0: own, for the county; 1: others', from the county; 2: others', for a county that was put back
//            to a backup. state 0: to be carried, 1: done, 2: cannot be, 3: need not be, its section was taken out
// sync_entry_file   which own entries name a file of direction 0
// sync_order_scan   the same for orders of the county
// sync_grant_notice the latest grant that was announced for this device, and whether giving up has been confirmed
// sync_purge        streams that are given up; done when nothing of them is left
// sync_artefact     what was published. state 0: to be fetched, 1: here, 2: refused
// sync_revocations  the latest list: one row
// sync_retention    for how many days the county lets tablets keep what is over, 0 where that is not stated: one row
// sync_confirmed    on which day (of the county, since 1970 UTC) it was first seen that the county has an entry
// sync_let_go       subjects whose content was let go; wanted when somebody wrote about one again
// sync_household    who came here with a household that moved, and in which stream
// sync_departure    who left with one, and the county's notice of it, until nothing of them is here
// sync_offer        which entries a county that was put back to a backup is still to be offered, by ordinal: one row
inline constexpr std::array<std::string_view, 6> kSyncSteps{R"sql(
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
)sql",
                                                            R"sql(
CREATE TABLE sync_order_scan(id INTEGER PRIMARY KEY CHECK (id = 1), ordinal INTEGER NOT NULL);
INSERT INTO sync_order_scan(id, ordinal) VALUES (1, 0);
CREATE TABLE sync_grant_notice(
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    epoch        INTEGER NOT NULL,
    hash         BLOB NOT NULL,
    incarnation  BLOB NOT NULL,
    sequence     INTEGER NOT NULL,
    entry_hash   BLOB NOT NULL,
    is_confirmed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE sync_purge(stream BLOB PRIMARY KEY, is_done INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE sync_artefact(
    id             INTEGER PRIMARY KEY,
    kind           TEXT NOT NULL,
    name           TEXT NOT NULL,
    version        TEXT NOT NULL,
    sha256         BLOB NOT NULL,
    length         INTEGER NOT NULL,
    effective_from TEXT NOT NULL,
    address        BLOB NOT NULL,
    state          INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, name, version));
CREATE TABLE sync_revocations(
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    number     INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    is_revoked INTEGER NOT NULL);
)sql",
                                                            R"sql(
CREATE TABLE sync_offer(id INTEGER PRIMARY KEY CHECK (id = 1), after INTEGER NOT NULL, last INTEGER NOT NULL);
)sql",
                                                            R"sql(
CREATE TABLE sync_retention(
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    days       INTEGER NOT NULL,
    ordered_at INTEGER NOT NULL,
    last_day   INTEGER NOT NULL DEFAULT 0);
CREATE TABLE sync_confirmed(ordinal INTEGER PRIMARY KEY, day INTEGER NOT NULL);
CREATE TABLE sync_let_go(
    subject   BLOB PRIMARY KEY,
    stream    BLOB NOT NULL,
    is_wanted INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
)sql",
                                                            R"sql(
CREATE TABLE sync_household(subject BLOB PRIMARY KEY, stream BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE sync_departure(
    subject     BLOB PRIMARY KEY,
    stream      BLOB NOT NULL,
    device      BLOB NOT NULL,
    incarnation BLOB NOT NULL,
    sequence    INTEGER NOT NULL,
    hash        BLOB NOT NULL) WITHOUT ROWID;
)sql",
                                                            R"sql(
CREATE TABLE sync_entry_file(
    stream      BLOB NOT NULL,
    address     BLOB NOT NULL,
    incarnation BLOB NOT NULL,
    sequence    INTEGER NOT NULL,
    PRIMARY KEY (stream, address, incarnation, sequence)) WITHOUT ROWID;
UPDATE sync_scan SET ordinal = 0;
)sql"};

inline constexpr vault::Schema kSyncSchema{.room = "sync", .steps = kSyncSteps};

}  // namespace daohu::client
