// SPDX-License-Identifier: Apache-2.0
#pragma once

// The journal's tables. Their shape is frozen: entries are kept for decades, so nothing here is ever migrated. Private to
// this room.

#include "core/vault/migrations.hpp"

#include <array>

namespace daohu::journal {

// identity      who writes here: one row
// chain         one row for each life of a device: its last entry, and the last one without a hole before it
// entry         ordinal is the order of arrival; two rows of one chain and sequence are a fork
// declared_gap  entries that their device has declared lost
// stream_entry  places of entries in the streams of the server
// delivery      how far the server has the own chains
// stream_cursor how far the streams were pulled
// contact       the last talk with the server: one row
// erasure_order one row for each order to erase, by its own entry: which section it names, and how far it is (ErasureState)
inline constexpr std::array<std::string_view, 2> kJournalSteps{R"sql(
CREATE TABLE identity(
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    device      BLOB NOT NULL,
    incarnation BLOB NOT NULL);
CREATE TABLE chain(
    id              INTEGER PRIMARY KEY,
    device          BLOB NOT NULL,
    incarnation     BLOB NOT NULL,
    last            INTEGER NOT NULL,
    last_hash       BLOB NOT NULL,
    contiguous      INTEGER NOT NULL,
    contiguous_hash BLOB NOT NULL,
    UNIQUE (device, incarnation));
CREATE TABLE entry(
    ordinal  INTEGER PRIMARY KEY AUTOINCREMENT,
    chain    INTEGER NOT NULL REFERENCES chain(id),
    sequence INTEGER NOT NULL,
    hash     BLOB NOT NULL,
    previous BLOB NOT NULL,
    bytes    BLOB NOT NULL,
    UNIQUE (chain, sequence, hash));
CREATE TABLE declared_gap(
    chain    INTEGER NOT NULL REFERENCES chain(id),
    first    INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    hash     BLOB,
    PRIMARY KEY (chain, first)) WITHOUT ROWID;
CREATE TABLE stream_entry(
    stream   BLOB NOT NULL,
    position INTEGER NOT NULL,
    ordinal  INTEGER NOT NULL REFERENCES entry(ordinal),
    PRIMARY KEY (stream, position)) WITHOUT ROWID;
CREATE INDEX stream_entry_by_ordinal ON stream_entry(ordinal);
CREATE TABLE delivery(
    incarnation  BLOB PRIMARY KEY,
    acknowledged INTEGER NOT NULL,
    safe         INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE stream_cursor(
    stream   BLOB PRIMARY KEY,
    position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE contact(
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    server_epoch INTEGER NOT NULL,
    last_success INTEGER);
)sql",
                                                               R"sql(
CREATE TABLE erasure_order(
    ordinal     INTEGER PRIMARY KEY REFERENCES entry(ordinal),
    device      BLOB NOT NULL,
    incarnation BLOB NOT NULL,
    sequence    INTEGER NOT NULL,
    hash        BLOB NOT NULL,
    section     INTEGER NOT NULL,
    state       INTEGER NOT NULL);
CREATE INDEX erasure_order_by_target ON erasure_order(hash);
)sql"};

inline constexpr vault::Schema kJournalSchema{"journal", kJournalSteps};

}  // namespace daohu::journal
