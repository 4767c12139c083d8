// SPDX-License-Identifier: Apache-2.0
#include "core/registry/facts.hpp"

#include "core/entry/administrative.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace daohu::registry {

namespace {

constexpr std::string_view kBlindEdge = "blind_edge";
constexpr std::string_view kSubject = "subject";
constexpr std::string_view kBy = "by";
constexpr std::string_view kReplaced = "replaced";

constexpr std::size_t kWriteIdBytes = 16 + 16 + 8 + 4;

// Device, incarnation, sequence and index, big-endian.
entry::Value write_id_value(const entry::WriteId& id) {
    Bytes bytes;
    bytes.reserve(kWriteIdBytes);
    const auto append = [&](ByteView part) { bytes.insert(bytes.end(), part.begin(), part.end()); };
    const auto append_number = [&](std::uint64_t number, int size) {
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
            bytes.push_back(static_cast<std::uint8_t>(number >> static_cast<unsigned>(shift)));
        }
    };
    append(id.entry.device.bytes());
    append(id.entry.incarnation.bytes());
    append_number(id.entry.sequence, 8);
    append_number(id.index, 4);
    return entry::Value{std::move(bytes)};
}

Result<entry::WriteId> read_write_id(const entry::Value& value) {
    const Bytes* bytes = std::get_if<Bytes>(&value);
    if (bytes == nullptr || bytes->size() != kWriteIdBytes) {
        return fail(ErrorCode::entry_administrative_malformed, "write id of a blind edge");
    }
    const ByteView view{*bytes};
    const auto number = [&](std::size_t at, std::size_t size) {
        std::uint64_t result = 0;
        for (const std::uint8_t byte : view.subspan(at, size)) {
            result = (result << 8U) | byte;
        }
        return result;
    };
    entry::WriteId id;
    id.entry.device = TRY(DeviceId::from_bytes(view.subspan(0, 16)));
    id.entry.incarnation = TRY(IncarnationId::from_bytes(view.subspan(16, 16)));
    id.entry.sequence = number(32, 8);
    id.index = static_cast<std::uint32_t>(number(40, 4));
    return id;
}

Result<BlindEdge> read_blind_edge(const entry::Section& section, const entry::Operation& operation) {
    const entry::Value* subject = entry::find_field(section, operation, kSubject);
    const entry::Value* by = entry::find_field(section, operation, kBy);
    const entry::Value* replaced = entry::find_field(section, operation, kReplaced);
    if (subject == nullptr || by == nullptr || replaced == nullptr) {
        return fail(ErrorCode::entry_administrative_malformed, "field of a blind edge is missing");
    }
    return BlindEdge{TRY(entry::referenced_entity(*subject)), TRY(read_write_id(*by)), TRY(read_write_id(*replaced))};
}

entry::Value value_of(entry::OperationCode operation) {
    switch (operation) {
        case entry::OperationCode::create:
        case entry::OperationCode::reopen: return std::string{kStatusOpen};
        case entry::OperationCode::close: return std::string{kStatusClosed};
        default: return entry::NullState::blank;
    }
}

// Appends the writes of a section whose first write has the number `next`.
void append_writes(SubjectFacts& facts, const entry::Section& section, std::uint32_t next) {
    for (const entry::Operation& operation : section.operations) {
        const std::uint32_t operation_index = next++;
        facts.from_the_future |= !entry::is_known(operation.code);
        facts.writes.push_back(
            {operation_index, operation_index, operation.code, operation.dataset, {}, value_of(operation.code)});
        for (const entry::Assignment& assignment : operation.assignments) {
            facts.writes.push_back({next++, operation_index, operation.code, operation.dataset, assignment.name,
                                    section.value_of(assignment)});
        }
    }
}

// After the section's writes.
void append_edges(SubjectFacts& facts, const entry::Header& header, std::uint32_t first, std::uint32_t count) {
    for (std::uint32_t write = first; write < first + count; ++write) {
        for (const entry::Edge& edge : header.edges_of(write)) {
            const auto by = std::ranges::lower_bound(facts.writes, write, {}, &Write::index);
            const bool is_assignment = by != facts.writes.end() && by->index == write && !by->is_operation();
            facts.edges.push_back({write, edge.replaced, !is_assignment});
        }
    }
}

// Malformed verdicts say nothing; the entry itself is the journal's to keep.
void append_blind_edges(EntryFacts& facts, const entry::Section& section) {
    for (const entry::Operation& operation : section.operations) {
        if (operation.code == entry::OperationCode::publish && operation.dataset == kBlindEdge) {
            if (const Result<BlindEdge> edge = read_blind_edge(section, operation)) {
                facts.blind_edges.push_back(*edge);
            }
        }
    }
}

}  // namespace

bool displayed_before(const Provenance& earlier, const Provenance& later) {
    const auto key = [](const Provenance& by) {
        return std::tie(by.hlc, by.entry.device, by.entry.sequence, by.entry.incarnation, by.entry_hash);
    };
    return key(earlier) < key(later);
}

EntryFacts facts_of(const entry::SignedEntry& signed_entry, const SectionOpener& open_sealed) {
    const entry::Header& header = signed_entry.header();
    EntryFacts facts;
    facts.provenance = {signed_entry.id(), signed_entry.hash(), header.author_key, header.hlc, header.scope};
    std::map<EntityId, SubjectFacts> subjects;
    for (std::size_t index = 0; index < header.sections.size(); ++index) {
        const entry::SectionDescriptor& descriptor = header.sections[index];
        const bool is_readable =
            std::holds_alternative<Bytes>(signed_entry.sections()[index]) && !descriptor.sealed_to.has_value();
        if (!descriptor.subject.has_value()) {
            if (const auto section = signed_entry.section(index); section && header.kind == entry::EntryKind::publish) {
                append_blind_edges(facts, *section);
            }
            continue;
        }
        SubjectFacts& subject = subjects[*descriptor.subject];
        subject.subject = *descriptor.subject;
        subject.from_the_future |= !entry::is_known(header.kind);
        if (!is_readable) {
            const auto opened = open_sealed && descriptor.sealed_to ? open_sealed(signed_entry, index) : std::nullopt;
            if (opened) {
                append_writes(subject, *opened, header.first_write(index));
            }
            subject.has_absent_section |= !opened;
        } else if (const auto section = signed_entry.section(index)) {
            append_writes(subject, *section, header.first_write(index));
        } else {
            subject.has_malformed_section = true;
        }
        append_edges(subject, header, header.first_write(index), descriptor.writes);
    }
    for (auto& [id, subject] : subjects) {
        facts.subjects.push_back(std::move(subject));
    }
    return facts;
}

std::optional<EntityId> same_as_target(const SubjectFacts& facts, const Write& operation) {
    if (operation.operation != entry::OperationCode::same_as || !operation.is_operation()) {
        return std::nullopt;
    }
    for (const Write& write : facts.writes) {
        if (!write.is_operation() && write.operation_index == operation.index &&
            write.property == entry::kOtherEntity) {
            const Result<EntityId> other = entry::referenced_entity(write.value);
            return other ? std::optional{*other} : std::nullopt;
        }
    }
    return std::nullopt;
}

entry::DraftOperation make_blind_edge(const BlindEdge& edge) {
    return {entry::OperationCode::publish,
            std::string{kBlindEdge},
            {{std::string{kSubject}, entry::reference_to(edge.subject), {}},
             {std::string{kBy}, write_id_value(edge.by), {}},
             {std::string{kReplaced}, write_id_value(edge.replaced), {}}},
            {}};
}

}  // namespace daohu::registry
