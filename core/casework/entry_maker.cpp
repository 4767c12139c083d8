// SPDX-License-Identifier: Apache-2.0
#include "core/casework/entry_maker.hpp"

#include "core/base/cbor.hpp"
#include "core/base/words.hpp"
#include "core/casework/value_mapping.hpp"
#include "core/entry/administrative.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace daohu::casework {

namespace {

using entry::DraftAssignment;
using entry::DraftOperation;
using entry::DraftSection;
using entry::OperationCode;

// Names of the clock reading among the answers. A path of a form begins with '/', these do not.
constexpr std::string_view kClockWall = "clock/wall";
constexpr std::string_view kClockMonotonic = "clock/monotonic";
constexpr std::string_view kClockBoot = "clock/boot";

DraftOperation record_of(const form::Section& section, const std::string& form_id) {
    DraftOperation record{.code = OperationCode::record, .dataset = form_id, .assignments = {}, .replaces = {}};
    for (const form::SectionValue& answer : section.values) {
        record.assignments.push_back({.name = answer.path, .value = value_of_answer(answer), .replaces = {}});
    }
    return record;
}

void add_clock(DraftOperation& record, const ClockReading& clock) {
    record.assignments.push_back({.name = std::string{kClockWall},
                                  .value = std::int64_t{clock.wall.time_since_epoch().count()},
                                  .replaces = {}});
    record.assignments.push_back(
        {.name = std::string{kClockMonotonic}, .value = std::int64_t{clock.monotonic.count()}, .replaces = {}});
    record.assignments.push_back(
        {.name = std::string{kClockBoot}, .value = Bytes{clock.boot.begin(), clock.boot.end()}, .replaces = {}});
}

OperationCode operation_for(form::ChangeKind kind) {
    switch (kind) {
        case form::ChangeKind::record: return OperationCode::record;
        case form::ChangeKind::create: return OperationCode::create;
        case form::ChangeKind::update: return OperationCode::update;
        case form::ChangeKind::close: return OperationCode::close;
        case form::ChangeKind::attach: return OperationCode::attach;
    }
    return OperationCode::record;
}

Result<std::vector<entry::WriteId>> replaced_writes(const std::vector<Bytes>& tokens) {
    std::vector<entry::WriteId> writes;
    for (const Bytes& token : tokens) {
        writes.push_back(TRY(write_of(token)));
    }
    return writes;
}

Result<entry::Value> property_value(const form::SectionValue& answer, const std::string& dataset,
                                    const std::string& property, const registry::SchemaSet& schemas) {
    const registry::PropertySchema* schema = schemas.find_property(dataset, property);
    if (schema == nullptr) {
        return value_of_answer(answer);
    }
    return value_of_property(answer, *schema);
}

bool is_set(const form::Change& change, const form::PropertyWrite& write, const registry::SchemaSet& schemas) {
    const registry::PropertySchema* schema = schemas.find_property(change.dataset, write.property);
    return schema != nullptr && schema->mode == registry::PropertyMode::set;
}

// The elements that a form names for a set: references stand side by side as chosen, anything else is one element.
std::vector<form::SectionValue> elements_of(const form::SectionValue& answer, const registry::PropertySchema& schema) {
    std::vector<form::SectionValue> elements;
    if (answer.text.empty()) {
        return elements;  // nothing chosen adds nothing
    }
    if (schema.type != registry::PropertyType::reference) {
        elements.push_back(answer);
        return elements;
    }
    for (const std::string_view chosen : split_words(answer.text)) {
        elements.push_back({.path = answer.path, .kind = answer.kind, .text = std::string{chosen}});
    }
    return elements;
}

// One `add` for every element of every set that the change fills.
Result<std::vector<DraftOperation>> additions_of(const form::Change& change, const form::Section& section,
                                                 const registry::SchemaSet& schemas) {
    std::vector<DraftOperation> additions;
    for (const form::PropertyWrite& write : change.writes) {
        if (!is_set(change, write, schemas)) {
            continue;
        }
        const registry::PropertySchema& schema = *schemas.find_property(change.dataset, write.property);
        for (const form::SectionValue& element : elements_of(section.values[write.value], schema)) {
            entry::Value value = TRY(value_of_property(element, schema));
            additions.push_back({.code = OperationCode::add,
                                 .dataset = change.dataset,
                                 .assignments = {{.name = write.property, .value = std::move(value), .replaces = {}}},
                                 .replaces = {}});
        }
    }
    return additions;
}

Result<DraftOperation> operation_of(const form::Change& change, const form::Section& section,
                                    const registry::SchemaSet& schemas) {
    DraftOperation operation{
        .code = operation_for(change.kind), .dataset = change.dataset, .assignments = {}, .replaces = {}};
    for (const form::PropertyWrite& write : change.writes) {
        if (is_set(change, write, schemas)) {
            continue;
        }
        DraftAssignment assignment;
        assignment.name = write.property;
        assignment.value = TRY(property_value(section.values[write.value], change.dataset, write.property, schemas));
        assignment.replaces = TRY(replaced_writes(write.replaces));
        operation.assignments.push_back(std::move(assignment));
    }
    if (!change.reason.empty()) {
        operation.assignments.push_back({.name = "reason", .value = change.reason, .replaces = {}});
    }
    return operation;
}

// A change names the entity it is about; almost always that of its section, but a row taken out has no section left.
Result<EntityId> subject_of(const form::Change& change, const form::Section& section) {
    return EntityId::parse(change.entity.empty() ? section.subject_id : change.entity);
}

Result<std::vector<BoxPublicKey>> readers_of(const form::Section& section, const Seals& seals) {
    if (!seals.whole_entry.empty()) {
        return seals.whole_entry;
    }
    if (section.seal.empty()) {
        return std::vector<BoxPublicKey>{};
    }
    const auto readers = seals.by_audience.find(section.seal);
    if (readers == seals.by_audience.end() || readers->second.empty()) {
        return fail(ErrorCode::casework_no_reader, fmt::format("audience {}", section.seal));
    }
    return readers->second;
}

Result<void> add_section(entry::EntryDraft& draft, const form::Section& section, DraftOperation record,
                         const registry::SchemaSet& schemas, const Seals& seals) {
    DraftSection own;
    own.sealed_to = TRY(readers_of(section, seals));
    if (!section.subject_id.empty()) {
        own.subject = TRY(EntityId::parse(section.subject_id));
    }
    own.operations.push_back(std::move(record));
    std::vector<DraftSection> others;
    for (const form::Change& change : section.changes) {
        if (change.kind == form::ChangeKind::record) {
            continue;  // the record of the section's answers says it already
        }
        const EntityId subject = TRY(subject_of(change, section));
        DraftOperation operation = TRY(operation_of(change, section, schemas));
        std::vector<DraftOperation> additions = TRY(additions_of(change, section, schemas));
        DraftSection& target = own.subject == subject ? own : others.emplace_back();
        target.subject = subject;
        target.sealed_to = own.sealed_to;
        // An update of nothing but sets is its additions.
        if (operation.code != OperationCode::update || !operation.assignments.empty()) {
            target.operations.push_back(std::move(operation));
        }
        std::ranges::move(additions, std::back_inserter(target.operations));
    }
    draft.sections.push_back(std::move(own));
    std::ranges::move(others, std::back_inserter(draft.sections));
    return {};
}

}  // namespace

