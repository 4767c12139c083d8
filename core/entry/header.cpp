// SPDX-License-Identifier: Apache-2.0
#include "core/entry/header.hpp"

#include "core/base/cbor.hpp"
#include "core/entry/limits.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace daohu::entry {

namespace {

constexpr std::size_t kHeaderItems = 14;

std::string at(const CborReader& in) { return "at offset " + std::to_string(in.offset()); }

template <class IdType>
Result<IdType> read_id(CborReader& in) {
    return IdType{TRY(in.fixed_bytes<IdType::kSize>())};
}

Result<Hash256> read_hash(CborReader& in) { return Hash256{TRY(in.fixed_bytes<32>())}; }

Result<std::uint32_t> read_u32(CborReader& in, std::uint64_t limit, ErrorCode beyond) {
    const std::uint64_t number = TRY(in.unsigned_integer());
    if (number > limit) {
        return fail(beyond, at(in));
    }
    return static_cast<std::uint32_t>(number);
}

Result<std::vector<EntityId>> read_subjects(CborReader& in) {
    const std::size_t count = TRY(in.array());
    if (count > kMaxSubjects) {
        return fail(ErrorCode::entry_too_many_subjects, std::to_string(count));
    }
    std::vector<EntityId> subjects;
    subjects.reserve(count);
    EntityId last;  // nil, which no subject may be
    for (std::size_t i = 0; i < count; ++i) {
        const auto subject = TRY(read_id<EntityId>(in));
        if (subject <= last) {
            return fail(ErrorCode::entry_subject_invalid, at(in));
        }
        subjects.push_back(subject);
        last = subject;
    }
    return subjects;
}

Result<std::optional<std::vector<BoxPublicKey>>> read_readers(CborReader& in) {
    if (in.next_is_null()) {
        TRY(in.null());
        return std::optional<std::vector<BoxPublicKey>>{};
    }
    const std::size_t count = TRY(in.array());
    if (count == 0 || count > kMaxReaders) {
        return fail(ErrorCode::entry_too_many_readers, std::to_string(count));
    }
    std::vector<BoxPublicKey> readers;
    for (std::size_t i = 0; i < count; ++i) {
        readers.push_back(BoxPublicKey{TRY(in.fixed_bytes<32>())});
    }
    return std::optional{std::move(readers)};
}

Result<SectionDescriptor> read_descriptor(CborReader& in, const std::vector<EntityId>& subjects) {
    TRY(in.array_of(5));
    SectionDescriptor section;
    if (in.next_is_null()) {
        TRY(in.null());
    } else {
        section.subject = TRY(read_id<EntityId>(in));
        if (!std::ranges::binary_search(subjects, *section.subject)) {
            return fail(ErrorCode::entry_subject_invalid, "a section's subject is not among the entry's");
        }
    }
    section.hash = TRY(read_hash(in));
    section.length = TRY(read_u32(in, kMaxEntryBytes, ErrorCode::entry_too_large));
    section.writes = TRY(read_u32(in, kMaxWrites, ErrorCode::entry_too_many_writes));
    section.sealed_to = TRY(read_readers(in));
    return section;
}

Result<std::vector<SectionDescriptor>> read_descriptors(CborReader& in, const std::vector<EntityId>& subjects) {
    const std::size_t count = TRY(in.array());
    if (count > kMaxSections) {
        return fail(ErrorCode::entry_too_many_sections, std::to_string(count));
    }
    std::vector<SectionDescriptor> sections;
    sections.reserve(count);
    std::uint64_t writes = 0;
    std::uint64_t length = in.offset();
    for (std::size_t i = 0; i < count; ++i) {
        sections.push_back(TRY(read_descriptor(in, subjects)));
        writes += sections.back().writes;
        length += sections.back().length;
    }
    if (writes > kMaxWrites) {
        return fail(ErrorCode::entry_too_many_writes, std::to_string(writes));
    }
    if (length > kMaxEntryBytes) {
        return fail(ErrorCode::entry_too_large, "sections of " + std::to_string(length) + " bytes");
    }
    return sections;
}

// One group: every edge that names a write of `replaced`. Appends to `edges`.
Result<void> read_edge_pairs(CborReader& in, const EntryId& replaced, std::uint32_t writes, std::vector<Edge>& edges) {
    const std::size_t items = TRY(in.array());
    if (items == 0 || items % 2 != 0) {
        return fail(ErrorCode::entry_edge_invalid, at(in));
    }
    const std::size_t first = edges.size();
    for (std::size_t i = 0; i < items; i += 2) {
        const std::uint64_t write = TRY(in.unsigned_integer());
        if (write >= writes) {
            return fail(ErrorCode::entry_edge_invalid, "of a write the entry has not, " + at(in));
        }
        const std::uint32_t index = TRY(read_u32(in, kMaxWrites - 1, ErrorCode::entry_edge_invalid));
        const Edge edge{static_cast<std::uint32_t>(write), WriteId{replaced, index}};
        if (edges.size() > first && edge <= edges.back()) {
            return fail(ErrorCode::entry_edge_invalid, "out of order or twice, " + at(in));
        }
        edges.push_back(edge);
    }
    return {};
}

Result<std::vector<Edge>> read_edges(CborReader& in, const EntryId& self, std::uint32_t writes) {
    const std::size_t groups = TRY(in.array());
    std::vector<Edge> edges;
    std::optional<EntryId> last;
    for (std::size_t i = 0; i < groups; ++i) {
        TRY(in.array_of(4));
        EntryId replaced{TRY(read_id<DeviceId>(in)), TRY(read_id<IncarnationId>(in)), TRY(in.unsigned_integer())};
        if (replaced.sequence == 0 || replaced.sequence > kMaxSequence || (last && replaced <= *last)) {
            return fail(ErrorCode::entry_edge_invalid, at(in));
        }
        if (replaced.device == self.device && replaced.incarnation == self.incarnation &&
            replaced.sequence >= self.sequence) {
            return fail(ErrorCode::entry_edge_from_future, at(in));
        }
        TRY(read_edge_pairs(in, replaced, writes, edges));
        last = replaced;
    }
    std::ranges::sort(edges);
    return edges;
}

Result<void> read_chain_place(CborReader& in, Header& header) {
    header.device = TRY(read_id<DeviceId>(in));
    header.incarnation = TRY(read_id<IncarnationId>(in));
    header.sequence = TRY(in.unsigned_integer());
    if (header.sequence == 0 || header.sequence > kMaxSequence) {
        return fail(ErrorCode::entry_sequence_range, std::to_string(header.sequence));
    }
    header.previous = TRY(read_hash(in));
    if ((header.previous == Hash256{}) != (header.sequence == 1)) {
        return fail(ErrorCode::entry_chain_start, "sequence " + std::to_string(header.sequence));
    }
    header.hlc = Hlc::from_bits(TRY(in.unsigned_integer()));
    return {};
}

Result<void> read_form(CborReader& in, Header& header) {
    if (in.next_is_null()) {
        TRY(in.null());
    } else {
        header.form_hash = TRY(read_hash(in));
    }
    header.form_version = TRY(in.text());
    if (header.form_version.size() > kMaxNameBytes) {
        return fail(ErrorCode::entry_name_invalid, "form version of " + std::to_string(header.form_version.size()));
    }
    return {};
}

void write_descriptor(CborWriter& out, const SectionDescriptor& section) {
    out.array(5);
    if (section.subject) {
        out.bytes(section.subject->bytes());
    } else {
        out.null();
    }
    out.bytes(section.hash.bytes()).unsigned_integer(section.length).unsigned_integer(section.writes);
    if (section.sealed_to) {
        out.array(section.sealed_to->size());
        for (const BoxPublicKey& reader : *section.sealed_to) {
            out.bytes(reader.bytes());
        }
    } else {
        out.null();
    }
}

void write_edges(CborWriter& out, const std::vector<Edge>& edges) {
    std::map<EntryId, std::vector<const Edge*>> groups;  // edges come sorted by write, so each group is sorted too
    for (const Edge& edge : edges) {
        groups[edge.replaced.entry].push_back(&edge);
    }
    out.array(groups.size());
    for (const auto& [replaced, group] : groups) {
        out.array(4).bytes(replaced.device.bytes()).bytes(replaced.incarnation.bytes());
        out.unsigned_integer(replaced.sequence).array(2 * group.size());
        for (const Edge* edge : group) {
            out.unsigned_integer(edge->write).unsigned_integer(edge->replaced.index);
        }
    }
}

}  // namespace

