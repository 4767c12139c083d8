// SPDX-License-Identifier: Apache-2.0
#include "core/entry/administrative.hpp"

namespace daohu::entry {

namespace {

constexpr std::string_view kDevice = "device";
constexpr std::string_view kIncarnation = "incarnation";
constexpr std::string_view kSequence = "sequence";
constexpr std::string_view kFirst = "first";
constexpr std::string_view kLast = "last";
constexpr std::string_view kHash = "hash";
constexpr std::string_view kSection = "section";

Value bytes_value(ByteView bytes) { return Value{Bytes(bytes.begin(), bytes.end())}; }

Value number_value(std::uint64_t number) { return Value{static_cast<std::int64_t>(number)}; }

DraftAssignment field(std::string_view name, Value value) { return {std::string{name}, std::move(value), {}}; }

EntryDraft one_operation(EntryKind kind, OperationCode code, StreamId scope, std::vector<DraftAssignment> fields) {
    DraftOperation operation{code, {}, std::move(fields), {}};
    EntryDraft draft;
    draft.kind = kind;
    draft.scope = scope;
    draft.sections.push_back({std::nullopt, {std::move(operation)}, {}});
    return draft;
}

std::vector<DraftAssignment> entry_fields(const EntryId& entry, const Hash256& hash) {
    return {field(kDevice, bytes_value(entry.device.bytes())),
            field(kIncarnation, bytes_value(entry.incarnation.bytes())), field(kSequence, number_value(entry.sequence)),
            field(kHash, bytes_value(hash.bytes()))};
}

Failure malformed(std::string_view what) { return fail(ErrorCode::entry_administrative_malformed, std::string{what}); }

// The fields of the single operation of an administrative entry.
class Fields {
public:
    static Result<Fields> of(const SignedEntry& entry, EntryKind kind, OperationCode code) {
        if (entry.header().kind != kind || entry.sections().size() != 1) {
            return malformed("kind");
        }
        Fields fields{TRY(entry.section(0))};
        if (fields.m_section.operations.size() != 1 || fields.m_section.operations.front().code != code) {
            return malformed("operation");
        }
        return fields;
    }

    [[nodiscard]] const Value* find(std::string_view name) const {
        return find_field(m_section, m_section.operations.front(), name);
    }

    template <std::size_t N>
    [[nodiscard]] Result<std::array<std::uint8_t, N>> bytes(std::string_view name) const {
        const Value* value = find(name);
        const auto* bytes = value == nullptr ? nullptr : std::get_if<Bytes>(value);
        if (bytes == nullptr || bytes->size() != N) {
            return malformed(name);
        }
        std::array<std::uint8_t, N> out{};
        std::ranges::copy(*bytes, out.begin());
        return out;
    }

    [[nodiscard]] Result<std::uint64_t> number(std::string_view name, std::uint64_t least, std::uint64_t most) const {
        const Value* value = find(name);
        const auto* number = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
        if (number == nullptr || *number < static_cast<std::int64_t>(least) ||
            *number > static_cast<std::int64_t>(most)) {
            return malformed(name);
        }
        return static_cast<std::uint64_t>(*number);
    }

    [[nodiscard]] Result<EntryId> entry() const {
        return EntryId{DeviceId{TRY(bytes<16>(kDevice))}, IncarnationId{TRY(bytes<16>(kIncarnation))},
                       TRY(number(kSequence, 1, kMaxSequence))};
    }
    [[nodiscard]] Result<Hash256> hash() const { return Hash256{TRY(bytes<32>(kHash))}; }

private:
    explicit Fields(Section section) : m_section{std::move(section)} {}

    Section m_section;
};

}  // namespace

const Value* find_field(const Section& section, const Operation& operation, std::string_view name) {
    const auto found = std::ranges::find(operation.assignments, name, &Assignment::name);
    return found == operation.assignments.end() ? nullptr : &section.value_of(*found);
}

EntryDraft make_draft(const Gap& gap, StreamId scope) {
    std::vector<DraftAssignment> fields{field(kIncarnation, bytes_value(gap.incarnation.bytes())),
                                        field(kFirst, number_value(gap.first)), field(kLast, number_value(gap.last))};
    if (gap.hash_of_last) {
        fields.push_back(field(kHash, bytes_value(gap.hash_of_last->bytes())));
    }
    return one_operation(EntryKind::gap, OperationCode::gap, scope, std::move(fields));
}

EntryDraft make_draft(const Erasure& erasure, StreamId scope) {
    auto fields = entry_fields(erasure.entry, erasure.entry_hash);
    fields.push_back(field(kSection, number_value(erasure.section)));
    return one_operation(EntryKind::erase, OperationCode::erase, scope, std::move(fields));
}

EntryDraft make_draft(const Receipt& receipt, StreamId scope) {
    return one_operation(EntryKind::receipt, OperationCode::receipt, scope,
                         entry_fields(receipt.order, receipt.order_hash));
}

Result<Gap> read_gap(const SignedEntry& entry) {
    const Fields fields = TRY(Fields::of(entry, EntryKind::gap, OperationCode::gap));
    Gap gap;
    gap.incarnation = IncarnationId{TRY(fields.bytes<16>(kIncarnation))};
    gap.first = TRY(fields.number(kFirst, 1, kMaxSequence));
    gap.last = TRY(fields.number(kLast, gap.first, kMaxSequence));
    if (fields.find(kHash) != nullptr) {
        gap.hash_of_last = TRY(fields.hash());
    }
    return gap;
}

Result<Erasure> read_erasure(const SignedEntry& entry) {
    const Fields fields = TRY(Fields::of(entry, EntryKind::erase, OperationCode::erase));
    Erasure erasure;
    erasure.entry = TRY(fields.entry());
    erasure.entry_hash = TRY(fields.hash());
    erasure.section = static_cast<std::uint32_t>(TRY(fields.number(kSection, 0, kMaxSections - 1)));
    return erasure;
}

Result<Receipt> read_receipt(const SignedEntry& entry) {
    const Fields fields = TRY(Fields::of(entry, EntryKind::receipt, OperationCode::receipt));
    return Receipt{TRY(fields.entry()), TRY(fields.hash())};
}

}  // namespace daohu::entry
