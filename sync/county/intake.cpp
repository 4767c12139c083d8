// SPDX-License-Identifier: Apache-2.0
#include "sync/county/intake.hpp"

#include "core/entry/administrative.hpp"
#include "core/entry/sealed_stream.hpp"
#include "sync/county/moved_sections.hpp"

#include <algorithm>
#include <utility>

namespace daohu::county {

namespace {

using wire::Standing;

// Orders that only the county itself may give.
bool is_order(entry::EntryKind kind) {
    return kind == entry::EntryKind::erase || kind == entry::EntryKind::grant || kind == entry::EntryKind::certify ||
           kind == entry::EntryKind::publish;
}

// Where a device may read it may say that it has carried out an order.
Result<bool> may_confirm(StoreWriter& store, const entry::Header& header) {
    if (header.kind != entry::EntryKind::receipt) {
        return false;
    }
    const std::vector<StreamRight> rights = TRY(store.rights_of(header.device));
    const auto right = std::ranges::find(rights, header.scope, &StreamRight::stream);
    if (right != rights.end()) {
        return right->may_read;
    }
    return store.is_given_sealed(header.device, header.scope);
}

// What is sealed, all of it, to readers whom the county's root has named stands in their stream, which nobody is granted.
// Its name follows from their keys: whoever writes there lets nobody in. A tablet may know only an earlier list, so that
// whoever was a reader before may be among them; where nobody is one any more, the office decides.
Result<bool> is_for_readers(StoreWriter& store, const entry::Header& header) {
    const std::vector<BoxPublicKey> readers = entry::readers_of_all(header);
    if (readers.empty() || header.scope != entry::sealed_stream(readers)) {
        return false;
    }
    bool somebody_reads = false;
    for (const BoxPublicKey& reader : readers) {
        const ReaderStanding standing = TRY(store.standing_of_reader(reader));
        if (standing == ReaderStanding::never) {
            return false;
        }
        somebody_reads = somebody_reads || standing == ReaderStanding::in_force;
    }
    return somebody_reads;
}

// In the place that its standing gives it, and where those whom it is about have moved meanwhile.
Result<void> hand_on(StoreWriter& store, const entry::SignedEntry& entry, EntryRow row) {
    const entry::Header& header = entry.header();
    if (const auto readers = entry::readers_of_all(header);
        !readers.empty() && header.scope == entry::sealed_stream(readers)) {
        TRY(store.add_sealed_stream(header.scope, readers));
    }
    TRY(store.append_to_stream(header.scope, row));
    return follow_moves(store, entry, row);
}

// So many days' entries a device may bring at once that was away, or was never heard of.
constexpr std::uint64_t kMostDays = 120;
constexpr std::size_t kHeldAtOnce = 100;
constexpr std::int64_t kDay = std::int64_t{24} * 60 * 60 * 1000;  // milliseconds

// What an entry deserves that is next in its chain, or behind the chain's end.
Result<Standing> judge(StoreWriter& store, const entry::Header& header, const Chain& chain, const Arrival& arrival) {
    if (chain.is_frozen) {
        return Standing::incarnation_frozen;
    }
    if (header.sequence == chain.acknowledged + 1 && header.previous != chain.acknowledged_hash) {
        return Standing::chain_broken;
    }
    const auto device = TRY(store.find_device(header.device));
    if (!device || device->state == DeviceState::revoked) {
        return Standing::device_revoked;
    }
    if (!TRY(store.is_author_on(header.device, header.author_key))) {
        return Standing::author_unknown;
    }
    if (device->is_county) {
        return Standing::accepted;
    }
    const bool is_granted = TRY(store.may_write(header.device, header.scope, arrival.received_at));
    const bool may_write = is_granted || TRY(is_for_readers(store, header));
    if (!may_write || is_order(header.kind)) {
        const bool may_answer = TRY(may_confirm(store, header));
        return may_answer ? Standing::accepted : Standing::out_of_scope;
    }
    if (!entry::is_known(header.kind)) {
        return Standing::kind_unknown;
    }
    const ArrivalCount count = TRY(store.count_arrival(header.device, arrival.received_at / kDay));
    const std::uint64_t days = count.days_since ? std::min(*count.days_since, kMostDays) : kMostDays;
    return count.today > kDailyEntries * days ? Standing::over_quota : Standing::accepted;
}

void note(std::vector<wire::Judgement>& judgements, std::uint64_t sequence, Standing standing) {
    if (standing != Standing::accepted) {
        judgements.push_back({.sequence = sequence, .standing = standing});
    }
}

// The entry's bytes as they may be kept: without sections that were ordered erased before it came, or came again.
Result<Bytes> without_erased(StoreWriter& store, const VerifiedEntry& entry) {
    const std::vector<std::uint32_t> erased = TRY(store.erased_sections(entry.entry.hash()));
    if (erased.empty()) {
        return entry.bytes;
    }
    entry::SignedEntry rest = entry.entry;
    for (const std::uint32_t section : erased) {
        if (section < rest.sections().size()) {
            rest.remove_section(section, entry::Absence::dropped);
        }
    }
    return rest.encode();
}

Result<void> store_judged(StoreWriter& store, const VerifiedEntry& entry, const Arrival& arrival, Standing standing) {
    const Bytes kept = TRY(without_erased(store, entry));
    const EntryRow row = TRY(store.add_entry({.entry = entry.entry,
                                              .bytes = kept,
                                              .standing = standing,
                                              .received_at = arrival.received_at,
                                              .brought_by = arrival.brought_by}));
    if (standing == Standing::accepted) {
        TRY(hand_on(store, entry.entry, row));
    }
    return {};
}

// A copy that came first may lack what its bringer had let go of. What it lacks is filled from this one, but never with
// what was ordered erased; whoever reads the stream is given the entry once more.
Result<void> complete(StoreWriter& store, const StoredEntry& stored, const VerifiedEntry& arrived) {
    const Bytes before = TRY(store.load_entry(stored.row));
    const entry::SignedEntry here = TRY(entry::SignedEntry::decode(before));
    const Bytes allowed = TRY(without_erased(store, arrived));
    const entry::SignedEntry source = TRY(entry::SignedEntry::decode(allowed));
    std::vector<entry::SectionSlot> sections = here.sections();
    bool is_changed = false;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        if (std::holds_alternative<entry::Absence>(sections[i]) &&
            std::holds_alternative<Bytes>(source.sections()[i])) {
            sections[i] = source.sections()[i];
            is_changed = true;
        }
    }
    if (!is_changed) {
        return {};
    }
    const entry::SignedEntry whole = TRY(entry::SignedEntry::from_parts(here.header_bytes(), here.author_signature(),
                                                                        here.device_signature(), std::move(sections)));
    TRY(store.replace_entry(stored.row, whole.encode()));
    return stored.standing == Standing::accepted ? hand_on(store, here, stored.row) : Result<void>{};
}

// A device declares that entries of its own are lost, so that what comes behind them does not wait for ever. They must be
// before the declaration, and the entry after them says what the last one's hash was. It may come before its turn.
Result<void> note_gap(StoreWriter& store, const entry::SignedEntry& declaration) {
    const entry::Header& header = declaration.header();
    const auto gap = entry::read_gap(declaration);
    if (!gap || gap->incarnation != header.incarnation || gap->last >= header.sequence || !gap->hash_of_last) {
        return {};
    }
    return store.add_gap({.device = header.device,
                          .incarnation = header.incarnation,
                          .first = gap->first,
                          .last = gap->last,
                          .hash_of_last = *gap->hash_of_last});
}

// An entry that waited, now that it need not any more.
Result<void> settle(StoreWriter& store, EntryRow row, const Chain& chain, const Arrival& arrival,
                    std::vector<wire::Judgement>& judgements) {
    const Bytes bytes = TRY(store.load_entry(row));
    const entry::SignedEntry entry = TRY(entry::SignedEntry::decode(bytes));
    const Standing standing = TRY(judge(store, entry.header(), chain, arrival));
    TRY(store.set_standing(row, standing));
    if (standing == Standing::accepted) {
        TRY(hand_on(store, entry, row));
    }
    note(judgements, entry.header().sequence, standing);
    return {};
}

// The next entry of the chain, where it is here. One that the office handed on before its turn has its place already.
Result<bool> go_on_with_next(StoreWriter& store, Chain& chain, const Arrival& arrival,
                             std::vector<wire::Judgement>& judgements) {
    const auto branches = TRY(store.find_entries({chain.device, chain.incarnation, chain.acknowledged + 1}));
    auto next = std::ranges::find(branches, Standing::held, &StoredEntry::standing);
    if (next != branches.end()) {
        TRY(settle(store, next->row, chain, arrival, judgements));
    } else {
        next = std::ranges::find(branches, Standing::accepted, &StoredEntry::standing);
    }
    if (next == branches.end()) {
        return false;
    }
    chain.acknowledged += 1;
    chain.acknowledged_hash = next->hash;
    return true;
}

// The hole before which the chain stands, where its device has declared it. What is here from within it waits no longer.
Result<bool> go_on_behind_gap(StoreWriter& store, Chain& chain, const Arrival& arrival,
                              std::vector<wire::Judgement>& judgements) {
    const auto gap = TRY(store.find_gap(chain.device, chain.incarnation, chain.acknowledged + 1));
    if (!gap) {
        return false;
    }
    chain.acknowledged = gap->last;
    chain.acknowledged_hash = gap->hash_of_last;
    for (;;) {
        const auto rows = TRY(store.held_up_to(chain.device, chain.incarnation, chain.acknowledged, kHeldAtOnce));
        if (rows.empty()) {
            return true;
        }
        for (const EntryRow row : rows) {
            TRY(settle(store, row, chain, arrival, judgements));
        }
    }
}

// Entries that waited for the one just taken in.
Result<void> release_held(StoreWriter& store, Chain& chain, const Arrival& arrival,
                          std::vector<wire::Judgement>& judgements) {
    for (bool goes_on = true; goes_on;) {
        goes_on = TRY(go_on_with_next(store, chain, arrival, judgements));
        if (!goes_on) {
            goes_on = TRY(go_on_behind_gap(store, chain, arrival, judgements));
        }
    }
    return {};
}

// Whoever has rescued his database goes on in another life, and declares there what was lost of the one before: only what
// has an entry behind it.
Result<void> go_on_in_earlier_life(StoreWriter& store, const entry::SignedEntry& declaration, const Arrival& arrival) {
    const entry::Header& header = declaration.header();
    const auto gap = entry::read_gap(declaration);
    if (!gap || gap->incarnation == header.incarnation || gap->last < gap->first || !gap->hash_of_last) {
        return {};
    }
    const auto behind = TRY(store.find_entries({header.device, gap->incarnation, gap->last + 1}));
    if (behind.empty()) {
        return {};
    }
    TRY(store.add_gap({.device = header.device,
                       .incarnation = gap->incarnation,
                       .first = gap->first,
                       .last = gap->last,
                       .hash_of_last = *gap->hash_of_last}));
    Chain earlier = TRY(store.load_chain(header.device, gap->incarnation));
    std::vector<wire::Judgement> of_earlier;  // the next talk about that chain tells them
    TRY(release_held(store, earlier, arrival, of_earlier));
    return store.save_chain(earlier);
}

// Behind a hole: it waits, and where it declares the hole, nothing waits any more.
Result<void> take_in_behind_hole(StoreWriter& store, const VerifiedEntry& entry, Chain& chain, const Arrival& arrival,
                                 std::vector<wire::Judgement>& judgements) {
    const std::uint64_t before = chain.acknowledged;
    TRY(store_judged(store, entry, arrival, Standing::held));
    note(judgements, entry.entry.header().sequence, Standing::held);
    TRY(note_gap(store, entry.entry));
    TRY(release_held(store, chain, arrival, judgements));
    return chain.acknowledged == before ? Result<void>{} : store.save_chain(chain);
}

}  // namespace