bool is_known(EntryKind kind) {
    switch (kind) {
        case EntryKind::form:
        case EntryKind::gap:
        case EntryKind::erase:
        case EntryKind::grant:
        case EntryKind::certify:
        case EntryKind::publish:
        case EntryKind::receipt: return true;
    }
    return false;
}

std::uint32_t Header::first_write(std::size_t section) const {
    std::uint32_t writes = 0;
    for (std::size_t i = 0; i < section; ++i) {
        writes += sections[i].writes;
    }
    return writes;
}

std::span<const Edge> Header::edges_of(std::uint32_t write) const {
    const auto found = std::ranges::equal_range(edges, write, {}, &Edge::write);
    return {found.begin(), found.end()};
}

Bytes encode(const Header& header) {
    CborWriter out;
    out.array(kHeaderItems);
    out.unsigned_integer(static_cast<std::uint64_t>(header.suite));
    out.unsigned_integer(static_cast<std::uint64_t>(header.kind));
    out.bytes(header.device.bytes()).bytes(header.incarnation.bytes());
    out.unsigned_integer(header.sequence).bytes(header.previous.bytes()).unsigned_integer(header.hlc.bits());
    out.bytes(header.author_key.bytes());
    if (header.form_hash) {
        out.bytes(header.form_hash->bytes());
    } else {
        out.null();
    }
    out.text(header.form_version).bytes(header.scope.bytes());
    out.array(header.subjects.size());
    for (const EntityId& subject : header.subjects) {
        out.bytes(subject.bytes());
    }
    out.array(header.sections.size());
    for (const SectionDescriptor& section : header.sections) {
        write_descriptor(out, section);
    }
    write_edges(out, header.edges);
    return out.take();
}

