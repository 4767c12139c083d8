// SPDX-License-Identifier: Apache-2.0
#include "core/entry/value.hpp"

#include "core/base/cbor.hpp"

namespace daohu::entry {

namespace {

Result<Value> decode_null_state(CborReader& in) {
    TRY(in.array_of(1));
    const std::uint64_t state = TRY(in.unsigned_integer());
    if (state < static_cast<std::uint64_t>(NullState::unknown) ||
        state > static_cast<std::uint64_t>(NullState::not_asked)) {
        return fail(ErrorCode::entry_value_type, "unknown null state at offset " + std::to_string(in.offset()));
    }
    return Value{static_cast<NullState>(state)};
}

struct Encoder {
    CborWriter& out;

    void operator()(NullState state) const {
        if (state == NullState::blank) {
            out.null();
        } else {
            out.array(1).unsigned_integer(static_cast<std::uint64_t>(state));
        }
    }
    void operator()(const std::string& text) const { out.text(text); }
    void operator()(std::int64_t number) const { out.integer(number); }
    void operator()(bool yes) const { out.boolean(yes); }
    void operator()(const Bytes& bytes) const { out.bytes(bytes); }
};

}  // namespace

Value reference_to(EntityId entity) {
    const ByteView bytes = entity.bytes();
    return Value{Bytes(bytes.begin(), bytes.end())};
}

Result<EntityId> referenced_entity(const Value& value) {
    const auto* bytes = std::get_if<Bytes>(&value);
    if (bytes == nullptr || bytes->size() != EntityId::kSize) {
        return fail(ErrorCode::entry_value_type, "not a reference");
    }
    return EntityId::from_bytes(*bytes);
}

void encode(CborWriter& out, const Value& value) { std::visit(Encoder{out}, value); }

Result<Value> decode_value(CborReader& in) {
    switch (TRY(in.peek())) {
        case CborKind::null: TRY(in.null()); return Value{NullState::blank};
        case CborKind::array: return decode_null_state(in);
        case CborKind::text: return Value{std::string{TRY(in.text())}};
        case CborKind::boolean: return Value{TRY(in.boolean())};
        case CborKind::unsigned_integer:
        case CborKind::negative_integer: return Value{TRY(in.integer())};
        case CborKind::bytes: {
            const ByteView bytes = TRY(in.bytes());
            return Value{Bytes(bytes.begin(), bytes.end())};
        }
        case CborKind::map: break;
    }
    return fail(ErrorCode::entry_value_type, "a map at offset " + std::to_string(in.offset()));
}

}  // namespace daohu::entry
