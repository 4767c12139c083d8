// SPDX-License-Identifier: Apache-2.0
//
// Entries that somebody made to do harm: each is refused with an error of its own, or kept without doing any, and the
// store goes on.
#include "tests/journal/fixture.hpp"

#include "core/base/cbor.hpp"
#include "core/entry/limits.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::journal;
using namespace daohu::journal::test;

namespace {

ErrorCode refusal(ByteView bytes) {
    const auto entry = entry::SignedEntry::decode(bytes);
    return entry ? ErrorCode::internal : entry.error().code;
}

// An entry of another device whose signatures are right and whose header is as the forger likes it.
struct Forger {
    Signer signer;
    entry::SignedEntry honest = entry::test::signed_entry(family_draft(), entry::test::first_position(), signer);

    // The array of an encoded entry, with this header in the place of the honest one.
    [[nodiscard]] Bytes with_header(const entry::Header& header) const {
        CborWriter out;
        out.array(4).bytes(encode(header)).bytes(honest.author_signature().bytes());
        out.bytes(honest.device_signature().bytes()).array(honest.sections().size());
        for (const entry::SectionSlot& section : honest.sections()) {
            out.bytes(std::get<Bytes>(section));
        }
        return out.take();
    }
    [[nodiscard]] Bytes changed(auto change) const {
        entry::Header header = honest.header();
        change(header);
        return with_header(header);
    }
};

}  // namespace

TEST_CASE("Hostile entries: each way to do harm has its own error, and the store goes on", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    const auto before = app.save();
    const Forger forger;
    REQUIRE(entry::SignedEntry::decode(forger.with_header(forger.honest.header())));

    using entry::Header;
    CHECK(refusal(forger.changed([](Header& h) { h.sequence = ~std::uint64_t{0}; })) ==
          ErrorCode::entry_sequence_range);
    CHECK(refusal(forger.changed([](Header& h) { h.edges = {{0, h.write(0)}}; })) == ErrorCode::entry_edge_from_future);
    CHECK(refusal(forger.changed([](Header& h) { h.edges = {{0, {{h.device, h.incarnation, h.sequence + 5}, 0}}}; })) ==
          ErrorCode::entry_edge_from_future);
    CHECK(refusal(forger.changed([](Header& h) { h.sections[0].length = 300'000; })) == ErrorCode::entry_too_large);
    CHECK(refusal(forger.changed([](Header& h) { h.sections[0].writes = entry::kMaxWrites; })) ==
          ErrorCode::entry_too_many_writes);
    CHECK(refusal(forger.changed([](Header& h) { h.subjects.assign(70'000, h.subjects.at(0)); })) ==
          ErrorCode::entry_too_large);
    CHECK(refusal(forger.changed([](Header& h) { h.sections[0].hash = Hash256{}; })) == ErrorCode::entry_section_hash);
    CHECK(refusal(Bytes(10'000, 0x81)) == ErrorCode::cbor_wrong_length);  // arrays in arrays
    CHECK(refusal(Bytes(300'000, 0x81)) == ErrorCode::entry_too_large);

    CHECK(app.journal.reader().count().value() == 1);
    CHECK(app.save().header().previous == before.hash());
}

TEST_CASE("Hostile entries: a map, where one key could stand twice, is nowhere in an entry", "[journal]") {
    const auto map_with_one_key_twice = [] { return Bytes{0xA2, 0x61, 'a', 0x01, 0x61, 'a', 0x02}; };
    CHECK(refusal(map_with_one_key_twice()) == ErrorCode::cbor_wrong_type);
    CborWriter out;
    out.array(4).encoded(map_with_one_key_twice()).bytes(Bytes(64)).bytes(Bytes(64)).array(0);
    CHECK(refusal(out.take()) == ErrorCode::cbor_wrong_type);
}

TEST_CASE("Hostile entries: well signed and far from home, they are kept and take nobody's place", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    const auto first = app.save();

    // The last number there is, and a time far in the future.
    const Signer rogue;
    entry::ChainPosition position = entry::test::first_position();
    position.sequence = entry::kMaxSequence;
    position.previous.raw().fill(0xEE);
    position.hlc = Hlc::from_bits(~std::uint64_t{0});
    const auto last_of_all = entry::test::signed_entry(family_draft(), position, rogue);
    CHECK(app.import(last_of_all) == ImportOutcome::added);

    // It replaces writes that nobody has written yet, among them our next one.
    auto draft = family_draft();
    const entry::WriteId ours{{app.journal.identity().device, app.journal.identity().incarnation, 2}, 0};
    draft.sections[1].operations[0].assignments[0].replaces = {ours};
    const auto blind = entry::test::signed_entry(draft, entry::test::first_position(), rogue);
    CHECK(app.import(blind) == ImportOutcome::added);

    const auto second = app.save();
    CHECK(second.header().sequence == 2);
    CHECK(second.header().previous == first.hash());
    CHECK(second.header().hlc < last_of_all.header().hlc);
    const ChainHead rogues = app.chain({position.device, position.incarnation});
    CHECK(rogues.last == entry::kMaxSequence);
    CHECK(rogues.contiguous == 1);
    CHECK(app.journal.reader().count().value() == 4);
}

TEST_CASE("Hostile entries: names that look like others are kept byte for byte", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    const std::string name = "\u202Eevil\u202C\u200B\u2066name\u2069\uFEFF";
    auto draft = family_draft();
    draft.sections[1].operations[0].assignments[0].value = name;
    const auto saved = app.save(draft);
    const auto stored = app.journal.reader().find(saved.id()).value();
    const auto section = stored.at(0).entry.section(1).value();
    CHECK(std::ranges::find(section.values, entry::Value{name}) != section.values.end());
}
