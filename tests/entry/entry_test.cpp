// SPDX-License-Identifier: Apache-2.0
#include "tests/entry/builders.hpp"

#include "core/base/cbor.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace daohu;
using namespace daohu::entry;
using namespace daohu::entry::test;

TEST_CASE("SignedEntry: encodes and decodes to the same bytes and verifies", "[entry]") {
    const Signer signer;
    const auto entry = signed_entry(family_draft(), first_position(), signer);
    const auto again = SignedEntry::decode(entry.encode());
    REQUIRE(again);
    CHECK(again->encode() == entry.encode());
    CHECK(again->hash() == entry.hash());
    CHECK(again->header() == entry.header());
    CHECK(again->verify(signer.device.public_key()));
    CHECK(encode(again->header()) == entry.header_bytes());
}

TEST_CASE("SignedEntry: a section holds each value once and its operations name it", "[entry]") {
    const auto entry = signed_entry(family_draft(), first_position(), Signer{});
    const auto person = entry.section(1).value();
    CHECK(person.values.size() == 2);  // the name and the nickname are one value
    const Operation& create = person.operations.at(0);
    CHECK(create.code == OperationCode::create);
    CHECK(create.dataset == "person");
    CHECK(person.value_of(create.assignments.at(0)) == Value{std::string{"Shili A"}});
    CHECK(create.assignments.at(0).value == create.assignments.at(1).value);
    CHECK(person.value_of(create.assignments.at(2)) == Value{std::int64_t{61}});
}

TEST_CASE("Header: writes are numbered through the sections, one for the operation and one for each assignment",
          "[entry]") {
    const auto entry = signed_entry(family_draft(), first_position(), Signer{});
    CHECK(entry.header().first_write(0) == 0);
    CHECK(entry.header().first_write(1) == 3);
    CHECK(entry.header().first_write(2) == 7);
}

TEST_CASE("Header: an edge stands at the number of the write that replaces", "[entry]") {
    const Signer signer;
    const auto first = signed_entry(family_draft(), first_position(), signer);
    EntryDraft draft;
    draft.scope = first.header().scope;
    draft.sections.push_back({id_of<EntityId>(14),
                              {{OperationCode::update,
                                "person",
                                {{"age", std::int64_t{62}, {first.header().write(6)}},
                                 {"name", std::string{"Shili B"}, {first.header().write(4)}}},
                                {}},
                               {OperationCode::close, "", {}, {first.header().write(3)}}},
                              {}});
    const auto second = signed_entry(draft, position_after(first), signer);
    const Header& header = second.header();
    REQUIRE(header.edges.size() == 3);
    REQUIRE(header.edges_of(1).size() == 1);
    CHECK(header.edges_of(1).front().replaced == first.header().write(6));
    CHECK(header.edges_of(2).front().replaced == first.header().write(4));
    CHECK(header.edges_of(3).front().replaced == first.header().write(3));
    CHECK(header.edges_of(0).empty());
    CHECK(SignedEntry::decode(second.encode()).value().header() == header);
}

TEST_CASE("SignedEntry: a dropped or withheld section leaves an entry that verifies", "[entry]") {
    const Signer signer;
    auto entry = signed_entry(family_draft(), first_position(), signer);
    entry.remove_section(0, Absence::withheld);
    entry.remove_section(1, Absence::dropped);
    entry.remove_section(1, Absence::withheld);  // dropped stays dropped

    const auto again = SignedEntry::decode(entry.encode()).value();
    CHECK(again.verify(signer.device.public_key()));
    CHECK(again.section(0).error().code == ErrorCode::entry_section_withheld);
    CHECK(again.section(1).error().code == ErrorCode::entry_section_dropped);
    CHECK(again.header().first_write(1) == 3);
}

TEST_CASE("SignedEntry: what a dropped section said cannot be confirmed by hashing a guess", "[entry]") {
    const Signer signer;
    const auto one = signed_entry(family_draft(), first_position(), signer, 30);
    const auto two = signed_entry(family_draft(), first_position(), signer, 31);
    CHECK(one.header().sections[1].hash != two.header().sections[1].hash);
}

TEST_CASE("SignedEntry: a sealed section opens for its readers only", "[entry]") {
    SeededEntropy entropy{40};
    const BoxKey reader = BoxKey::generate(entropy).value();
    const BoxKey second_reader = BoxKey::generate(entropy).value();
    const BoxKey stranger = BoxKey::generate(entropy).value();
    auto draft = family_draft();
    draft.sections[1].sealed_to = {reader.public_key(), second_reader.public_key()};
    const auto entry = signed_entry(draft, first_position(), Signer{});

    CHECK(entry.section(1).error().code == ErrorCode::entry_section_sealed);
    CHECK(entry.open_section(1, stranger).error().code == ErrorCode::entry_section_not_for_reader);
    CHECK(entry.open_section(1, reader).value() == entry.open_section(1, second_reader).value());
    CHECK(entry.open_section(1, reader).value().write_count() == 4);
    CHECK(entry.open_section(0, stranger).value() == entry.section(0).value());
    const std::string_view bytes = as_text(std::get<Bytes>(entry.sections()[1]));
    CHECK(bytes.find("Shili") == std::string_view::npos);
}

