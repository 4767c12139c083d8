// SPDX-License-Identifier: Apache-2.0
#include "core/registry/tables.hpp"

#include <array>

namespace daohu::registry {

namespace {

// Chains, streams and names are numbered to keep the rows short; the numbers mean nothing outside this file.
constexpr std::string_view kFoldTables = R"sql(
CREATE TABLE registry_meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE registry_chain(chain INTEGER PRIMARY KEY, device BLOB NOT NULL, incarnation BLOB NOT NULL,
    UNIQUE(device, incarnation)) STRICT;
CREATE TABLE registry_stream(stream INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, entries INTEGER NOT NULL,
    entry_sum BLOB NOT NULL, part_sum BLOB NOT NULL) STRICT;
CREATE TABLE registry_name(name INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE registry_entry(entry INTEGER PRIMARY KEY, chain INTEGER NOT NULL, sequence INTEGER NOT NULL,
    hash BLOB NOT NULL, author BLOB NOT NULL, hlc INTEGER NOT NULL, stream INTEGER NOT NULL,
    UNIQUE(chain, sequence, hash)) STRICT;
CREATE TABLE registry_subject(subject INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, class INTEGER NOT NULL) STRICT;
CREATE INDEX registry_subject_merged ON registry_subject(class) WHERE class <> subject;
-- What entities are; answers of facts stay in the journal. property NULL: the operation itself.
CREATE TABLE registry_write(subject INTEGER NOT NULL, entry INTEGER NOT NULL, number INTEGER NOT NULL,
    operation INTEGER NOT NULL, operation_number INTEGER NOT NULL, dataset INTEGER NOT NULL, property INTEGER,
    value BLOB NOT NULL, PRIMARY KEY(subject, entry, number)) STRICT, WITHOUT ROWID;
-- Write `number` of `entry` replaces write `replaced` of entry `sequence` of `chain`, which may not have arrived.
CREATE TABLE registry_edge(subject INTEGER NOT NULL, entry INTEGER NOT NULL, number INTEGER NOT NULL,
    chain INTEGER NOT NULL, sequence INTEGER NOT NULL, replaced INTEGER NOT NULL, whole INTEGER NOT NULL,
    PRIMARY KEY(subject, entry, number, chain, sequence, replaced)) STRICT, WITHOUT ROWID;
CREATE INDEX registry_edge_whole ON registry_edge(chain, sequence, replaced) WHERE whole = 1;
CREATE TABLE registry_blind(chain INTEGER NOT NULL, sequence INTEGER NOT NULL, number INTEGER NOT NULL,
    target_chain INTEGER NOT NULL, target_sequence INTEGER NOT NULL, target_number INTEGER NOT NULL,
    PRIMARY KEY(chain, sequence, number, target_chain, target_sequence, target_number)) STRICT, WITHOUT ROWID;
CREATE TABLE registry_union(chain INTEGER NOT NULL, sequence INTEGER NOT NULL, number INTEGER NOT NULL,
    entry INTEGER NOT NULL, first INTEGER NOT NULL, second INTEGER NOT NULL,
    PRIMARY KEY(chain, sequence, number, entry)) STRICT, WITHOUT ROWID;
CREATE INDEX registry_union_first ON registry_union(first);
CREATE INDEX registry_union_second ON registry_union(second);
-- Entries that say something about a subject that this replica cannot read.
CREATE TABLE registry_unread(subject INTEGER NOT NULL, entry INTEGER NOT NULL, future INTEGER NOT NULL,
    absent INTEGER NOT NULL, malformed INTEGER NOT NULL, PRIMARY KEY(subject, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE registry_part(subject INTEGER NOT NULL, stream INTEGER NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY(subject, stream)) STRICT, WITHOUT ROWID;

-- What the fold comes to, one row a class.
CREATE TABLE registry_entity(class INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, closed INTEGER NOT NULL,
    conflicts INTEGER NOT NULL, read_only INTEGER NOT NULL) STRICT;
CREATE INDEX registry_entity_dataset ON registry_entity(dataset, class);
CREATE TABLE registry_conflict(class INTEGER NOT NULL, property TEXT NOT NULL, PRIMARY KEY(class, property)) STRICT, WITHOUT ROWID;
CREATE TABLE registry_projector(projector INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version INTEGER NOT NULL) STRICT;
CREATE TABLE registry_row(projector INTEGER NOT NULL, class INTEGER NOT NULL, key1 ANY, key2 ANY, key3 ANY,
    columns BLOB NOT NULL, PRIMARY KEY(projector, class)) STRICT, WITHOUT ROWID;
CREATE INDEX registry_row_order ON registry_row(projector, key1, key2, key3, class);
CREATE TABLE registry_token(token TEXT NOT NULL, area INTEGER NOT NULL, class INTEGER NOT NULL,
    PRIMARY KEY(token, area, class)) STRICT, WITHOUT ROWID;
-- From which texts a class's tokens were made, so that they can be taken back.
CREATE TABLE registry_searched(class INTEGER PRIMARY KEY, area INTEGER NOT NULL, texts BLOB NOT NULL) STRICT;
)sql";

// One row a class says all that has to be taken back when the entity changes. rows: a bit for each projector that has a row
// of it; area and texts: from what its tokens were made. Everything is derived, so the journal fills the tables anew.
constexpr std::string_view kOneRowAClass = R"sql(
DROP TABLE registry_searched;
DROP TABLE registry_entity;
CREATE TABLE registry_entity(class INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, closed INTEGER NOT NULL,
    conflicts INTEGER NOT NULL, read_only INTEGER NOT NULL, rows INTEGER NOT NULL, area INTEGER NOT NULL,
    texts BLOB NOT NULL) STRICT;
CREATE INDEX registry_entity_dataset ON registry_entity(dataset, class);
DELETE FROM registry_meta;
)sql";

// Whose verdict it is and about whom, so that it can be taken back with the section that says it.
constexpr std::string_view kBlindByEntry = R"sql(
DROP TABLE registry_blind;
CREATE TABLE registry_blind(chain INTEGER NOT NULL, sequence INTEGER NOT NULL, number INTEGER NOT NULL,
    target_chain INTEGER NOT NULL, target_sequence INTEGER NOT NULL, target_number INTEGER NOT NULL,
    entry INTEGER NOT NULL, subject INTEGER NOT NULL,
    PRIMARY KEY(chain, sequence, number, target_chain, target_sequence, target_number, entry)) STRICT, WITHOUT ROWID;
DELETE FROM registry_meta;
)sql";

constexpr std::array kSteps{kFoldTables, kOneRowAClass, kBlindByEntry};

}  // namespace

vault::Schema table_schema() { return {"registry", kSteps}; }

}  // namespace daohu::registry
