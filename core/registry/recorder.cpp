// SPDX-License-Identifier: Apache-2.0
#include "core/registry/recorder.hpp"

namespace daohu::registry {

using vault::Transaction;

Recorder::Recorder(vault::Database& database, journal::Journal& journal, Registry& registry)
    : m_database{database}, m_journal{journal}, m_registry{registry} {}

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

Result<entry::SignedEntry> Recorder::save(entry::AssembledEntry entry, const entry::SigningKeys& keys,
                                          const Also& also) {
    Transaction transaction = TRY(Transaction::begin(m_database));
    Result<entry::SignedEntry> saved = save_in(transaction, std::move(entry), keys);
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
    TRY(m_registry.apply(transaction, saved, TRY(m_journal.reader().last_ordinal())));
    return saved;
}

Result<ReceivedCount> Recorder::receive(std::span<const ReceivedEntry> entries, const Also& also) {
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
        switch (TRY(m_journal.import(transaction, received.entry))) {
            case journal::ImportOutcome::forked:
                ++count.forked;
                TRY(m_registry.apply(transaction, received.entry, TRY(m_journal.reader().last_ordinal())));
                break;
            case journal::ImportOutcome::added:
                ++count.added;
                TRY(m_registry.apply(transaction, received.entry, TRY(m_journal.reader().last_ordinal())));
                break;
            case journal::ImportOutcome::completed:
                ++count.completed;
                TRY(m_registry.reapply(transaction, received.entry));
                break;
            case journal::ImportOutcome::known: ++count.known; break;
        }
        if (received.place) {
            TRY(m_journal.place_in_stream(transaction, received.place->stream, received.place->position,
                                          received.entry));
        }
    }
    return count;
}

}  // namespace daohu::registry