Result<entry::EntryDraft> make_entry_draft(const form::Submission& submission, const registry::SchemaSet& schemas,
                                           const EntryContext& context) {
    entry::EntryDraft draft;
    draft.kind = entry::EntryKind::form;
    draft.form_hash = context.form_hash;
    draft.form_version = submission.form_version;
    draft.scope = context.scope;
    for (std::size_t i = 0; i < submission.sections.size(); ++i) {
        DraftOperation record = record_of(submission.sections[i], submission.form_id);
        if (i == 0) {
            add_clock(record, context.clock);
        }
        TRY(add_section(draft, submission.sections[i], std::move(record), schemas, context.seals));
    }
    return draft;
}

Result<std::vector<form::Section>> sections_of(const entry::SignedEntry& signed_entry) {
    std::vector<form::Section> sections;
    const auto& descriptors = signed_entry.header().sections;
    for (std::size_t i = 0; i < descriptors.size(); ++i) {
        if (descriptors[i].sealed_to || std::holds_alternative<entry::Absence>(signed_entry.sections()[i])) {
            continue;
        }
        const entry::Section kept = TRY(signed_entry.section(i));
        form::Section section;
        if (descriptors[i].subject) {
            section.subject_id = descriptors[i].subject->to_string();
        }
        for (const entry::Operation& operation : kept.operations) {
            if (operation.code != OperationCode::record) {
                continue;
            }
            for (const entry::Assignment& assignment : operation.assignments) {
                if (assignment.name.starts_with('/')) {
                    section.values.push_back(answer_of_value(assignment.name, kept.value_of(assignment)));
                }
            }
        }
        sections.push_back(std::move(section));
    }
    return sections;
}

entry::DraftOperation clock_record(const ClockReading& clock) {
    DraftOperation record{.code = OperationCode::record, .dataset = {}, .assignments = {}, .replaces = {}};
    add_clock(record, clock);
    return record;
}

std::optional<ClockReading> clock_of(const entry::SignedEntry& entry) {
    const auto section =
        entry.header().sections.empty() ? Result<entry::Section>{fail(ErrorCode::not_found)} : entry.section(0);
    if (!section || section->operations.empty()) {
        return std::nullopt;
    }
    const auto field = [&](std::string_view name) {
        return entry::find_field(*section, section->operations.front(), name);
    };
    const auto number = [&](std::string_view name) {
        const entry::Value* value = field(name);
        return value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    };
    const std::int64_t* wall = number(kClockWall);
    const std::int64_t* monotonic = number(kClockMonotonic);
    const entry::Value* boot_value = field(kClockBoot);
    const Bytes* boot = boot_value == nullptr ? nullptr : std::get_if<Bytes>(boot_value);
    ClockReading reading;
    if (wall == nullptr || monotonic == nullptr || boot == nullptr || boot->size() != reading.boot.size()) {
        return std::nullopt;
    }
    reading.wall = WallTime{std::chrono::milliseconds{*wall}};
    reading.monotonic = MonotonicTime{*monotonic};
    std::ranges::copy(*boot, reading.boot.begin());
    return reading;
}

Bytes token_of(const entry::WriteId& write) {
    CborWriter out;
    out.array(4).bytes(write.entry.device.bytes()).bytes(write.entry.incarnation.bytes());
    out.unsigned_integer(write.entry.sequence).unsigned_integer(write.index);
    return out.take();
}

Result<entry::WriteId> write_of(ByteView token) {
    CborReader in{token};
    TRY(in.array_of(4));
    entry::WriteId write;
    write.entry.device = DeviceId{TRY(in.fixed_bytes<DeviceId::kSize>())};
    write.entry.incarnation = IncarnationId{TRY(in.fixed_bytes<IncarnationId::kSize>())};
    write.entry.sequence = TRY(in.unsigned_integer());
    const std::uint64_t index = TRY(in.unsigned_integer());
    if (index > entry::kMaxWrites) {
        return fail(ErrorCode::cbor_out_of_range, "write index");
    }
    write.index = static_cast<std::uint32_t>(index);
    TRY(in.finish());
    return write;
}

}  // namespace daohu::casework
