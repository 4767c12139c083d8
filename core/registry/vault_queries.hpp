// SPDX-License-Identifier: Apache-2.0
#pragma once

// The SQL by which VaultStore reads and writes the tables of tables.hpp. Private to vault_store*.cpp.

#include "core/registry/prepared.hpp"
#include "core/registry/vault_store.hpp"

#include <optional>

namespace daohu::registry {

enum class StoreQuery : std::uint8_t {
    add_entries,
    all_streams,
    load_sums,
    find_entry,
    entry_number,
    last_entry,
    add_entry,
    load_entry,
    find_subject,
    last_subject,
    add_subject,
    subject,
    merged_into,
    set_class,
    add_write,
    drop_writes_of,
    drop_edges_of,
    load_writes,
    add_edge,
    edges_of,
    is_blind,
    any_blind,
    add_blind,
    blind_of,
    drop_blind_of,
    add_union,
    unions_made_by,
    drop_unions_of,
    unions_of,
    union_ends,
    any_union,
    retractions,
    add_unread,
    drop_unread,
    unread_of,
    any_unread,
    parts_of,
    put_part,
    drop_part,
};

inline constexpr std::array kStoreQueries{
    Sql{StoreQuery::add_entries, "UPDATE registry_stream SET entries = entries + ?2, entry_sum = ?3, part_sum = ?4 "
                                 "WHERE stream = ?1"},
    Sql{StoreQuery::all_streams, "SELECT id, entries, entry_sum, part_sum FROM registry_stream WHERE entries > 0 "
                                 "ORDER BY id"},
    Sql{StoreQuery::load_sums, "SELECT entry_sum, part_sum FROM registry_stream WHERE stream = ?1"},
    Sql{StoreQuery::find_entry, "SELECT hash FROM registry_entry WHERE chain = ?1 AND sequence = ?2"},
    Sql{StoreQuery::entry_number, "SELECT entry FROM registry_entry WHERE chain = ?1 AND sequence = ?2 AND hash = ?3"},
    Sql{StoreQuery::last_entry, "SELECT coalesce(max(entry), 0) FROM registry_entry"},
    Sql{StoreQuery::add_entry, "INSERT INTO registry_entry(entry, chain, sequence, hash, author, hlc, stream) "
                               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"},
    Sql{StoreQuery::load_entry,
        "SELECT e.chain, e.sequence, e.hash, e.author, e.hlc, e.stream, "
        "EXISTS(SELECT 1 FROM registry_entry o WHERE o.chain = e.chain AND o.sequence = e.sequence AND o.entry <> "
        "e.entry) FROM registry_entry e WHERE e.entry = ?1"},
    Sql{StoreQuery::find_subject, "SELECT subject, class FROM registry_subject WHERE id = ?1"},
    Sql{StoreQuery::last_subject, "SELECT coalesce(max(subject), 0) FROM registry_subject"},
    Sql{StoreQuery::add_subject, "INSERT INTO registry_subject(subject, id, class) VALUES (?1, ?2, ?1)"},
    Sql{StoreQuery::subject, "SELECT id, class FROM registry_subject WHERE subject = ?1"},
    Sql{StoreQuery::merged_into, "SELECT subject FROM registry_subject WHERE class = ?1 AND class <> subject"},
    Sql{StoreQuery::set_class, "UPDATE registry_subject SET class = ?2 WHERE subject = ?1"},
    Sql{StoreQuery::add_write,
        "INSERT INTO registry_write(subject, entry, number, operation, operation_number, dataset, "
        "property, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"},
    Sql{StoreQuery::drop_writes_of, "DELETE FROM registry_write WHERE subject = ?1 AND entry = ?2"},
    Sql{StoreQuery::drop_edges_of, "DELETE FROM registry_edge WHERE subject = ?1 AND entry = ?2"},
    Sql{StoreQuery::load_writes, "SELECT entry, number, operation, operation_number, dataset, property, value "
                                 "FROM registry_write WHERE subject = ?1"},
    Sql{StoreQuery::add_edge, "INSERT INTO registry_edge(subject, entry, number, chain, sequence, replaced, whole) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"},
    Sql{StoreQuery::edges_of,
        "SELECT entry, number, chain, sequence, replaced, whole FROM registry_edge WHERE subject = "
        "?1"},
    Sql{StoreQuery::is_blind, "SELECT 1 FROM registry_blind WHERE chain = ?1 AND sequence = ?2 AND number = ?3 "
                              "AND target_chain = ?4 AND target_sequence = ?5 AND target_number = ?6"},
    Sql{StoreQuery::any_blind, "SELECT EXISTS(SELECT 1 FROM registry_blind)"},
    Sql{StoreQuery::add_blind,
        "INSERT OR IGNORE INTO registry_blind(chain, sequence, number, target_chain, "
        "target_sequence, target_number, entry, subject) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"},
    Sql{StoreQuery::blind_of,
        "SELECT b.subject, u.first, u.second FROM registry_blind b LEFT JOIN registry_union u ON u.chain = "
        "b.target_chain AND u.sequence = b.target_sequence AND u.number = b.target_number WHERE b.entry = ?1"},
    Sql{StoreQuery::drop_blind_of, "DELETE FROM registry_blind WHERE entry = ?1"},
    Sql{StoreQuery::add_union, "INSERT INTO registry_union(chain, sequence, number, entry, first, second) "
                               "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
    Sql{StoreQuery::unions_made_by,
        "SELECT first, second FROM registry_union WHERE chain = ?1 AND sequence = ?2 AND entry = ?3"},
    Sql{StoreQuery::drop_unions_of, "DELETE FROM registry_union WHERE chain = ?1 AND sequence = ?2 AND entry = ?3"},
    Sql{StoreQuery::unions_of,
        "SELECT chain, sequence, number, first, second FROM registry_union WHERE first = ?1 "
        "UNION SELECT chain, sequence, number, first, second FROM registry_union WHERE second = ?1"},
    Sql{StoreQuery::union_ends,
        "SELECT first, second FROM registry_union WHERE chain = ?1 AND sequence = ?2 AND number = ?3"},
    Sql{StoreQuery::any_union, "SELECT EXISTS(SELECT 1 FROM registry_union)"},
    Sql{StoreQuery::retractions, "SELECT entry, number FROM registry_edge WHERE chain = ?1 AND sequence = ?2 "
                                 "AND replaced = ?3 AND whole = 1"},
    Sql{StoreQuery::add_unread, "INSERT OR REPLACE INTO registry_unread(subject, entry, future, absent, malformed) "
                                "VALUES (?1, ?2, ?3, ?4, ?5)"},
    Sql{StoreQuery::drop_unread, "DELETE FROM registry_unread WHERE subject = ?1 AND entry = ?2"},
    Sql{StoreQuery::unread_of, "SELECT coalesce(max(future), 0), coalesce(max(absent), 0), coalesce(max(malformed), 0) "
                               "FROM registry_unread WHERE subject = ?1"},
    Sql{StoreQuery::any_unread, "SELECT EXISTS(SELECT 1 FROM registry_unread)"},
    Sql{StoreQuery::parts_of, "SELECT stream, hash FROM registry_part WHERE subject = ?1"},
    Sql{StoreQuery::put_part, "INSERT OR REPLACE INTO registry_part(subject, stream, hash) VALUES (?1, ?2, ?3)"},
    Sql{StoreQuery::drop_part, "DELETE FROM registry_part WHERE subject = ?1 AND stream = ?2"},
};

struct VaultStore::Statements {
    Prepared<StoreQuery, kStoreQueries.size()> prepared;

    std::optional<SubjectRef> last_subject;  // the highest number given out, once it was looked up

    [[nodiscard]] vault::Statement& at(StoreQuery query) { return prepared[query]; }
    [[nodiscard]] Result<std::int64_t> last_number(StoreQuery query) {
        vault::Cursor row = prepared[query].query();
        TRY(row.next());
        return row.integer(0);
    }
};

}  // namespace daohu::registry
