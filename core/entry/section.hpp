// SPDX-License-Identifier: Apache-2.0
#pragma once

// One subject's part of an entry. Any thread.
//
// In canonical CBOR: [salt, [value...], [[code, dataset, [name, value index, name, value index...]]...]]. The salt makes
// the hash of a dropped section useless for guessing what it said.

#include "core/entry/operation.hpp"
#include "core/entry/value.hpp"

#include <array>
#include <vector>

namespace daohu::entry {

struct Section {
    std::array<std::uint8_t, 16> salt{};
    std::vector<Value> values;  // each value once
    std::vector<Operation> operations;

    [[nodiscard]] const Value& value_of(const Assignment& assignment) const { return values[assignment.value]; }
    [[nodiscard]] std::uint32_t write_count() const;
    friend bool operator==(const Section&, const Section&) = default;
};

// The names and texts must be UTF-8 and the indexes valid: EntryDraft sees to it.
[[nodiscard]] Bytes encode(const Section& section);

// Strict: what decodes encodes to the same bytes. Unknown operation codes are kept.
//
// entry_too_large, entry_too_many_values, entry_too_many_writes, entry_name_invalid, entry_value_type,
// entry_value_index (an assignment beyond the values), entry_operation_code; or a cbor_ code for bytes that are no
// canonical CBOR of this shape.
[[nodiscard]] Result<Section> decode_section(ByteView bytes);

}  // namespace daohu::entry
