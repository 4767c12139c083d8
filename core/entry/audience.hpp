// SPDX-License-Identifier: Apache-2.0
#pragma once

// Audiences: who may open what is sealed "to complaints" or "to safety" (docs/decisions/0040-seals.md). Any thread.
//
// The county's offline root signs the list of an audience's readers, whole, with an edition. It travels as an entry of
// kind `certify` about the audience as a subject, so the registry keeps it like anything else; what makes it true is the
// root's signature and not the entry's, and the highest edition counts. So neither a server nor a tablet can add a
// reader, and an old list put back adds nobody either.

#include "core/base/person_box.hpp"
#include "core/entry/draft.hpp"

namespace daohu::entry {

struct AudienceReader {
    PublicKey person;                // the author key that the county certified
    std::optional<EntityId> worker;  // that person in the register: nobody is sealed a complaint about himself

    friend bool operator==(const AudienceReader&, const AudienceReader&) = default;
};

struct AudienceList {
    std::string audience;  // "complaints"
    std::string division;  // whose readers: digits of a division code, empty for the whole county
    std::uint64_t edition = 1;
    std::vector<AudienceReader> readers;
    Signature signature;  // by the county's root

    friend bool operator==(const AudienceList&, const AudienceList&) = default;
};

// entry_too_many_readers; entry_name_invalid for an empty or over-long name, or a division that is not digits.
[[nodiscard]] Result<AudienceList> sign_audience(AudienceList list, const SigningKey& root);
// signature_invalid.
[[nodiscard]] Result<void> verify(const AudienceList& list, const PublicKey& root);

// The subject under which the registry keeps the lists of an audience in a division.
[[nodiscard]] EntityId audience_id(std::string_view audience, std::string_view division);
inline constexpr std::string_view kAudienceDataset = "audience";
inline constexpr std::string_view kAudienceList = "list";

// `replaces`: the writes of the lists that this one follows.
[[nodiscard]] EntryDraft make_draft(const AudienceList& list, StreamId scope, std::vector<WriteId> replaces);
// What stands in the property `list`. entry_administrative_malformed; nothing is verified.
[[nodiscard]] Result<AudienceList> read_audience(const Value& value);

}  // namespace daohu::entry
