// SPDX-License-Identifier: Apache-2.0
#include "core/registry/recorder.hpp"

namespace daohu::registry {

using vault::Transaction;

Recorder::Recorder(vault::Database& database, journal::Journal& journal, Registry& registry)
    : m_database{database}, m_journal{journal}, m_registry{registry} {}

Result<entry::SignedEntry> Recorder::save(entry::AssembledEntry entry, const entry::SigningKeys& keys) {
    Transaction transaction = TRY(Transaction::begin(m_database));
    Result<entry::SignedEntry> saved = save_in(transaction, std::move(entry), keys);
    const Result<void> committed = saved ? transaction.commit() : fail(saved.error());
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

Result<ReceivedCount> Recorder::receive(std::span<const ReceivedEntry> entries,
                                        const std::function<Result<void>(Transaction&)>& with) {
    Transaction transaction = TRY(Transaction::begin(m_database));
    Result<ReceivedCount> count = receive_in(transaction, entries);
    Result<void> done = count ? Result<void>{} : fail(count.error());
    if (done && with) {
        done = with(transaction);
    }
    if (done) {
        done = transaction.commit();
    }
    if (!done) {
        m_registry.forget_unsaved();
        return fail(done.error());
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
            case journal::ImportOutcome::known:
                ++count.known;
                break;
        }
        if (received.place) {
            TRY(m_journal.place_in_stream(transaction, received.place->stream, received.place->position, received.entry));
        }
    }
    return count;
}

}  // namespace daohu::registry
