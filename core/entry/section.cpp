// SPDX-License-Identifier: Apache-2.0
#include "core/entry/section.hpp"

#include "core/base/cbor.hpp"
#include "core/entry/limits.hpp"

#include <limits>

namespace daohu::entry {

namespace {

std::string at(const CborReader& in) { return "at offset " + std::to_string(in.offset()); }

Result<std::string> read_name(CborReader& in) {
    const std::string_view name = TRY(in.text());
    if (name.size() > kMaxNameBytes) {
        return fail(ErrorCode::entry_name_invalid, "a name too long " + at(in));
    }
    return std::string{name};
}

Result<Operation> read_operation(CborReader& in, std::size_t values) {
    TRY(in.array_of(3));
    const std::uint64_t code = TRY(in.unsigned_integer());
    if (code == 0 || code > std::numeric_limits<std::uint8_t>::max()) {
        return fail(ErrorCode::entry_operation_code, at(in));
    }
    Operation operation;
    operation.code = static_cast<OperationCode>(code);
    operation.dataset = TRY(read_name(in));
    const std::size_t items = TRY(in.array());
    if (items % 2 != 0) {
        return fail(ErrorCode::entry_value_index, "a name without a value " + at(in));
    }
    operation.assignments.reserve(items / 2);
    for (std::size_t i = 0; i < items; i += 2) {
        Assignment assignment{TRY(read_name(in)), 0};
        if (assignment.name.empty()) {
            return fail(ErrorCode::entry_name_invalid, "an assignment without a name " + at(in));
        }
        const std::uint64_t value = TRY(in.unsigned_integer());
        if (value >= values) {
            return fail(ErrorCode::entry_value_index, at(in));
        }
        assignment.value = static_cast<std::uint32_t>(value);
        operation.assignments.push_back(std::move(assignment));
    }
    return operation;
}

}  // namespace

std::uint32_t Section::write_count() const {
    std::uint32_t writes = 0;
    for (const Operation& operation : operations) {
        writes += operation.write_count();
    }
    return writes;
}

Bytes encode(const Section& section) {
    CborWriter out;
    out.array(3).bytes(section.salt);
    out.array(section.values.size());
    for (const Value& value : section.values) {
        encode(out, value);
    }
    out.array(section.operations.size());
    for (const Operation& operation : section.operations) {
        out.array(3).unsigned_integer(static_cast<std::uint64_t>(operation.code)).text(operation.dataset);
        out.array(2 * operation.assignments.size());
        for (const Assignment& assignment : operation.assignments) {
            out.text(assignment.name).unsigned_integer(assignment.value);
        }
    }
    return out.take();
}

Result<Section> decode_section(ByteView bytes) {
    if (bytes.size() > kMaxEntryBytes) {
        return fail(ErrorCode::entry_too_large, "section of " + std::to_string(bytes.size()) + " bytes");
    }
    CborReader in{bytes, {.bytes = kMaxEntryBytes, .items = kMaxEntryBytes, .depth = kMaxDepth}};
    Section section;
    TRY(in.array_of(3));
    section.salt = TRY(in.fixed_bytes<16>());
    const std::size_t values = TRY(in.array());
    if (values > kMaxValues) {
        return fail(ErrorCode::entry_too_many_values, std::to_string(values));
    }
    section.values.reserve(values);
    for (std::size_t i = 0; i < values; ++i) {
        section.values.push_back(TRY(decode_value(in)));
    }
    const std::size_t operations = TRY(in.array());
    std::uint64_t writes = 0;
    for (std::size_t i = 0; i < operations; ++i) {
        section.operations.push_back(TRY(read_operation(in, values)));
        writes += section.operations.back().write_count();
        if (writes > kMaxWrites) {
            return fail(ErrorCode::entry_too_many_writes, at(in));
        }
    }
    TRY(in.finish());
    return section;
}

}  // namespace daohu::entry
