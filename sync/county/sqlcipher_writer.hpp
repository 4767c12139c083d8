// SPDX-License-Identifier: Apache-2.0
#pragma once

// The writing half of the store on SQLCipher: one transaction on statements that are prepared once. Private to
// sync/county; writer's thread.

#include "core/vault/database.hpp"
#include "core/vault/transaction.hpp"
#include "sync/county/store.hpp"

#include <memory>

namespace daohu::county {

// Every statement of the writer, prepared once.
struct WriterStatements {
    [[nodiscard]] static Result<WriterStatements> prepare(vault::Database& database);

    vault::Statement find_device, is_author, may_write, load_chain, save_chain, find_entries, add_entry, load_entry,
        set_standing, held_up_to, add_gap, find_gap, advance_stream, add_to_stream, placed_after, home_of, set_home,
        add_moved_file, add_part, count_parts, load_parts, drop_old_parts, drop_parts, add_device, set_device_state,
        add_certificate, set_right, rights, find_village, add_village, villages_in, drop_townships, add_township,
        township_devices, keep_grant, find_artefact, add_artefact, replace_entry, entries_after, erased, add_erased,
        drop_all_parts, mark_safe, set_epoch, count_arrival, last_arrival, add_read, was_given, set_audience,
        retire_readers, add_reader, audiences, readers, find_reader, add_sealed, is_given_sealed;
};

// `statements` must outlive the writer.
[[nodiscard]] std::unique_ptr<StoreWriter> make_sqlcipher_writer(vault::Transaction transaction,
                                                                 WriterStatements& statements);

}  // namespace daohu::county
