// SPDX-License-Identifier: Apache-2.0
#pragma once

// Entries that are not forms: what they say, typed. Any thread.
//
// Each is one section without a subject holding one operation of the entry's kind, its fields as assignments. The
// county's own kinds (grant, certify, publish) are written and read by sync/county with the same helpers.

#include "core/entry/draft.hpp"

namespace daohu::entry {

// Entries `first` to `last` of an incarnation of the declaring device are lost.
struct Gap {
    IncarnationId incarnation;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::optional<Hash256> hash_of_last;  // known from the entry after it

    friend bool operator==(const Gap&, const Gap&) = default;
};

// A section must be dropped wherever it is.
struct Erasure {
    EntryId entry;
    Hash256 entry_hash;
    std::uint32_t section = 0;

    friend bool operator==(const Erasure&, const Erasure&) = default;
};

// This device has carried out an order (an erasure, a purge).
struct Receipt {
    EntryId order;
    Hash256 order_hash;

    friend bool operator==(const Receipt&, const Receipt&) = default;
};

[[nodiscard]] EntryDraft make_draft(const Gap& gap, StreamId scope);
[[nodiscard]] EntryDraft make_draft(const Erasure& erasure, StreamId scope);
[[nodiscard]] EntryDraft make_draft(const Receipt& receipt, StreamId scope);

// entry_administrative_malformed when a field is missing or of another type, or the entry is of another kind.
[[nodiscard]] Result<Gap> read_gap(const SignedEntry& entry);
[[nodiscard]] Result<Erasure> read_erasure(const SignedEntry& entry);
[[nodiscard]] Result<Receipt> read_receipt(const SignedEntry& entry);

// The value of a field of an operation; nothing when there is none of that name.
[[nodiscard]] const Value* find_field(const Section& section, const Operation& operation, std::string_view name);

}  // namespace daohu::entry
