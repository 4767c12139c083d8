// SPDX-License-Identifier: Apache-2.0
#pragma once

// From what a form says to a signed entry. Any thread.
//
//     EntryDraft draft{...};
//     draft.sections.push_back({.subject = person, .operations = {{.code = OperationCode::update, .dataset = "person",
//         .assignments = {{"phone", std::string{"..."}, {shown_write}}}}}});
//     AssembledEntry assembled = TRY(assemble(draft, entropy));   // the long part, before the transaction
//     SignedEntry entry = TRY(sign(assembled, position, keys));    // inside it: the place in the chain is known
//
// core/journal calls sign(): nobody else knows the place in the chain.

#include "core/entry/entry.hpp"

namespace daohu::entry {

struct DraftAssignment {
    std::string name;
    Value value;
    std::vector<WriteId> replaces;  // the writes shown on screen when the form was opened
};

struct DraftOperation {
    OperationCode code = OperationCode::record;
    std::string dataset;
    std::vector<DraftAssignment> assignments;
    std::vector<WriteId> replaces;  // edges of the operation itself: what it closes, removes, corrects or voids
};

struct DraftSection {
    std::optional<EntityId> subject;
    std::vector<DraftOperation> operations;
    std::vector<BoxPublicKey> sealed_to;  // empty: not sealed
};

struct EntryDraft {
    EntryKind kind = EntryKind::form;
    std::optional<Hash256> form_hash;
    std::string form_version;
    StreamId scope;
    std::vector<EntityId> other_subjects;  // besides those of the sections, in any order
    std::vector<DraftSection> sections;
};

// How much of an entry a draft fills, so that a form refuses the next row and never the finish.
struct EntrySize {
    std::size_t bytes = 0;  // the most it can be, whatever its place in the chain
    std::size_t values = 0;
    std::uint32_t writes = 0;

    [[nodiscard]] bool fits() const { return bytes <= kMaxEntryBytes && values <= kMaxValues && writes <= kMaxWrites; }
};
[[nodiscard]] EntrySize measure(const EntryDraft& draft);

// All of an entry but its place in the chain.
struct AssembledEntry {
    Header header;  // device, incarnation, sequence, previous, hlc and author_key still empty
    std::vector<Bytes> sections;
};

// Numbers the writes, puts equal values of a section into one, salts, hashes and where asked seals the sections.
//
// entry_empty (a section without operations, or no section), entry_text_invalid (a name or text that is not UTF-8),
// entry_name_invalid, entry_operation_code, entry_subject_invalid, entry_edge_invalid and the codes of the limits: what
// assemble returns, sign makes an entry of.
[[nodiscard]] Result<AssembledEntry> assemble(const EntryDraft& draft, Entropy& entropy);

struct ChainPosition {
    DeviceId device;
    IncarnationId incarnation;
    std::uint64_t sequence = 1;
    Hash256 previous;
    Hlc hlc;
};

struct SigningKeys {
    const SigningKey& author;
    const SigningKey& device;
};

// entry_edge_from_future when the draft replaces what this chain has not written yet; nothing else can fail.
[[nodiscard]] Result<SignedEntry> sign(AssembledEntry entry, const ChainPosition& position, const SigningKeys& keys);

}  // namespace daohu::entry
