// SPDX-License-Identifier: Apache-2.0
#include "core/base/cbor.hpp"
#include "core/base/entropy.hpp"
#include "tests/support/cbor_copy.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

#include <map>
#include <string>
#include <vector>

using namespace daohu;
using daohu::test::rewritten;

namespace {

struct KeyLess {
    bool operator()(const std::string& a, const std::string& b) const { return canonical_key_less(a, b); }
};

// Writes some value whose shape and content come from `seed`.
void write_some(CborWriter& writer, SeededEntropy& seed, std::size_t depth) {
    const std::uint64_t word = seed.next();
    const std::size_t size = (word >> 8U) % 5;
    switch (word % (depth < 4 ? 8 : 6)) {
        case 0: writer.unsigned_integer(seed.next() >> (word >> 16U) % 64); break;
        case 1: writer.integer(static_cast<std::int64_t>(seed.next()) >> (word >> 16U) % 64); break;
        case 2: {
            Bytes bytes((word >> 16U) % 300);
            seed.fill(bytes);
            writer.bytes(bytes);
            break;
        }
        case 3: writer.text(std::string((word >> 16U) % 300, 'x') + "示"); break;
        case 4: writer.boolean(size % 2 == 0); break;
        case 5: writer.null(); break;
        case 6:
            writer.array(size);
            for (std::size_t i = 0; i < size; ++i) {
                write_some(writer, seed, depth + 1);
            }
            break;
        default: {
            std::map<std::string, int, KeyLess> keys;
            for (std::size_t i = 0; i < size; ++i) {
                keys[std::to_string(seed.next() >> 20U * (i % 3))];
            }
            writer.map(keys.size());
            for (const auto& [key, unused] : keys) {
                writer.text(key);
                write_some(writer, seed, depth + 1);
            }
        }
    }
}

Bytes some_document(std::uint64_t seed) {
    SeededEntropy entropy{seed};
    CborWriter writer;
    write_some(writer, entropy, 0);
    return writer.take();
}

}  // namespace

TEST_CASE("CBOR: what was written reads back, and writing it again gives the same bytes", "[base]") {
    CHECK(rc::check("round trip", [](std::uint64_t seed) {
        const Bytes document = some_document(seed);
        RC_ASSERT(rewritten(document).value() == document);
        CborReader whole{document};
        RC_ASSERT(whole.item().value().size() == document.size());
    }));
}

TEST_CASE("CBOR: accepted bytes are the only spelling of their value", "[base]") {
    CHECK(rc::check("changed documents", [](std::uint64_t seed, std::uint32_t position, std::uint8_t byte) {
        Bytes document = some_document(seed);
        document[position % document.size()] = byte;
        const Result<Bytes> again = rewritten(document);
        RC_ASSERT((!again || *again == document));
        CborReader reader{document};
        RC_ASSERT((reader.skip() && reader.finish()) == again.has_value());
    }));
    CHECK(rc::check("any bytes", [](const Bytes& bytes) {
        const Result<Bytes> again = rewritten(bytes);
        RC_ASSERT((!again || *again == bytes));
    }));
}

TEST_CASE("CBOR: every start of a document is truncated and nothing else", "[base]") {
    CHECK(rc::check("prefixes", [](std::uint64_t seed) {
        const Bytes document = some_document(seed);
        const std::size_t size = *rc::gen::inRange<std::size_t>(0, document.size());
        RC_ASSERT(rewritten(ByteView{document}.first(size)).error().code == ErrorCode::cbor_truncated);
    }));
}
