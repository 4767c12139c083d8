// SPDX-License-Identifier: Apache-2.0
#include "core/base/cbor.hpp"
#include "core/entry/limits.hpp"
#include "core/entry/section.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::entry;

namespace {

Section small_section() {
    Section section;
    section.values = {Value{std::int64_t{3}}, Value{NullState::refused}};
    section.operations = {{OperationCode::update, "person", {{"age", 0}, {"phone", 1}}}};
    return section;
}

}  // namespace

TEST_CASE("Section: an operation of a newer version is kept", "[entry]") {
    Section section = small_section();
    section.operations[0].code = OperationCode{77};
    const auto again = decode_section(encode(section)).value();
    CHECK(again == section);
    CHECK_FALSE(is_known(again.operations[0].code));
    CHECK(to_string(again.operations[0].code) == "operation 77");
}

TEST_CASE("Section: an assignment beyond the values is refused", "[entry]") {
    Section section = small_section();
    section.operations[0].assignments[0].value = 2;
    CHECK(decode_section(encode(section)).error().code == ErrorCode::entry_value_index);
}

TEST_CASE("Section: an assignment without a name or with an endless one is refused", "[entry]") {
    Section section = small_section();
    section.operations[0].assignments[0].name.clear();
    CHECK(decode_section(encode(section)).error().code == ErrorCode::entry_name_invalid);
    section.operations[0].assignments[0].name.assign(kMaxNameBytes + 1, 'x');
    CHECK(decode_section(encode(section)).error().code == ErrorCode::entry_name_invalid);
}

TEST_CASE("Section: more values than the limit are refused, exactly as many are not", "[entry]") {
    Section section = small_section();
    section.values.resize(kMaxValues, Value{true});
    CHECK(decode_section(encode(section)));
    section.values.emplace_back(false);
    CHECK(decode_section(encode(section)).error().code == ErrorCode::entry_too_many_values);
}

TEST_CASE("Section: more writes than the limit are refused", "[entry]") {
    Section section = small_section();
    section.operations.assign(kMaxWrites / 3 + 1, section.operations[0]);
    CHECK(decode_section(encode(section)).error().code == ErrorCode::entry_too_many_writes);
}

TEST_CASE("Section: nesting deeper than the limit is refused", "[entry]") {
    Bytes deep(64, 0x81);
    deep.push_back(0x00);
    Bytes document{0x83, 0x50};
    document.resize(18);                                        // a salt
    document.insert(document.end(), {0x81});                    // one value
    document.insert(document.end(), deep.begin(), deep.end());  // nested 64 deep
    document.insert(document.end(), {0x80});
    CHECK_FALSE(decode_section(document));
}

TEST_CASE("Section: what follows the end is refused", "[entry]") {
    Bytes bytes = encode(small_section());
    bytes.push_back(0);
    CHECK(decode_section(bytes).error().code == ErrorCode::cbor_trailing);
}

TEST_CASE("Section: names and texts with invisible characters come back unchanged", "[entry]") {
    Section section = small_section();
    section.values[0] = std::string{"a\u200Bb\u202Ec"};
    section.operations[0].assignments[0].name = "na\u200Bme";
    CHECK(decode_section(encode(section)).value() == section);
}