Result<void> release(StoreWriter& store, EntryRow row, Standing standing) {
    const Bytes bytes = TRY(store.load_entry(row));
    const auto entry = entry::SignedEntry::decode(bytes);
    if (!entry) {
        return fail(ErrorCode::entry_unreadable, entry.error().describe());
    }
    const std::vector<StoredEntry> branches = TRY(store.find_entries(entry->id()));
    const auto stored = std::ranges::find(branches, row, &StoredEntry::row);
    if (standing == Standing::accepted || stored == branches.end() || stored->standing != standing) {
        return fail(ErrorCode::not_found, "it is not held back, or for another reason by now");
    }
    TRY(store.set_standing(row, Standing::accepted));
    return hand_on(store, *entry, row);
}

Result<VerifiedEntry> verify_entry(Store& store, Bytes bytes) {
    if (bytes.size() > wire::kMaxEntry) {
        return fail(ErrorCode::entry_unreadable, "larger than an entry may be");
    }
    auto entry = entry::SignedEntry::decode(bytes);
    if (!entry) {
        return fail(ErrorCode::entry_unreadable, entry.error().describe());
    }
    const auto device = TRY(store.find_device(entry->header().device));
    if (!device) {
        return fail(ErrorCode::device_unknown, entry->header().device.to_string());
    }
    TRY(entry->verify(device->key));
    return VerifiedEntry{.entry = std::move(*entry), .bytes = std::move(bytes)};
}

