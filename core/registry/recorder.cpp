// SPDX-License-Identifier: Apache-2.0
#include "core/registry/recorder.hpp"

namespace daohu::registry {

using vault::Transaction;

Recorder::Recorder(vault::Database& database, journal::Journal& journal, Registry& registry, vault::Reserve* reserve)
    : m_database{database}, m_journal{journal}, m_registry{registry}, m_reserve{reserve} {}

namespace {

// What is left to do once the entries are in: whatever goes with them, then the commit.
Result<void> complete(Transaction& transaction, Result<void> so_far, const Recorder::Also& also) {
    TRY(std::move(so_far));
    if (also) {
        TRY(also(transaction));
    }
    return transaction.commit();
}

}  // namespace

Result<entry::SignedEntry> Recorder::save(const entry::AssembledEntry& entry, const entry::SigningKeys& keys,
                                          const Also& also) {
    Result<entry::SignedEntry> saved = vault::with_reserve(m_reserve, [&] { return save_once(entry, keys, also); });
    if (saved) {
        finish_dropping();
    }
    return saved;
}

Result<entry::SignedEntry> Recorder::save_once(const entry::AssembledEntry& entry, const entry::SigningKeys& keys,
                                               const Also& also) {
    Transaction transaction = TRY(Transaction::begin(m_database));
    Result<entry::SignedEntry> saved = save_in(transaction, entry, keys);
    const Result<void> committed =
        complete(transaction, saved ? Result<void>{} : Result<void>{fail(saved.error())}, also);
    if (!committed) {
        m_registry.forget_unsaved();
        return fail(committed.error());
    }
    return saved;
}

Result<entry::SignedEntry> Recorder::save_in(Transaction& transaction, entry::AssembledEntry entry,
                                             const entry::SigningKeys& keys) {
    entry::SignedEntry saved = TRY(m_journal.append(transaction, std::move(entry), keys));
    TRY(apply(transaction, saved));
    return saved;
}

// The entry that the journal has just stored.
Result<void> Recorder::apply(Transaction& transaction, const entry::SignedEntry& entry) {
    TRY(m_registry.apply(transaction, entry, m_journal.last_ordinal()));
    if (entry.header().kind == entry::EntryKind::erase) {
        if (const auto left = TRY(m_journal.carry_out(transaction, entry))) {
            TRY(m_registry.reapply(transaction, *left));
        }
    }
    return {};
}

void Recorder::finish_dropping() {
    if (m_journal.has_dropped()) {
        m_journal.finish_dropping().ignore("tried again after the next transaction and when the journal opens");
    }
}

Result<ReceivedCount> Recorder::receive(std::span<const ReceivedEntry> entries, const Also& also) {
    Result<ReceivedCount> count = vault::with_reserve(m_reserve, [&] { return receive_once(entries, also); });
    if (count) {
        finish_dropping();
    }
    return count;
}

Result<ReceivedCount> Recorder::receive_once(std::span<const ReceivedEntry> entries, const Also& also) {
    Transaction transaction = TRY(Transaction::begin(m_database));
    Result<ReceivedCount> count = receive_in(transaction, entries);
    const Result<void> committed =
        complete(transaction, count ? Result<void>{} : Result<void>{fail(count.error())}, also);
    if (!committed) {
        m_registry.forget_unsaved();
        return fail(committed.error());
    }
    return count;
}

Result<ReceivedCount> Recorder::receive_in(Transaction& transaction, std::span<const ReceivedEntry> entries) {
    ReceivedCount count;
    for (const ReceivedEntry& received : entries) {
        const std::optional<entry::SignedEntry> left = TRY(m_journal.without_erased(received.entry));
        TRY(receive_one(transaction, left ? *left : received.entry, count));
        if (received.place) {
            TRY(m_journal.place_in_stream(transaction, received.place->stream, received.place->position,
                                          received.entry));
        }
    }
    return count;
}

// As the journal has it now: what was dropped there may still be in the entry that arrived.
Result<void> Recorder::reapply(Transaction& transaction, const entry::SignedEntry& arrived) {
    for (const journal::StoredEntry& stored : TRY(m_journal.reader().find(arrived.id()))) {
        if (stored.entry.hash() == arrived.hash()) {
            TRY(m_registry.reapply(transaction, stored.entry));
        }
    }
    return {};
}

Result<void> Recorder::receive_one(Transaction& transaction, const entry::SignedEntry& entry, ReceivedCount& count) {
    switch (TRY(m_journal.import(transaction, entry))) {
        case journal::ImportOutcome::forked: ++count.forked; return apply(transaction, entry);
        case journal::ImportOutcome::added: ++count.added; return apply(transaction, entry);
        case journal::ImportOutcome::completed: ++count.completed; return reapply(transaction, entry);
        case journal::ImportOutcome::known: ++count.known; break;
    }
    return {};
}

}  // namespace daohu::registry
