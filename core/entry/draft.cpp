// SPDX-License-Identifier: Apache-2.0
#include "core/entry/draft.hpp"

#include "core/base/utf8.hpp"
#include "core/entry/sealed_section.hpp"
#include "core/entry/signing.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace daohu::entry {

namespace {

// A draft with its values put together and its writes numbered.
struct Numbered {
    std::vector<Section> sections;
    std::vector<Edge> edges;
};

void add_edges(std::vector<Edge>& edges, std::uint32_t write, const std::vector<WriteId>& replaces) {
    for (const WriteId& replaced : replaces) {
        edges.push_back(Edge{write, replaced});
    }
}

Section number_section(const DraftSection& draft, std::uint32_t& next_write, std::vector<Edge>& edges) {
    Section section;
    std::map<Value, std::uint32_t> known;
    for (const DraftOperation& from : draft.operations) {
        Operation operation{from.code, from.dataset, {}};
        add_edges(edges, next_write++, from.replaces);
        for (const DraftAssignment& assignment : from.assignments) {
            const auto [place, is_new] =
                known.try_emplace(assignment.value, static_cast<std::uint32_t>(section.values.size()));
            if (is_new) {
                section.values.push_back(assignment.value);
            }
            operation.assignments.push_back({assignment.name, place->second});
            add_edges(edges, next_write++, assignment.replaces);
        }
        section.operations.push_back(std::move(operation));
    }
    return section;
}

Numbered number_writes(const EntryDraft& draft) {
    Numbered numbered;
    std::uint32_t next_write = 0;
    for (const DraftSection& section : draft.sections) {
        numbered.sections.push_back(number_section(section, next_write, numbered.edges));
    }
    std::ranges::sort(numbered.edges);
    const auto twice = std::ranges::unique(numbered.edges);
    numbered.edges.erase(twice.begin(), twice.end());
    return numbered;
}

std::vector<EntityId> all_subjects(const EntryDraft& draft) {
    std::vector<EntityId> subjects = draft.other_subjects;
    for (const DraftSection& section : draft.sections) {
        if (section.subject) {
            subjects.push_back(*section.subject);
        }
    }
    std::ranges::sort(subjects);
    const auto twice = std::ranges::unique(subjects);
    subjects.erase(twice.begin(), twice.end());
    return subjects;
}

Header make_header(const EntryDraft& draft, std::vector<Edge> edges) {
    Header header;
    header.kind = draft.kind;
    header.form_hash = draft.form_hash;
    header.form_version = draft.form_version;
    header.scope = draft.scope;
    header.subjects = all_subjects(draft);
    header.edges = std::move(edges);
    return header;
}

SectionDescriptor describe(const DraftSection& draft, const Section& section) {
    SectionDescriptor descriptor;
    descriptor.subject = draft.subject;
    descriptor.writes = section.write_count();
    if (!draft.sealed_to.empty()) {
        descriptor.sealed_to = draft.sealed_to;
    }
    return descriptor;
}

Result<void> check_name(std::string_view name) {
    if (name.size() > kMaxNameBytes) {
        return fail(ErrorCode::entry_name_invalid, "a name of " + std::to_string(name.size()) + " bytes");
    }
    if (!is_valid_utf8(name)) {
        return fail(ErrorCode::entry_text_invalid, "a name is not UTF-8");
    }
    return {};
}

Result<void> check_operation(const DraftOperation& operation) {
    if (!is_known(operation.code)) {
        return fail(ErrorCode::entry_operation_code, to_string(operation.code));
    }
    TRY(check_name(operation.dataset));
    for (const DraftAssignment& assignment : operation.assignments) {
        TRY(check_name(assignment.name));
        if (assignment.name.empty()) {
            return fail(ErrorCode::entry_name_invalid, "an assignment without a name");
        }
        const auto* text = std::get_if<std::string>(&assignment.value);
        if (text != nullptr && !is_valid_utf8(*text)) {
            return fail(ErrorCode::entry_text_invalid, "the value of " + assignment.name);
        }
    }
    return {};
}

Result<void> check_content(const EntryDraft& draft) {
    TRY(check_name(draft.form_version));
    if (draft.sections.empty()) {
        return fail(ErrorCode::entry_empty, "no section");
    }
    for (const DraftSection& section : draft.sections) {
        if (section.operations.empty()) {
            return fail(ErrorCode::entry_empty, "a section without operations");
        }
        for (const DraftOperation& operation : section.operations) {
            TRY(check_operation(operation));
        }
    }
    return {};
}

Result<void> check_size(const EntrySize& size) {
    if (size.values > kMaxValues) {
        return fail(ErrorCode::entry_too_many_values, std::to_string(size.values));
    }
    if (size.writes > kMaxWrites) {
        return fail(ErrorCode::entry_too_many_writes, std::to_string(size.writes));
    }
    if (size.bytes > kMaxEntryBytes) {
        return fail(ErrorCode::entry_too_large, std::to_string(size.bytes) + " bytes");
    }
    return {};
}

// The largest place in a chain that a header can have: its numbers in their longest form.
void put_at_end_of_chain(Header& header) {
    header.sequence = kMaxSequence;
    header.previous.raw().fill(0xFF);
    header.hlc = Hlc::from_bits(std::numeric_limits<std::uint64_t>::max());
}

// The most bytes a header can have, with these sections, whatever its place in the chain.
Bytes encode_at_end_of_chain(const Header& header) {
    Header placed = header;
    put_at_end_of_chain(placed);
    return encode(placed);
}

EntrySize measure(const EntryDraft& draft, const Numbered& numbered) {
    EntrySize size;
    Header header = make_header(draft, numbered.edges);
    for (std::size_t i = 0; i < numbered.sections.size(); ++i) {
        const Section& section = numbered.sections[i];
        const std::size_t readers = draft.sections[i].sealed_to.size();
        const std::size_t plain = encode(section).size();
        SectionDescriptor descriptor = describe(draft.sections[i], section);
        descriptor.length = kMaxEntryBytes;
        header.sections.push_back(std::move(descriptor));
        size.bytes += readers == 0 ? plain : sealed_section_size(plain, readers);
        size.values += section.values.size();
        size.writes += section.write_count();
    }
    size.bytes += encode_at_end_of_chain(header).size();
    return size;
}

Result<void> check_count(const Numbered& numbered) {
    EntrySize size;
    for (const Section& section : numbered.sections) {
        size.values += section.values.size();
        size.writes += section.write_count();
    }
    return check_size(size);
}

// What a draft's own limits leave to check: the size and shape of the header, and the size of it all.
Result<void> check_assembled(const AssembledEntry& assembled) {
    const Bytes header = encode_at_end_of_chain(assembled.header);
    std::size_t bytes = header.size();
    for (const Bytes& section : assembled.sections) {
        bytes += section.size();
    }
    TRY(check_size({.bytes = bytes}));
    TRY(decode_header(header));
    return {};
}

}  // namespace

