// SPDX-License-Identifier: Apache-2.0
#pragma once

// One answer as it travels in an entry. Any thread.
//
// What an answer means is the dataset's business (core/registry); an entry only carries it. Each property type of a
// dataset travels as exactly one alternative:
//
//     text, code of a code list            text      UTF-8, as recorded
//     date with its precision              text      extended ISO 8601 cut at the precision: "2024", "2024-03", "2024-03-05"
//     decimal, time, place of a form       text      the form's own spelling, so that its XML comes back byte for byte
//     int, fen                             int64     fen are hundredths of a yuan
//     yes or no                            bool
//     reference to an entity               bytes     its 16 bytes
//     attachment                           bytes     the manifest (core/vault/attachments.hpp)
//     no answer                            NullState
//
// In canonical CBOR: text, integer, true/false and byte string as themselves; blank is null; the other three states are
// an array of one small integer, [1] unknown, [2] refused, [3] not asked.

#include "core/base/bytes.hpp"
#include "core/base/id.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace daohu {
class CborReader;
class CborWriter;
}  // namespace daohu

namespace daohu::entry {

// Why there is no answer. A question that was never relevant has no value at all and is not written.
enum class NullState : std::uint8_t {
    blank = 0,      // answered before, now emptied
    unknown = 1,    // asked; the family does not know
    refused = 2,    // asked; the family does not say
    not_asked = 3,  // left out on purpose
};

using Value = std::variant<NullState, std::string, std::int64_t, bool, Bytes>;

[[nodiscard]] inline bool is_null(const Value& value) { return std::holds_alternative<NullState>(value); }

[[nodiscard]] Value reference_to(EntityId entity);
// entry_value_type unless `value` is 16 bytes.
[[nodiscard]] Result<EntityId> referenced_entity(const Value& value);

void encode(CborWriter& out, const Value& value);
// entry_value_type for a CBOR item that is no value; or a cbor_ code.
[[nodiscard]] Result<Value> decode_value(CborReader& in);

}  // namespace daohu::entry
