// SPDX-License-Identifier: Apache-2.0
#pragma once

// Arranging entries for tests: keys from seeds, places in a chain, and a small draft of a family of two.

#include "core/base/crypto.hpp"
#include "core/entry/draft.hpp"

namespace daohu::entry::test {

inline SigningKey signing_key(std::uint64_t seed) {
    SeededEntropy entropy{seed};
    return SigningKey::generate(entropy).value();
}

struct Signer {
    SigningKey author = signing_key(1);
    SigningKey device = signing_key(2);

    [[nodiscard]] SigningKeys keys() const { return {author, device}; }
};

template <class IdType>
IdType id_of(std::uint64_t seed) {
    SeededEntropy entropy{seed};
    return IdType::random(entropy);
}

inline ChainPosition first_position() {
    return {id_of<DeviceId>(11), id_of<IncarnationId>(12), 1, Hash256{}, Hlc::from_bits(1000)};
}

inline ChainPosition position_after(const SignedEntry& entry) {
    return {entry.header().device, entry.header().incarnation, entry.header().sequence + 1, entry.hash(),
            entry.header().hlc.next()};
}

// Section 0: the report itself; section 1: a person who is created with a name and a sex.
inline EntryDraft family_draft() {
    EntryDraft draft;
    draft.form_hash = hash256(as_bytes("form"));
    draft.form_version = "2026-01";
    draft.scope = id_of<StreamId>(13);
    draft.sections.push_back(
        {std::nullopt,
         {{OperationCode::record,
           "discovery",
           {{"/data/where", std::string{"upper hamlet"}, {}}, {"/data/need", std::string{"water"}, {}}},
           {}}},
         {}});
    draft.sections.push_back({id_of<EntityId>(14),
                              {{OperationCode::create,
                                "person",
                                {{"name", std::string{"Shili A"}, {}},
                                 {"nickname", std::string{"Shili A"}, {}},
                                 {"age", std::int64_t{61}, {}}},
                                {}}},
                              {}});
    return draft;
}

inline SignedEntry signed_entry(const EntryDraft& draft, const ChainPosition& position, const Signer& signer,
                                std::uint64_t salt_seed = 20) {
    SeededEntropy entropy{salt_seed};
    return sign(assemble(draft, entropy).value(), position, signer.keys()).value();
}

}  // namespace daohu::entry::test
