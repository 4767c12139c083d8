// SPDX-License-Identifier: Apache-2.0
//
// What leaves a journal: sections that are to be forgotten, and mirrored entries that are safe elsewhere.
#include "core/journal/delivery.hpp"
#include "core/journal/journal.hpp"
#include "core/journal/put_aside.hpp"

namespace daohu::journal {

namespace {

using vault::Transaction;

// So many may stay in the mirror before it is rewritten.
constexpr std::uint64_t kSafeEntriesToKeep = 200;

}  // namespace

Result<void> Journal::drop_section(Transaction&, const entry::EntryId& id, const Hash256& hash, std::size_t section,
                                   entry::Absence why) {
    for (StoredEntry& stored : TRY(m_reader.find(id))) {
        if (stored.entry.hash() == hash && section < stored.entry.sections().size()) {
            stored.entry.remove_section(section, why);
            m_has_dropped = true;
            return put_bytes(stored.ordinal, stored.entry);
        }
    }
    return fail(ErrorCode::not_found, id.to_string() + " section " + std::to_string(section));
}

Result<void> Journal::finish_dropping() {
    if (m_mirror != nullptr) {
        TRY(shrink_mirror());
    }
    TRY(m_database->checkpoint());
    if (m_files != nullptr) {
        TRY(remove_put_aside(*m_files, m_database->path()));
        if (m_mirror != nullptr) {
            TRY(remove_put_aside(*m_files, m_mirror->path()));
        }
    }
    TRY(m_erasures.replace_state(ErasureState::dropped, ErasureState::done));
    m_has_dropped = false;
    return {};
}

Result<std::optional<entry::SignedEntry>> Journal::without_erased(const entry::SignedEntry& entry) {
    std::optional<entry::SignedEntry> left;
    for (const ErasureOrder& order : TRY(m_erasures.naming(entry))) {
        if (order.what.section < entry.sections().size()) {
            left = left ? std::move(left) : std::optional{entry};
            left->remove_section(order.what.section, entry::Absence::dropped);
        }
    }
    return left;
}

Result<std::optional<entry::SignedEntry>> Journal::carry_out(Transaction&, const entry::SignedEntry& order) {
    std::optional<entry::SignedEntry> left;
    const std::optional<StoredEntry> stored = TRY(find_same(order));
    if (!stored) {
        return left;
    }
    const std::optional<ErasureOrder> known = TRY(m_erasures.find(stored->ordinal));
    if (known && known->state == ErasureState::waiting) {
        left = TRY(drop_as_ordered(*known));
    }
    return left;
}

// What is left of the entry, when bytes were dropped.
Result<std::optional<entry::SignedEntry>> Journal::drop_as_ordered(const ErasureOrder& order) {
    std::optional<entry::SignedEntry> left;
    for (StoredEntry& stored : TRY(m_reader.find(order.what.entry))) {
        if (stored.entry.hash() != order.what.entry_hash) {
            continue;
        }
        if (order.what.section >= stored.entry.sections().size()) {
            TRY(m_erasures.set_state(order.ordinal, ErasureState::no_section));
            continue;
        }
        const bool had_bytes = std::holds_alternative<Bytes>(stored.entry.sections()[order.what.section]);
        stored.entry.remove_section(order.what.section, entry::Absence::dropped);
        TRY(put_bytes(stored.ordinal, stored.entry));
        TRY(m_erasures.set_state(order.ordinal, had_bytes ? ErasureState::dropped : ErasureState::done));
        if (had_bytes) {
            m_has_dropped = true;
            left = std::move(stored.entry);
        }
    }
    return left;
}

Result<void> Journal::shrink_mirror() {
    DeliveryMarks marks = TRY(DeliveryMarks::open(*m_database));
    const Delivery delivery = TRY(marks.delivery(m_identity.incarnation));
    const auto chain = TRY(m_reader.find_chain(m_identity.device, m_identity.incarnation));
    const auto head =
        chain ? std::optional{MirrorHead{{chain->device, chain->incarnation, chain->last}, chain->last_hash}}
              : std::nullopt;
    const auto unsafe = TRY(missing_in_mirror(*m_database, m_identity.device, {}));
    TRY(m_mirror->rewrite(head, [&](const Mirror::Take& put) { return give_each(unsafe, put); }));
    m_mirrored_after = delivery.safe;
    return {};
}

Result<void> Journal::give_each(const std::vector<MissingEntry>& entries, const Mirror::Take& put) {
    for (const MissingEntry& wanted : entries) {
        for (const StoredEntry& stored : TRY(m_reader.find(wanted.id))) {
            if (stored.entry.hash() == wanted.hash) {
                TRY(put(stored.entry));
            }
        }
    }
    return {};
}

Result<void> Journal::let_go_of_safe_entries() {
    if (m_mirror == nullptr) {
        return {};
    }
    DeliveryMarks marks = TRY(DeliveryMarks::open(*m_database));
    const std::uint64_t safe = TRY(marks.delivery(m_identity.incarnation)).safe;
    return safe >= m_mirrored_after + kSafeEntriesToKeep ? shrink_mirror() : Result<void>{};
}

}  // namespace daohu::journal
