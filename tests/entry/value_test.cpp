// SPDX-License-Identifier: Apache-2.0
#include "core/base/cbor.hpp"
#include "core/entry/value.hpp"

#include <catch2/catch_test_macros.hpp>

#include <limits>

using namespace daohu;
using namespace daohu::entry;

namespace {

Bytes encoded(const Value& value) {
    CborWriter out;
    encode(out, value);
    return out.take();
}

Result<Value> decoded(ByteView bytes) {
    CborReader in{bytes};
    return decode_value(in);
}

}  // namespace

TEST_CASE("Value: every alternative comes back as it was written", "[entry]") {
    const Value values[] = {NullState::blank,
                            NullState::unknown,
                            NullState::refused,
                            NullState::not_asked,
                            std::string{},
                            std::string{"2024-03"},
                            std::int64_t{0},
                            std::numeric_limits<std::int64_t>::min(),
                            std::numeric_limits<std::int64_t>::max(),
                            true,
                            false,
                            Bytes{},
                            Bytes{1, 2, 3}};
    for (const Value& value : values) {
        CHECK(decoded(encoded(value)).value() == value);
    }
}

TEST_CASE("Value: the kinds of no answer are told apart", "[entry]") {
    CHECK(encoded(NullState::blank) != encoded(NullState::unknown));
    CHECK(encoded(NullState::unknown) != encoded(NullState::refused));
    CHECK(is_null(Value{NullState::refused}));
    CHECK_FALSE(is_null(Value{std::string{}}));
}

TEST_CASE("Value: refuses a map, an unknown null state and a number beyond 64 signed bits", "[entry]") {
    CHECK(decoded(CborWriter{}.map(0).take()).error().code == ErrorCode::entry_value_type);
    CHECK(decoded(CborWriter{}.array(1).unsigned_integer(0).take()).error().code == ErrorCode::entry_value_type);
    CHECK(decoded(CborWriter{}.array(1).unsigned_integer(4).take()).error().code == ErrorCode::entry_value_type);
    const auto too_big = CborWriter{}.unsigned_integer(std::numeric_limits<std::uint64_t>::max()).take();
    CHECK(decoded(too_big).error().code == ErrorCode::cbor_out_of_range);
}

TEST_CASE("Value: a reference leads back to its entity and nothing else is a reference", "[entry]") {
    SeededEntropy entropy{7};
    const auto person = EntityId::random(entropy);
    CHECK(referenced_entity(reference_to(person)).value() == person);
    CHECK(referenced_entity(Value{Bytes{1}}).error().code == ErrorCode::entry_value_type);
    CHECK(referenced_entity(Value{person.to_string()}).error().code == ErrorCode::entry_value_type);
}
