// SPDX-License-Identifier: Apache-2.0
#include "core/base/cbor.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

using namespace daohu;

namespace {

Bytes from(std::string_view hex) { return from_hex(hex).value(); }

std::string written(CborWriter& writer) { return to_hex(writer.take()); }

// What a full read of the document says: "ok", or the name of the error.
std::string verdict(std::string_view hex, CborLimits limits = {}) {
    const Bytes document = from(hex);
    CborReader reader{document, limits};
    const Result<void> skipped = reader.skip();
    if (!skipped) {
        return std::string{name(skipped.error().code)};
    }
    const Result<void> finished = reader.finish();
    return finished ? "ok" : std::string{name(finished.error().code)};
}

}  // namespace

TEST_CASE("CborWriter: integers take their shortest form", "[base]") {
    const auto [value, hex] = GENERATE(table<std::uint64_t, std::string>({
        {0, "00"},
        {23, "17"},
        {24, "1818"},
        {255, "18ff"},
        {256, "190100"},
        {65535, "19ffff"},
        {65536, "1a00010000"},
        {4294967295, "1affffffff"},
        {4294967296, "1b0000000100000000"},
        {std::numeric_limits<std::uint64_t>::max(), "1bffffffffffffffff"},
    }));
    CborWriter writer;
    CHECK(written(writer.unsigned_integer(value)) == hex);
    const Bytes document = from(hex);
    CborReader reader{document};
    CHECK(reader.unsigned_integer().value() == value);
    CHECK(reader.at_end());
}

TEST_CASE("CborWriter: negative integers count from minus one", "[base]") {
    const auto [value, hex] = GENERATE(table<std::int64_t, std::string>({
        {-1, "20"},
        {-24, "37"},
        {-25, "3818"},
        {-1000, "3903e7"},
        {7, "07"},
        {std::numeric_limits<std::int64_t>::min(), "3b7fffffffffffffff"},
        {std::numeric_limits<std::int64_t>::max(), "1b7fffffffffffffff"},
    }));
    CborWriter writer;
    CHECK(written(writer.integer(value)) == hex);
    const Bytes document = from(hex);
    CborReader reader{document};
    CHECK(reader.integer().value() == value);
}

TEST_CASE("CborWriter: a record with nested containers matches the bytes worked out by hand", "[base]") {
    CborWriter writer;
    writer.map(3);
    writer.unsigned_integer(1).text("a");
    writer.text("k").array(3).boolean(true).boolean(false).null();
    writer.text("kk").map(0);
    CHECK(written(writer) == "a3016161616b83f5f4f6626b6ba0");
}

TEST_CASE("CborWriter: an item encoded before goes in as it is", "[base]") {
    CborWriter inner;
    inner.array(1).integer(5);
    const Bytes item = inner.take();
    CborWriter outer;
    outer.array(2).encoded(item).null();
    CHECK(written(outer) == "828105f6");
}

TEST_CASE("canonical_key_less: shorter keys come first, then bytes decide", "[base]") {
    CHECK(canonical_key_less("b", "aa"));
    CHECK(canonical_key_less("a", "b"));
    CHECK_FALSE(canonical_key_less("a", "a"));
    CHECK_FALSE(canonical_key_less("aa", "b"));
    CHECK(canonical_key_less("z", "\xc2\xa9"));
}

TEST_CASE("CborReader: reads back a record by its types", "[base]") {
    const Bytes document = from("a3016161616b83f5f4f6626b6ba0");
    CborReader reader{document};
    CHECK(reader.peek().value() == CborKind::map);
    REQUIRE(reader.map_of(3));
    CHECK(reader.unsigned_integer().value() == 1);
    CHECK(reader.text().value() == "a");
    CHECK(reader.text().value() == "k");
    CHECK(reader.array().value() == 3);
    CHECK(reader.boolean().value());
    CHECK_FALSE(reader.boolean().value());
    CHECK(reader.next_is_null());
    REQUIRE(reader.null());
    CHECK(reader.text().value() == "kk");
    CHECK_FALSE(reader.at_end());
    CHECK(reader.map().value() == 0);
    CHECK(reader.at_end());
    CHECK(reader.finish());
    CHECK(reader.unsigned_integer().error().code == ErrorCode::cbor_truncated);
}

