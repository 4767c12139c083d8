// SPDX-License-Identifier: Apache-2.0
#pragma once

// The signed entry: the only thing that is ever written, sent and folded. Immutable but for sections that leave it.
// Any thread.
//
// hash = BLAKE2b-256(header bytes). The author signs "daohu-entry-1" ‖ hash, the device "daohu-entry-1" ‖ hash ‖ the
// author's signature. The header's bytes are kept as they came and never written anew.
//
// In canonical CBOR (journal, mirror, export): [header bytes, author signature, device signature, [section bytes | 0
// dropped | 1 withheld...]].

#include "core/entry/header.hpp"
#include "core/entry/limits.hpp"
#include "core/entry/section.hpp"

#include <variant>
#include <vector>

namespace daohu::entry {

// Why a section's bytes are not here. The header still holds their hash.
enum class Absence : std::uint8_t {
    dropped = 0,   // erased by order, everywhere
    withheld = 1,  // not for this reader
};

using SectionSlot = std::variant<Bytes, Absence>;

class SignedEntry {
public:
    // Checks everything that needs no key: the header, the size, and length and hash of every section present.
    //
    // The codes of decode_header; entry_section_count, entry_section_hash, entry_too_large.
    [[nodiscard]] static Result<SignedEntry> from_parts(Bytes header, const Signature& author, const Signature& device,
                                                        std::vector<SectionSlot> sections);
    // The codes of from_parts; or a cbor_ code.
    [[nodiscard]] static Result<SignedEntry> decode(ByteView bytes);
    [[nodiscard]] Bytes encode() const;

    [[nodiscard]] const Header& header() const { return m_header; }
    [[nodiscard]] EntryId id() const { return m_header.id(); }
    [[nodiscard]] const Hash256& hash() const { return m_hash; }
    [[nodiscard]] const Bytes& header_bytes() const { return m_header_bytes; }
    [[nodiscard]] const Signature& author_signature() const { return m_author; }
    [[nodiscard]] const Signature& device_signature() const { return m_device; }
    [[nodiscard]] const std::vector<SectionSlot>& sections() const { return m_sections; }

    // entry_author_signature or entry_device_signature. Whether the keys belong to a person and a device is for who
    // holds the certificates.
    [[nodiscard]] Result<void> verify(const PublicKey& device_key) const;

    // The content of a section. entry_section_dropped, entry_section_withheld, entry_section_sealed, or a code of
    // decode_section; entry_write_count when it has not as many writes as the header says.
    [[nodiscard]] Result<Section> section(std::size_t index) const;
    // The same for a section sealed to `reader`; entry_section_not_for_reader when it is not.
    [[nodiscard]] Result<Section> open_section(std::size_t index, const BoxKey& reader) const;

    // Takes the bytes out and leaves the reason. Dropped stays dropped.
    void remove_section(std::size_t index, Absence why);

private:
    SignedEntry() = default;
    [[nodiscard]] Result<ByteView> section_bytes(std::size_t index) const;
    [[nodiscard]] Result<Section> decode_counted(std::size_t index, ByteView bytes) const;

    Header m_header;
    Hash256 m_hash;
    Bytes m_header_bytes;
    Signature m_author;
    Signature m_device;
    std::vector<SectionSlot> m_sections;
};

}  // namespace daohu::entry
