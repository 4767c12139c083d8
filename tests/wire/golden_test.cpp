// SPDX-License-Identifier: Apache-2.0
//
// The formats as they were when they were frozen: an entry, a frame, a push. Every later version reads them, for ever.
// Entries and messages are also still made byte for byte the same; how a frame is compressed is free, what it holds is not.
//
// To add a vector, never to change one: test_wire "[.golden]" prints those of this build.

#include "core/entry/administrative.hpp"
#include "sync/wire/bundle.hpp"
#include "sync/wire/enrolment.hpp"
#include "sync/wire/frame.hpp"
#include "sync/wire/messages.hpp"
#include "tests/entry/builders.hpp"
#include "tests/wire/samples.hpp"

#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <iostream>
#include <iterator>

using namespace daohu;
using namespace daohu::wire;

namespace {

// Hexadecimal digits, as many to a line as one likes.
Bytes golden(const std::string& name) {
    std::ifstream file{std::string{DAOHU_GOLDEN_DIR} + "/" + name + ".hex"};
    std::string digits;
    std::copy_if(std::istreambuf_iterator<char>{file}, {}, std::back_inserter(digits),
                 [](char c) { return c != '\n' && c != ' '; });
    INFO(name);
    REQUIRE_FALSE(digits.empty());
    return from_hex(digits).value();
}

entry::SignedEntry form_entry() {
    return entry::test::signed_entry(entry::test::family_draft(), entry::test::first_position(), {});
}

// The second of the chain: it replaces a write of the first, one section is sealed to somebody and one has left it.
entry::SignedEntry later_entry() {
    const entry::SignedEntry first = form_entry();
    entry::EntryDraft draft;
    draft.scope = first.header().scope;
    draft.form_hash = hash256(as_bytes("another form"));
    draft.form_version = "7";
    const auto person = entry::test::id_of<EntityId>(14);
    draft.sections.push_back(
        {person,
         {{entry::OperationCode::update, "person", {{"name", std::string{"示例"}, {first.header().write(3)}}}, {}}},
         {}});
    draft.sections.push_back({entry::test::id_of<EntityId>(15),
                              {{entry::OperationCode::create, "person", {{"name", std::string{"Shili B"}, {}}}, {}}},
                              {}});
    entry::SignedEntry entry = entry::test::signed_entry(draft, entry::test::position_after(first), {}, 21);
    entry.remove_section(1, entry::Absence::dropped);
    return entry;
}

entry::SignedEntry gap_entry() {
    const entry::SignedEntry before = later_entry();
    const entry::Gap gap{.incarnation = before.header().incarnation, .first = 1, .last = 1, .hash_of_last = Hash256{}};
    return entry::test::signed_entry(make_draft(gap, before.header().scope), entry::test::position_after(before), {},
                                     22);
}

FrameContent batch() { return EntryBatch{form_entry().encode(), later_entry().encode(), gap_entry().encode()}; }

FrameContent part() {
    auto parts = split_entry(sample::survey(3 * kPartSize, 5)).value();
    return parts[1];
}

Acknowledgement acknowledgement() {
    Receipt receipt{.server = sample::fixed<ServerId>(1),
                    .epoch = 3,
                    .request = {1, 2, 3},
                    .device = sample::fixed<DeviceId>(2),
                    .incarnation = sample::fixed<IncarnationId>(3),
                    .acknowledged = 300,
                    .acknowledged_hash = sample::fixed<Hash256>(4),
                    .safe = 200,
                    .signature = {}};
    receipt.signature = entry::test::signing_key(9).sign(receipt_statement(receipt));
    return {.receipt = receipt,
            .judgements = {{.sequence = 299, .standing = Standing::out_of_scope}},
            .unfinished = {{.entry_hash = sample::fixed<Hash256>(5), .received = 2}}};
}

SessionRequest session_request() {
    SessionRequest request{.device = sample::fixed<DeviceId>(2),
                           .incarnation = sample::fixed<IncarnationId>(3),
                           .nonce = {7, 7},
                           .request = {8},
                           .signature = {},
                           .dictionaries = {0xd1c7, 0x77}};
    request.signature = entry::test::signing_key(2).sign(
        session_statement(request.nonce, sample::fixed<ServerId>(1), request.device, request.incarnation));
    return request;
}

Bytes bundle() {
    SeededEntropy entropy{31};
    auto builder = BundleBuilder::begin(BundleDirection::to_county, sample::fixed<ServerId>(1).raw(),
                                        entry::test::signing_key(9).public_key(), entropy)
                       .value();
    REQUIRE(builder.add(BundlePieceKind::frames, FrameCodec{}.encode(batch()).value()));
    const BundleRequest request{.device = sample::fixed<DeviceId>(2),
                                .incarnation = sample::fixed<IncarnationId>(3),
                                .nonce = {9},
                                .epoch = 3,
                                .first = 1,
                                .last = 3,
                                .cursors = {{sample::fixed<StreamId>(6), 12}}};
    return builder.finish(encode(request), entry::test::signing_key(2)).value();
}

void print(const char* name, ByteView bytes) {
    const std::string digits = to_hex(bytes);
    std::cout << "== " << name << '\n';
    for (std::size_t at = 0; at < digits.size(); at += 120) {
        std::cout << digits.substr(at, 120) << '\n';
    }
}

}  // namespace