Result<Header> decode_header(ByteView bytes) {
    if (bytes.size() > kMaxEntryBytes) {
        return fail(ErrorCode::entry_too_large, "header of " + std::to_string(bytes.size()) + " bytes");
    }
    CborReader in{bytes, {.bytes = kMaxEntryBytes, .items = kMaxEntryBytes, .depth = kMaxDepth}};
    Header header;
    TRY(in.array_of(kHeaderItems));
    if (TRY(in.unsigned_integer()) != static_cast<std::uint64_t>(Suite::blake2b_ed25519)) {
        return fail(ErrorCode::entry_suite_unknown);
    }
    header.kind = static_cast<EntryKind>(
        TRY(read_u32(in, std::numeric_limits<std::uint8_t>::max(), ErrorCode::entry_kind_range)));
    TRY(read_chain_place(in, header));
    header.author_key = PublicKey{TRY(in.fixed_bytes<32>())};
    TRY(read_form(in, header));
    header.scope = TRY(read_id<StreamId>(in));
    header.subjects = TRY(read_subjects(in));
    header.sections = TRY(read_descriptors(in, header.subjects));
    header.edges = TRY(read_edges(in, header.id(), header.first_write(header.sections.size())));
    TRY(in.finish());
    return header;
}

}  // namespace daohu::entry
