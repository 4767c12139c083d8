// SPDX-License-Identifier: Apache-2.0
#pragma once

// The public part of an entry: who, where in the chain, about whom, replacing what. Any thread.
//
// It is never erased and holds no personal data: ids are random, there is no name and no place in it. In canonical CBOR
// it is the array
//
//     [suite, kind, device, incarnation, sequence, previous, hlc, author_key, form_hash | null, form_version, scope,
//      [subject...],
//      [[subject | null, hash, length, writes, [reader key...] | null]...],
//      [[device, incarnation, sequence, [write, replaced index, write, replaced index...]]...]]
//
// whose hash names the entry's content. Subjects, edge groups and the pairs in a group are in strictly ascending order.

#include "core/base/hash.hpp"
#include "core/base/hlc.hpp"
#include "core/base/sealed_box.hpp"
#include "core/base/signature.hpp"
#include "core/entry/write_id.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace daohu::entry {

// Which algorithms hash, sign and seal. 2 is kept free for SM2 and SM3.
enum class Suite : std::uint8_t {
    blake2b_ed25519 = 1,
};

// What an entry is for. A number of a newer version is kept as it is.
enum class EntryKind : std::uint8_t {
    form = 0,
    gap = 32,
    erase = 33,
    grant = 34,
    certify = 35,
    publish = 36,
    receipt = 37,
};

// Whether this version knows the kind.
[[nodiscard]] bool is_known(EntryKind kind);

struct SectionDescriptor {
    std::optional<EntityId> subject;  // none: the rest of the form, about nobody in particular
    Hash256 hash;                     // of the section's bytes as they travel
    std::uint32_t length = 0;         // of the same bytes
    std::uint32_t writes = 0;
    std::optional<std::vector<BoxPublicKey>> sealed_to;

    friend bool operator==(const SectionDescriptor&, const SectionDescriptor&) = default;
};

// Write `write` of this entry replaces `replaced`, as the author saw it.
struct Edge {
    std::uint32_t write = 0;
    WriteId replaced;

    friend auto operator<=>(const Edge&, const Edge&) = default;
};

struct Header {
    Suite suite = Suite::blake2b_ed25519;
    EntryKind kind = EntryKind::form;
    DeviceId device;
    IncarnationId incarnation;
    std::uint64_t sequence = 0;
    Hash256 previous;  // hash of the entry before; all zero exactly where sequence is 1
    Hlc hlc;
    PublicKey author_key;
    std::optional<Hash256> form_hash;
    std::string form_version;
    StreamId scope;                  // the stream the author meant it for: a hint, the server decides
    std::vector<EntityId> subjects;  // everyone the entry is about, ascending
    std::vector<SectionDescriptor> sections;
    std::vector<Edge> edges;  // ascending by write, then by the write replaced

    [[nodiscard]] EntryId id() const { return {device, incarnation, sequence}; }
    [[nodiscard]] WriteId write(std::uint32_t index) const { return {id(), index}; }
    // The number of the first write of a section; of all writes when `section` is the number of sections.
    [[nodiscard]] std::uint32_t first_write(std::size_t section) const;
    // The edges of one write.
    [[nodiscard]] std::span<const Edge> edges_of(std::uint32_t write) const;

    friend bool operator==(const Header&, const Header&) = default;
};

[[nodiscard]] Bytes encode(const Header& header);

// Strict: what decodes encodes to the same bytes.
//
// entry_too_large, entry_suite_unknown, entry_sequence_range, entry_chain_start (previous and sequence 1 disagree),
// entry_too_many_sections, entry_too_many_subjects, entry_too_many_writes, entry_too_many_readers,
// entry_subject_invalid (nil, unsorted, twice, or a section's subject not among them), entry_name_invalid,
// entry_edge_invalid (unsorted, twice, or of a write the entry has not), entry_edge_from_future (names this entry or a
// later one of its chain); or a cbor_ code.
[[nodiscard]] Result<Header> decode_header(ByteView bytes);

}  // namespace daohu::entry