// Of a county whose root nobody has any more: it can be read and written again, and never be made.
TEST_CASE("Golden: a grant from before counties named their pack is read, and written byte for byte", "[wire]") {
    const Bytes bytes = golden("grant");
    const auto grant = decode_grant(bytes);
    REQUIRE(grant);
    CHECK(grant->server_name == "county.example");
    CHECK(grant->villages.front().code == "999999000001");
    CHECK(grant->recovery);
    CHECK(grant->pack.empty());
    CHECK(grant->further.empty());
    CHECK(encode(*grant) == bytes);
}

TEST_CASE("Golden: entries read as they were written, and are written so still", "[wire]") {
    for (const auto& [name, made] : {std::pair{"entry_form", form_entry()}, std::pair{"entry_later", later_entry()},
                                     std::pair{"entry_gap", gap_entry()}}) {
        const Bytes bytes = golden(name);
        const auto read = entry::SignedEntry::decode(bytes);
        REQUIRE(read);
        CHECK(read->hash() == made.hash());
        CHECK(read->encode() == bytes);
        CHECK(made.encode() == bytes);
        CHECK(read->verify(entry::test::signing_key(2).public_key()));
    }
    CHECK(entry::SignedEntry::decode(golden("entry_later")).value().section(0).value().operations.size() == 1);
    CHECK(entry::read_gap(entry::SignedEntry::decode(golden("entry_gap")).value()).value().last == 1);
}

TEST_CASE("Golden: frames of a push of version 1 are read", "[wire]") {
    CHECK(FrameCodec{}.decode(golden("frame_entries")).value() == batch());
    CHECK(FrameCodec{}.decode(golden("frame_part")).value() == part());
}

TEST_CASE("Golden: messages around a push are read, and are written so still", "[wire]") {
    CHECK(decode_acknowledgement(golden("acknowledgement")).value() == acknowledgement());
    CHECK(encode(acknowledgement()) == golden("acknowledgement"));
    CHECK(decode_session_request(golden("session_request")).value() == session_request());
    CHECK(encode(session_request()) == golden("session_request"));
    CHECK(verify(entry::test::signing_key(9).public_key(), receipt_statement(acknowledgement().receipt),
                 acknowledgement().receipt.signature));
}

TEST_CASE("Golden: a bundle of version 1 opens", "[wire]") {
    const auto opened = OpenBundle::open(golden("bundle"), BundleDirection::to_county, sample::fixed<ServerId>(1).raw(),
                                         entry::test::signing_key(9));
    REQUIRE(opened);
    CHECK(opened->verify(entry::test::signing_key(2).public_key()));
    REQUIRE(opened->pieces().size() == 1);
    CHECK(FrameCodec{}.decode(opened->pieces().front().content).value() == batch());
    CHECK(decode_bundle_request(opened->statement()).value().last == 3);
}

TEST_CASE("Golden: prints what this build makes", "[.golden]") {
    print("entry_form", form_entry().encode());
    print("entry_later", later_entry().encode());
    print("entry_gap", gap_entry().encode());
    print("frame_entries", FrameCodec{}.encode(batch()).value());
    print("frame_part", FrameCodec{}.encode(part()).value());
    print("acknowledgement", encode(acknowledgement()));
    print("session_request", encode(session_request()));
    print("bundle", bundle());
}
