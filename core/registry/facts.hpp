// SPDX-License-Identifier: Apache-2.0
#pragma once

// What an entry tells the fold: its writes and its edges, each with its subject and its author. Any thread.

#include "core/entry/draft.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace daohu::registry {

// Who wrote it, when and in which entry.
struct Provenance {
    entry::EntryId entry;
    Hash256 entry_hash;
    PublicKey author_key;
    Hlc hlc;
    StreamId stream;

    friend bool operator==(const Provenance&, const Provenance&) = default;
};

// Orders what is displayed: time, then device, then place in its chain. Never decides what holds.
[[nodiscard]] bool displayed_before(const Provenance& earlier, const Provenance& later);

// The value of the write that creates or reopens a subject, and of the one that closes it.
inline constexpr std::string_view kStatusOpen = "open";
inline constexpr std::string_view kStatusClosed = "closed";

// One numbered write of an entry (core/entry/operation.hpp): an operation itself, or one of its assignments.
struct Write {
    std::uint32_t index = 0;
    std::uint32_t operation_index = 0;  // the operation's own write
    entry::OperationCode operation = entry::OperationCode::record;
    std::string dataset;
    std::string property;  // empty: the operation itself
    entry::Value value = entry::NullState::blank;

    [[nodiscard]] bool is_operation() const { return index == operation_index; }
    friend bool operator==(const Write&, const Write&) = default;
};

// Write `by` of the entry replaces `replaced`.
struct Edge {
    std::uint32_t by = 0;
    entry::WriteId replaced;
    bool of_operation = true;  // `by` is no assignment, as far as can be read here: only these end a same_as

    friend bool operator==(const Edge&, const Edge&) = default;
};

// The part of an entry that is about one subject.
struct SubjectFacts {
    EntityId subject;
    std::vector<Write> writes;
    std::vector<Edge> edges;             // of writes of this subject's sections, absent sections included
    bool from_the_future = false;        // an operation this version does not know
    bool has_absent_section = false;     // dropped, withheld or sealed
    bool has_malformed_section = false;  // signed and as long as it says, but no section; the journal keeps its bytes
};

// The county's verdict that a device named a write it can never have seen: the edge does not count.
struct BlindEdge {
    EntityId subject;  // of the write that holds the edge
    entry::WriteId by;
    entry::WriteId replaced;

    friend bool operator==(const BlindEdge&, const BlindEdge&) = default;
};

struct EntryFacts {
    std::uint64_t ordinal = 0;  // in this replica's journal; 0 where there is none
    Provenance provenance;
    std::vector<SubjectFacts> subjects;  // ascending by subject, each once
    std::vector<BlindEdge> blind_edges;
};

// Sections about nobody in particular are not folded; they stay in the journal. A section that is present and malformed
// says nothing but that it is there: what is wrong with it, SignedEntry::section tells.
//
// `open_sealed` reads a sealed section, or says nothing where it cannot. A store of several people is folded without one:
// what it held would be for all of them.
using SectionOpener = std::function<std::optional<entry::Section>(const entry::SignedEntry&, std::size_t)>;
[[nodiscard]] EntryFacts facts_of(const entry::SignedEntry& entry, const SectionOpener& open_sealed = {});

// The entity that the operation's own write of a same_as names; nothing for another write or a malformed reference.
[[nodiscard]] std::optional<EntityId> same_as_target(const SubjectFacts& facts, const Write& write);

// The operation of a `publish` entry that says so. Only entries of the county's own devices are listened to (FoldOptions).
[[nodiscard]] entry::DraftOperation make_blind_edge(const BlindEdge& edge);

}  // namespace daohu::registry
