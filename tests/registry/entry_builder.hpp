// SPDX-License-Identifier: Apache-2.0
#pragma once

// Devices that write signed entries, for the registry's tests.

#include "core/base/crypto.hpp"
#include "core/entry/draft.hpp"
#include "core/entry/signing.hpp"

#include <catch2/catch_test_macros.hpp>

namespace daohu::test {

using entry::OperationCode;
using entry::WriteId;

// 2026-03-02T01:00:00Z plus some minutes.
inline WallTime morning(int minutes) {
    return WallTime{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}} + std::chrono::hours{1} +
           std::chrono::minutes{minutes};
}

inline EntityId entity_numbered(std::uint8_t number) {
    std::array<std::uint8_t, 16> raw{};
    raw.front() = number;
    return EntityId{raw};
}

inline StreamId stream_numbered(std::uint8_t number) {
    std::array<std::uint8_t, 16> raw{};
    raw.front() = number;
    return StreamId{raw};
}

inline entry::DraftOperation operation(OperationCode code, std::string dataset,
                                       std::vector<entry::DraftAssignment> assignments = {},
                                       std::vector<WriteId> replaces = {}) {
    return {code, std::move(dataset), std::move(assignments), std::move(replaces)};
}

inline entry::DraftAssignment set_to(std::string name, entry::Value value, std::vector<WriteId> replaces = {}) {
    return {std::move(name), std::move(value), std::move(replaces)};
}

inline entry::Value words(std::string_view text) { return std::string{text}; }

// A chain of entries signed by one person on one tablet.
class Device {
public:
    explicit Device(std::uint8_t number) : m_entropy{number} {
        REQUIRE(init_crypto());
        std::array<std::uint8_t, 16> raw{};
        raw.front() = number;
        m_device = DeviceId{raw};
        m_incarnation = IncarnationId::random(m_entropy);
        m_author.emplace(new_key());
        m_key.emplace(new_key());
    }

    void set_time(WallTime time) { m_time = time; }
    void set_stream(StreamId stream) { m_stream = stream; }
    [[nodiscard]] DeviceId id() const { return m_device; }
    [[nodiscard]] PublicKey public_key() const { return m_key->public_key(); }
    [[nodiscard]] std::uint64_t sequence() const { return m_sequence; }

    // The next entry of the chain: one section a subject.
    entry::SignedEntry write(EntityId subject, std::vector<entry::DraftOperation> operations) {
        return write(std::vector<entry::DraftSection>{{subject, std::move(operations), {}}});
    }
    entry::SignedEntry write(std::vector<entry::DraftSection> sections,
                             entry::EntryKind kind = entry::EntryKind::form) {
        entry::EntryDraft draft;
        draft.kind = kind;
        draft.scope = m_stream;
        draft.sections = std::move(sections);
        Result<entry::AssembledEntry> assembled = entry::assemble(draft, m_entropy);
        INFO((assembled ? std::string{} : assembled.error().describe()));
        REQUIRE(assembled);
        ++m_sequence;
        const entry::ChainPosition position{m_device, m_incarnation, m_sequence, m_previous,
                                            Hlc::at(m_time, next_counter())};
        Result<entry::SignedEntry> entry = entry::sign(std::move(*assembled), position, {*m_author, *m_key});
        REQUIRE(entry);
        m_previous = entry->hash();
        return std::move(*entry);
    }

    // The same with a section that no draft of this version can have.
    entry::SignedEntry write_section(EntityId subject, const entry::Section& section) {
        return write_bytes(subject, entry::encode(section), section.write_count());
    }
    // The same with anything in place of a section.
    entry::SignedEntry write_bytes(EntityId subject, const Bytes& bytes, std::uint32_t writes) {
        entry::Header header;
        header.device = m_device;
        header.incarnation = m_incarnation;
        header.sequence = ++m_sequence;
        header.previous = m_previous;
        header.hlc = Hlc::at(m_time, next_counter());
        header.author_key = m_author->public_key();
        header.scope = m_stream;
        header.subjects = {subject};
        header.sections = {{subject, hash256(bytes), static_cast<std::uint32_t>(bytes.size()), writes, std::nullopt}};
        const Bytes encoded = entry::encode(header);
        m_previous = hash256(encoded);
        const Signature author = m_author->sign(entry::author_message(m_previous));
        const Signature device = m_key->sign(entry::device_message(m_previous, author));
        Result<entry::SignedEntry> entry = entry::SignedEntry::from_parts(encoded, author, device, {bytes});
        INFO((entry ? std::string{} : entry.error().describe()));
        REQUIRE(entry);
        return std::move(*entry);
    }

    // A second life of the same chain up to here, as when a tablet's storage is copied.
    [[nodiscard]] Device clone() const { return *this; }

private:
    Device(const Device& other)
        : m_entropy{other.m_sequence + 1000}, m_device{other.m_device}, m_incarnation{other.m_incarnation},
          m_stream{other.m_stream}, m_sequence{other.m_sequence}, m_previous{other.m_previous}, m_time{other.m_time} {
        m_author.emplace(new_key());
        m_key.emplace(new_key());
    }

    SigningKey new_key() {
        Result<SigningKey> key = SigningKey::generate(m_entropy);
        REQUIRE(key);
        return std::move(*key);
    }

    std::uint16_t next_counter() { return m_counter++; }

    SeededEntropy m_entropy;
    DeviceId m_device;
    IncarnationId m_incarnation;
    StreamId m_stream = stream_numbered(1);
    std::uint64_t m_sequence = 0;
    Hash256 m_previous;
    WallTime m_time = morning(0);
    std::uint16_t m_counter = 0;
    std::optional<SigningKey> m_author;
    std::optional<SigningKey> m_key;
};

// The write of the first assignment of a property in an entry's only readable sections.
inline WriteId write_of(const entry::SignedEntry& entry, std::string_view property) {
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < entry.sections().size(); ++i) {
        const Result<entry::Section> section = entry.section(i);
        REQUIRE(section);
        for (const entry::Operation& one : section->operations) {
            ++next;
            for (const entry::Assignment& assignment : one.assignments) {
                if (assignment.name == property) {
                    return {entry.id(), next};
                }
                ++next;
            }
        }
    }
    FAIL("no write of " << property);
    return {};
}

}  // namespace daohu::test
