// SPDX-License-Identifier: Apache-2.0
#pragma once

// The tables of the county's store on SQLCipher. Private to sync/county.

#include "core/vault/migrations.hpp"

#include <array>
#include <string_view>

namespace daohu::county {

// `standing` holds the numbers of wire::Standing, 0 is accepted; `kind` of a certificate those of
// wire::CertificateKind. A stream's head is the position given last.
//
// read_note   what each device was given: kind 0 are positions `first` to `last` of a stream, kind 1 is a file of it
// arrival     how much of a device's own came in one day
// granted     what a device may read, and until when it may write: a village taken away may still be written for a while
// erased      sections that must be dropped whenever they come
// approval    what one person asked for and another approved; rows stay, as the record of it
// audience    the list of readers in force, and the entry of the county's that says so
// reader      everybody whom a list ever named; whoever stands in the one in force is_in_force
// declared_gap  what a device says it has lost, until its chain has come there
// home        where somebody lives who has moved with his household: the stream that carries all about him
// moved_file  a photograph that a household took along: on which shelf it lies for a stream that is not its own
// sealed_to   whose keys the stream of a wholly sealed entry is named after
inline constexpr std::array<std::string_view, 8> kStoreSteps{R"sql(
    CREATE TABLE server(one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL);
    INSERT INTO server(one, epoch) VALUES (1, 1);

    CREATE TABLE device(
        id BLOB PRIMARY KEY, public_key BLOB NOT NULL, state INTEGER NOT NULL, grant_epoch INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE certificate(
        device BLOB NOT NULL, kind INTEGER NOT NULL, public_key BLOB NOT NULL, signature BLOB NOT NULL,
        PRIMARY KEY (device, kind, public_key)
    ) WITHOUT ROWID;
    CREATE TABLE village(code TEXT PRIMARY KEY, stream BLOB NOT NULL UNIQUE) WITHOUT ROWID;
    CREATE TABLE granted(device BLOB NOT NULL, stream BLOB NOT NULL, PRIMARY KEY (device, stream)) WITHOUT ROWID;

    CREATE TABLE chain(
        device BLOB NOT NULL, incarnation BLOB NOT NULL, acknowledged INTEGER NOT NULL, acknowledged_hash BLOB NOT NULL,
        safe INTEGER NOT NULL, is_frozen INTEGER NOT NULL, PRIMARY KEY (device, incarnation)
    ) WITHOUT ROWID;
    CREATE TABLE entry(
        id INTEGER PRIMARY KEY, device BLOB NOT NULL, incarnation BLOB NOT NULL, sequence INTEGER NOT NULL,
        hash BLOB NOT NULL, standing INTEGER NOT NULL, received_at INTEGER NOT NULL, brought_by BLOB NOT NULL,
        bytes BLOB NOT NULL
    );
    CREATE UNIQUE INDEX entry_by_name ON entry(device, incarnation, sequence, hash);
    CREATE INDEX entry_set_aside ON entry(device, incarnation, sequence) WHERE standing <> 0;
    CREATE TABLE part(
        id INTEGER PRIMARY KEY AUTOINCREMENT, device BLOB NOT NULL, hash BLOB NOT NULL, number INTEGER NOT NULL,
        bytes BLOB NOT NULL, UNIQUE (device, hash, number)
    );

    CREATE TABLE stream(id BLOB PRIMARY KEY, head INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE stream_entry(
        stream BLOB NOT NULL, position INTEGER NOT NULL, entry INTEGER NOT NULL REFERENCES entry(id),
        PRIMARY KEY (stream, position)
    ) WITHOUT ROWID;
)sql",
                                                             R"sql(
    CREATE TABLE read_note(
        id INTEGER PRIMARY KEY, at INTEGER NOT NULL, device BLOB NOT NULL, stream BLOB NOT NULL, kind INTEGER NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL
    );
    CREATE INDEX read_note_by_device ON read_note(device, stream);
    CREATE TABLE arrival(
        device BLOB NOT NULL, day INTEGER NOT NULL, entries INTEGER NOT NULL, PRIMARY KEY (device, day)
    ) WITHOUT ROWID;
    CREATE TABLE enrolment_code(
        hash BLOB PRIMARY KEY, ends_at INTEGER NOT NULL, wrong INTEGER NOT NULL, device BLOB
    ) WITHOUT ROWID;
    CREATE TABLE enrolment_request(
        device BLOB PRIMARY KEY, request BLOB NOT NULL, arrived_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE issued_grant(device BLOB PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE person(name TEXT PRIMARY KEY, role INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE revocation(
        number INTEGER PRIMARY KEY AUTOINCREMENT, device BLOB NOT NULL UNIQUE, revoked_at INTEGER NOT NULL
    );
    CREATE INDEX entry_by_standing ON entry(id) WHERE standing <> 0;
)sql",
                                                             R"sql(
    ALTER TABLE device ADD COLUMN is_county INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE granted ADD COLUMN may_read INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE granted ADD COLUMN write_until INTEGER NOT NULL DEFAULT 9223372036854775807;
    CREATE TABLE township_grant(
        device BLOB NOT NULL, prefix TEXT NOT NULL, PRIMARY KEY (device, prefix)
    ) WITHOUT ROWID;
    CREATE TABLE erased(
        entry_hash BLOB NOT NULL, section INTEGER NOT NULL, PRIMARY KEY (entry_hash, section)
    ) WITHOUT ROWID;
    CREATE TABLE artefact(
        kind TEXT NOT NULL, id TEXT NOT NULL, version TEXT NOT NULL, sha256 BLOB NOT NULL, effective_from TEXT NOT NULL,
        published_at INTEGER NOT NULL, PRIMARY KEY (kind, id, version)
    ) WITHOUT ROWID;
    CREATE TABLE approval(
        number INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT NULL, what TEXT NOT NULL, reason TEXT NOT NULL,
        asked_by TEXT NOT NULL, asked_at INTEGER NOT NULL, approved_by TEXT, approved_at INTEGER, outcome TEXT
    );
)sql",
                                                             R"sql(
    CREATE TABLE audience(
        name TEXT NOT NULL, division TEXT NOT NULL, edition INTEGER NOT NULL, device BLOB NOT NULL,
        incarnation BLOB NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (name, division)
    ) WITHOUT ROWID;
    CREATE TABLE reader(
        name TEXT NOT NULL, division TEXT NOT NULL, box_key BLOB NOT NULL, person BLOB NOT NULL,
        is_in_force INTEGER NOT NULL, PRIMARY KEY (name, division, box_key)
    ) WITHOUT ROWID;
    CREATE INDEX reader_by_key ON reader(box_key, is_in_force);
    CREATE INDEX reader_by_person ON reader(person, is_in_force);
    CREATE TABLE sealed_to(stream BLOB NOT NULL, box_key BLOB NOT NULL, PRIMARY KEY (stream, box_key)) WITHOUT ROWID;
    CREATE INDEX sealed_to_by_key ON sealed_to(box_key);
)sql",
                                                             R"sql(
    CREATE TABLE declared_gap(
        device BLOB NOT NULL, incarnation BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
        hash_of_last BLOB NOT NULL, PRIMARY KEY (device, incarnation, first, last)
    ) WITHOUT ROWID;
)sql",
                                                             R"sql(
    CREATE INDEX stream_entry_by_entry ON stream_entry(entry);
)sql",
                                                             R"sql(
    ALTER TABLE enrolment_code ADD COLUMN name TEXT NOT NULL DEFAULT '';
)sql",
                                                             R"sql(
    CREATE TABLE home(subject BLOB PRIMARY KEY, stream BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE moved_file(
        stream BLOB NOT NULL, address BLOB NOT NULL, shelf BLOB NOT NULL, PRIMARY KEY (stream, address)
    ) WITHOUT ROWID;
)sql"};

inline constexpr vault::Schema kStoreSchema{.room = "county", .steps = kStoreSteps};

}  // namespace daohu::county
