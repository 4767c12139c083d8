// SPDX-License-Identifier: Apache-2.0
#pragma once

// A finished form becomes the draft of an entry: each section of the submission one section of the entry. Any thread.
//
// In every section stands one `record` whose assignments name the answers by their path in the form, so that the
// submission XML can be derived from the entry; then come the changes to the section's subject. A value that an answer
// and a property share is stored once.

#include "core/entry/draft.hpp"
#include "core/form/submission.hpp"
#include "core/registry/schema.hpp"

#include <map>
#include <optional>

namespace daohu::casework {

// When and under which clocks the form was finished, for whoever examines it later. Kept in the section about
// nobody in particular.
struct ClockReading {
    WallTime wall;
    MonotonicTime monotonic{};
    std::array<std::uint8_t, 16> boot{};
};

// Who may open what the entry seals. Nobody can be left out by oversight: a section that names an audience without readers
// makes no entry.
struct Seals {
    std::vector<BoxPublicKey> whole_entry;  // every section is sealed to these; empty: as the sections say
    std::map<std::string, std::vector<BoxPublicKey>, std::less<>> by_audience;
};

struct EntryContext {
    Hash256 form_hash;
    StreamId scope;
    ClockReading clock;
    Seals seals;
};

// casework_no_reader (the detail names the audience), casework_value (an answer that is no value of its property's type; the detail names dataset and property),
// id_malformed (an entity id that is none).
[[nodiscard]] Result<entry::EntryDraft>
make_entry_draft(const form::Submission& submission, const registry::SchemaSet& schemas, const EntryContext& context);

// The sections of a form as an entry kept them, in order: what submission_xml() of core/form reads. Sections that are
// not here (dropped, withheld, sealed) are left out.
[[nodiscard]] Result<std::vector<form::Section>> sections_of(const entry::SignedEntry& entry);

// The clocks alone, as the record of an entry that no form makes.
[[nodiscard]] entry::DraftOperation clock_record(const ClockReading& clock);
// What the entry's author noted of his clocks; nothing where that cannot be read here.
[[nodiscard]] std::optional<ClockReading> clock_of(const entry::SignedEntry& entry);

// A token by which a form remembers the write behind a shown value, and back. bytes_wrong_length, id_malformed.
[[nodiscard]] Bytes token_of(const entry::WriteId& write);
[[nodiscard]] Result<entry::WriteId> write_of(ByteView token);

}  // namespace daohu::casework