Result<std::vector<wire::Judgement>> take_in(StoreWriter& store, const VerifiedEntry& entry, const Arrival& arrival) {
    const entry::Header& header = entry.entry.header();
    std::vector<wire::Judgement> judgements;
    const std::vector<StoredEntry> branches = TRY(store.find_entries(header.id()));
    if (const auto known = std::ranges::find(branches, entry.entry.hash(), &StoredEntry::hash);
        known != branches.end()) {
        TRY(complete(store, *known, entry));
        note(judgements, header.sequence, known->standing);
        return judgements;
    }
    Chain chain = TRY(store.load_chain(header.device, header.incarnation));
    if (!branches.empty()) {
        chain.is_frozen = true;
        TRY(store_judged(store, entry, arrival, Standing::forked));
        TRY(store.save_chain(chain));
        note(judgements, header.sequence, Standing::forked);
        return judgements;
    }
    if (header.sequence > chain.acknowledged + 1) {
        TRY(take_in_behind_hole(store, entry, chain, arrival, judgements));
        return judgements;
    }
    const Standing standing = TRY(judge(store, header, chain, arrival));
    TRY(store_judged(store, entry, arrival, standing));
    note(judgements, header.sequence, standing);
    if (standing == Standing::accepted) {
        TRY(go_on_in_earlier_life(store, entry.entry, arrival));
    }
    if (header.sequence == chain.acknowledged + 1) {
        chain.acknowledged = header.sequence;
        chain.acknowledged_hash = entry.entry.hash();
        TRY(release_held(store, chain, arrival, judgements));
    }
    TRY(store.save_chain(chain));
    return judgements;
}

}  // namespace daohu::county