TEST_CASE("SignedEntry: one changed bit anywhere is refused", "[entry]") {
    const Signer signer;
    const Bytes good = signed_entry(family_draft(), first_position(), signer).encode();
    for (std::size_t at = 0; at < good.size(); ++at) {
        Bytes bad = good;
        bad[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
        const auto entry = SignedEntry::decode(bad);
        CHECK_FALSE((entry && entry->verify(signer.device.public_key())));
    }
}

TEST_CASE("SignedEntry: every truncation is refused", "[entry]") {
    const Bytes good = signed_entry(family_draft(), first_position(), Signer{}).encode();
    for (std::size_t size = 0; size < good.size(); ++size) {
        CHECK_FALSE(SignedEntry::decode(ByteView{good}.first(size)));
    }
}

TEST_CASE("SignedEntry: the wrong author and the wrong device are told apart", "[entry]") {
    const Signer signer;
    const auto entry = signed_entry(family_draft(), first_position(), signer);
    CHECK(entry.verify(signer.author.public_key()).error().code == ErrorCode::entry_device_signature);
    const auto forged =
        SignedEntry::from_parts(entry.header_bytes(), Signature{}, entry.device_signature(), entry.sections()).value();
    CHECK(forged.verify(signer.device.public_key()).error().code == ErrorCode::entry_author_signature);
}

TEST_CASE("SignedEntry: a section of another entry is refused", "[entry]") {
    const Signer signer;
    const auto one = signed_entry(family_draft(), first_position(), signer, 30);
    const auto two = signed_entry(family_draft(), first_position(), signer, 31);
    const auto mixed =
        SignedEntry::from_parts(one.header_bytes(), one.author_signature(), one.device_signature(), two.sections());
    CHECK(mixed.error().code == ErrorCode::entry_section_hash);
    const auto missing =
        SignedEntry::from_parts(one.header_bytes(), one.author_signature(), one.device_signature(), {});
    CHECK(missing.error().code == ErrorCode::entry_section_count);
}

TEST_CASE("Header: each way to be wrong has its own error", "[entry]") {
    const Header good = signed_entry(family_draft(), first_position(), Signer{}).header();
    const auto code_of = [](const Header& header) { return decode_header(encode(header)).error().code; };
    const auto changed = [&good](auto change) {
        Header header = good;
        change(header);
        return header;
    };
    REQUIRE(decode_header(encode(good)));

    CHECK(code_of(changed([](Header& h) { h.suite = Suite{2}; })) == ErrorCode::entry_suite_unknown);
    CHECK(code_of(changed([](Header& h) { h.sequence = 0; })) == ErrorCode::entry_sequence_range);
    CHECK(code_of(changed([](Header& h) { h.sequence = ~std::uint64_t{0}; })) == ErrorCode::entry_sequence_range);
    CHECK(code_of(changed([](Header& h) { h.sequence = 2; })) == ErrorCode::entry_chain_start);
    CHECK(code_of(changed([](Header& h) { h.previous.raw()[0] = 1; })) == ErrorCode::entry_chain_start);
    CHECK(code_of(changed([](Header& h) { h.subjects = {EntityId{}}; })) == ErrorCode::entry_subject_invalid);
    CHECK(code_of(changed([](Header& h) { h.subjects.push_back(h.subjects[0]); })) == ErrorCode::entry_subject_invalid);
    CHECK(code_of(changed([](Header& h) { h.subjects.clear(); })) == ErrorCode::entry_subject_invalid);
    CHECK(code_of(changed([](Header& h) { h.sections[0].length = 300'000; })) == ErrorCode::entry_too_large);
    CHECK(code_of(changed([](Header& h) { h.sections[0].length = h.sections[1].length = 200'000; })) ==
          ErrorCode::entry_too_large);
    CHECK(code_of(changed([](Header& h) { h.sections[0].writes = kMaxWrites; })) == ErrorCode::entry_too_many_writes);
    CHECK(code_of(changed([](Header& h) { h.sections[0].sealed_to.emplace(); })) == ErrorCode::entry_too_many_readers);
    CHECK(code_of(changed([](Header& h) { h.form_version.assign(600, 'x'); })) == ErrorCode::entry_name_invalid);

    const WriteId other{{id_of<DeviceId>(50), good.incarnation, 9}, 0};
    CHECK(code_of(changed([&](Header& h) { h.edges = {{7, other}}; })) == ErrorCode::entry_edge_invalid);
    CHECK(code_of(changed([&](Header& h) { h.edges = {{0, other}, {0, other}}; })) == ErrorCode::entry_edge_invalid);
    CHECK(code_of(changed([&](Header& h) { h.edges = {{0, {{other.entry.device, good.incarnation, 0}, 0}}}; })) ==
          ErrorCode::entry_edge_invalid);
    CHECK(code_of(changed([&](Header& h) { h.edges = {{0, h.write(1)}}; })) == ErrorCode::entry_edge_from_future);
}

TEST_CASE("Header: a kind of a newer version is kept as it is", "[entry]") {
    Header header = signed_entry(family_draft(), first_position(), Signer{}).header();
    header.kind = EntryKind{99};
    CHECK(decode_header(encode(header)).value().kind == EntryKind{99});
}