EntrySize measure(const EntryDraft& draft) { return measure(draft, number_writes(draft)); }

Result<AssembledEntry> assemble(const EntryDraft& draft, Entropy& entropy) {
    TRY(check_content(draft));
    Numbered numbered = number_writes(draft);
    TRY(check_count(numbered));

    AssembledEntry assembled{make_header(draft, std::move(numbered.edges)), {}};
    for (std::size_t i = 0; i < numbered.sections.size(); ++i) {
        Section& section = numbered.sections[i];
        entropy.fill(section.salt);
        Bytes bytes = encode(section);
        if (!draft.sections[i].sealed_to.empty()) {
            bytes = TRY(seal_section(bytes, draft.sections[i].sealed_to, entropy));
        }
        SectionDescriptor descriptor = describe(draft.sections[i], section);
        descriptor.hash = hash256(bytes);
        descriptor.length = static_cast<std::uint32_t>(bytes.size());
        assembled.header.sections.push_back(std::move(descriptor));
        assembled.sections.push_back(std::move(bytes));
    }
    TRY(check_assembled(assembled));
    return assembled;
}

Result<SignedEntry> sign(AssembledEntry entry, const ChainPosition& position, const SigningKeys& keys) {
    Header& header = entry.header;
    header.device = position.device;
    header.incarnation = position.incarnation;
    header.sequence = position.sequence;
    header.previous = position.previous;
    header.hlc = position.hlc;
    header.author_key = keys.author.public_key();

    Bytes bytes = encode(header);
    const Hash256 hash = hash256(bytes);
    const Signature author = keys.author.sign(author_message(hash));
    const Signature device = keys.device.sign(device_message(hash, author));
    std::vector<SectionSlot> sections;
    sections.reserve(entry.sections.size());
    for (Bytes& section : entry.sections) {
        sections.emplace_back(std::move(section));
    }
    return SignedEntry::from_parts(std::move(bytes), author, device, std::move(sections));
}

}  // namespace daohu::entry