TEST_CASE("CborReader: names what is wrong with a document", "[base]") {
    const auto [hex, expected] = GENERATE(table<std::string, std::string>({
        {"", "cbor_truncated"},
        {"18", "cbor_truncated"},    // the argument is missing
        {"6261", "cbor_truncated"},  // a text of two with one
        {"8201", "cbor_truncated"},  // an array of two with one
        {"9b7fffffffffffffff", "cbor_truncated"},
        {"5bffffffffffffffff", "cbor_truncated"},
        {"bb8000000000000000", "cbor_truncated"},  // twice the entries would overflow
        {"0000", "cbor_trailing"},
        {"1817", "cbor_not_canonical"},  // 23 in two bytes
        {"1900ff", "cbor_not_canonical"},
        {"1a0000ffff", "cbor_not_canonical"},
        {"1b00000000ffffffff", "cbor_not_canonical"},
        {"580161", "cbor_not_canonical"},
        {"1c", "cbor_not_canonical"},        // reserved
        {"5f4101ff", "cbor_not_canonical"},  // indefinite lengths
        {"9fff", "cbor_not_canonical"},
        {"ff", "cbor_not_canonical"},
        {"a202000100", "cbor_not_canonical"},  // keys out of order
        {"a201000100", "cbor_not_canonical"},  // a key twice
        {"f93c00", "cbor_unsupported"},        // floats
        {"fb3ff0000000000000", "cbor_unsupported"},
        {"f7", "cbor_unsupported"},  // undefined
        {"f820", "cbor_unsupported"},
        {"c100", "cbor_unsupported"},    // a tag
        {"a18000", "cbor_unsupported"},  // containers and simple values as keys
        {"a1a000", "cbor_unsupported"},
        {"a1f600", "cbor_unsupported"},
        {"3b8000000000000000", "cbor_out_of_range"},
        {"62c328", "cbor_text_malformed"},
        {"63eda080", "cbor_text_malformed"},  // a surrogate
        {"62c080", "cbor_text_malformed"},    // an overlong form
    }));
    CAPTURE(hex);
    CHECK(verdict(hex) == expected);
}

TEST_CASE("CborReader: keeps to its limits of bytes, items and depth", "[base]") {
    CHECK(verdict("83010203", {.bytes = 4}) == "ok");
    CHECK(verdict("83010203", {.bytes = 3}) == "cbor_limit");
    CHECK(verdict("83010203", {.items = 4}) == "ok");
    CHECK(verdict("83010203", {.items = 3}) == "cbor_limit");
    CHECK(verdict("a10102", {.items = 2}) == "cbor_limit");
    CHECK(verdict("818100", {.depth = 2}) == "ok");
    CHECK(verdict("818100", {.depth = 1}) == "cbor_limit");
    std::string deepest;
    for (std::size_t i = 0; i < kCborMaxDepth; ++i) {
        deepest += "81";
    }
    CHECK(verdict(deepest + "00") == "ok");
    CHECK(verdict("81" + deepest + "00") == "cbor_limit");
}

TEST_CASE("CborReader: a failed read stays where it is", "[base]") {
    const Bytes document = from("8301626869f6");
    CborReader reader{document};
    CHECK(reader.array_of(2).error().code == ErrorCode::cbor_wrong_length);
    REQUIRE(reader.array_of(3));
    CHECK(reader.text().error().code == ErrorCode::cbor_wrong_type);
    CHECK(reader.unsigned_integer().value() == 1);
    CHECK(reader.bytes().error().code == ErrorCode::cbor_wrong_type);
    CHECK(reader.text().value() == "hi");
    CHECK(reader.boolean().error().code == ErrorCode::cbor_wrong_type);
    REQUIRE(reader.null());
    CHECK(reader.at_end());
}

TEST_CASE("CborReader: item returns the bytes of one whole value and goes on after it", "[base]") {
    const Bytes document = from("8282016161a10102");
    CborReader reader{document};
    REQUIRE(reader.array_of(2));
    CHECK(to_hex(reader.item().value()) == "82016161");
    CHECK(to_hex(reader.item().value()) == "a10102");
    CHECK(reader.finish());
}

TEST_CASE("CborReader: a byte string of fixed size must have it", "[base]") {
    const Bytes document = from("43010203");
    CborReader reader{document};
    CHECK(reader.fixed_bytes<4>().error().code == ErrorCode::cbor_wrong_length);
    CHECK(reader.fixed_bytes<3>().value() == std::array<std::uint8_t, 3>{1, 2, 3});
    CHECK(reader.at_end());
}
