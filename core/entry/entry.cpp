// SPDX-License-Identifier: Apache-2.0
#include "core/entry/entry.hpp"

#include "core/base/cbor.hpp"
#include "core/entry/sealed_section.hpp"
#include "core/entry/signing.hpp"

namespace daohu::entry {

namespace {

// Header, signatures, sections and what CBOR puts around them.
constexpr std::size_t kMaxEncodedBytes = kMaxEntryBytes + 2 * Signature::kSize + kMaxSections * 5 + 64;

Result<void> check_sections(const Header& header, const std::vector<SectionSlot>& sections) {
    if (sections.size() != header.sections.size()) {
        return fail(ErrorCode::entry_section_count,
                    std::to_string(sections.size()) + " of " + std::to_string(header.sections.size()));
    }
    for (std::size_t i = 0; i < sections.size(); ++i) {
        const auto* bytes = std::get_if<Bytes>(&sections[i]);
        if (bytes != nullptr &&
            (bytes->size() != header.sections[i].length || hash256(*bytes) != header.sections[i].hash)) {
            return fail(ErrorCode::entry_section_hash, "section " + std::to_string(i));
        }
    }
    return {};
}

Result<SectionSlot> read_slot(CborReader& in) {
    if (TRY(in.peek()) == CborKind::bytes) {
        const ByteView bytes = TRY(in.bytes());
        return SectionSlot{Bytes(bytes.begin(), bytes.end())};
    }
    const std::uint64_t absence = TRY(in.unsigned_integer());
    if (absence > static_cast<std::uint64_t>(Absence::withheld)) {
        return fail(ErrorCode::entry_section_count, "unknown absence");
    }
    return SectionSlot{static_cast<Absence>(absence)};
}

}  // namespace

Result<SignedEntry> SignedEntry::from_parts(Bytes header, const Signature& author, const Signature& device,
                                            std::vector<SectionSlot> sections) {
    SignedEntry entry;
    entry.m_header = TRY(decode_header(header));
    TRY(check_sections(entry.m_header, sections));
    entry.m_hash = hash256(header);
    entry.m_header_bytes = std::move(header);
    entry.m_author = author;
    entry.m_device = device;
    entry.m_sections = std::move(sections);
    return entry;
}

Result<SignedEntry> SignedEntry::decode(ByteView bytes) {
    if (bytes.size() > kMaxEncodedBytes) {
        return fail(ErrorCode::entry_too_large, std::to_string(bytes.size()) + " bytes");
    }
    CborReader in{bytes, {.bytes = kMaxEncodedBytes, .items = kMaxSections + 8, .depth = 2}};
    TRY(in.array_of(4));
    const ByteView header = TRY(in.bytes());
    const Signature author{TRY(in.fixed_bytes<Signature::kSize>())};
    const Signature device{TRY(in.fixed_bytes<Signature::kSize>())};
    const std::size_t count = TRY(in.array());
    std::vector<SectionSlot> sections;
    sections.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        sections.push_back(TRY(read_slot(in)));
    }
    TRY(in.finish());
    return from_parts(Bytes(header.begin(), header.end()), author, device, std::move(sections));
}

Bytes SignedEntry::encode() const {
    CborWriter out;
    out.array(4).bytes(m_header_bytes).bytes(m_author.bytes()).bytes(m_device.bytes()).array(m_sections.size());
    for (const SectionSlot& slot : m_sections) {
        if (const auto* bytes = std::get_if<Bytes>(&slot)) {
            out.bytes(*bytes);
        } else {
            out.unsigned_integer(static_cast<std::uint64_t>(std::get<Absence>(slot)));
        }
    }
    return out.take();
}

Result<void> SignedEntry::verify(const PublicKey& device_key) const {
    if (!daohu::verify(m_header.author_key, author_message(m_hash), m_author)) {
        return fail(ErrorCode::entry_author_signature, id().to_string());
    }
    if (!daohu::verify(device_key, device_message(m_hash, m_author), m_device)) {
        return fail(ErrorCode::entry_device_signature, id().to_string());
    }
    return {};
}

Result<ByteView> SignedEntry::section_bytes(std::size_t index) const {
    const SectionSlot& slot = m_sections.at(index);
    if (const auto* bytes = std::get_if<Bytes>(&slot)) {
        return ByteView{*bytes};
    }
    return fail(std::get<Absence>(slot) == Absence::dropped ? ErrorCode::entry_section_dropped
                                                            : ErrorCode::entry_section_withheld);
}

Result<Section> SignedEntry::decode_counted(std::size_t index, ByteView bytes) const {
    Section section = TRY(decode_section(bytes));
    if (section.write_count() != m_header.sections[index].writes) {
        return fail(ErrorCode::entry_write_count, "section " + std::to_string(index));
    }
    return section;
}

Result<Section> SignedEntry::section(std::size_t index) const {
    const ByteView bytes = TRY(section_bytes(index));
    if (m_header.sections[index].sealed_to) {
        return fail(ErrorCode::entry_section_sealed);
    }
    return decode_counted(index, bytes);
}

Result<Section> SignedEntry::open_section(std::size_t index, const BoxKey& reader) const {
    const ByteView bytes = TRY(section_bytes(index));
    const auto& sealed_to = m_header.sections[index].sealed_to;
    if (!sealed_to) {
        return decode_counted(index, bytes);
    }
    const Bytes plain = TRY(unseal_section(bytes, *sealed_to, reader));
    return decode_counted(index, plain);
}

void SignedEntry::remove_section(std::size_t index, Absence why) {
    SectionSlot& slot = m_sections.at(index);
    if (std::holds_alternative<Bytes>(slot) || why == Absence::dropped) {
        slot = why;
    }
}

}  // namespace daohu::entry
