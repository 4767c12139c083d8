// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/bundle.hpp"

#include "core/base/entropy.hpp"
#include "core/base/person_box.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace daohu;
using namespace daohu::wire;

namespace {

struct Parties {
    SeededEntropy entropy{7};
    SigningKey county = SigningKey::generate(entropy).value();
    SigningKey tablet = SigningKey::generate(entropy).value();
    BundleAddress server = ServerId::random(entropy).raw();
    Bytes statement{1, 2, 3};

    Bytes bundle(const std::vector<BundlePiece>& pieces) {
        auto builder = BundleBuilder::begin(BundleDirection::to_county, server, county.public_key(), entropy).value();
        for (const BundlePiece& piece : pieces) {
            REQUIRE(builder.add(piece.kind, piece.content));
        }
        return builder.finish(statement, tablet).value();
    }
    Result<OpenBundle> open(ByteView file) {
        return OpenBundle::open(file, BundleDirection::to_county, server, county);
    }
};

const std::vector<BundlePiece>& samples() {
    static const std::vector<BundlePiece> pieces{{BundlePieceKind::frames, Bytes(3000, 5)},
                                                 {BundlePieceKind::frames, {}},
                                                 {BundlePieceKind::file, Bytes(100, 9)}};
    return pieces;
}

}  // namespace

TEST_CASE("Bundle: what was packed is what is opened, and who packed it can be told", "[wire]") {
    Parties parties;
    const Bytes file = parties.bundle(samples());
    const OpenBundle opened = parties.open(file).value();
    CHECK(opened.pieces() == samples());
    CHECK(std::ranges::equal(opened.statement(), parties.statement));
    CHECK(opened.verify(parties.tablet.public_key()));
    CHECK(opened.verify(parties.county.public_key()).error().code == ErrorCode::carry_untrusted);
}

TEST_CASE("Bundle: one that is for somebody else, or goes the other way, says so", "[wire]") {
    Parties parties;
    const Bytes file = parties.bundle(samples());
    const BundleAddress other = ServerId::random(parties.entropy).raw();
    CHECK(OpenBundle::open(file, BundleDirection::to_county, other, parties.county).error().code ==
          ErrorCode::carry_foreign);
    CHECK(OpenBundle::open(file, BundleDirection::to_tablet, parties.server, parties.county).error().code ==
          ErrorCode::carry_foreign);
    // The right name with the wrong key.
    CHECK(OpenBundle::open(file, BundleDirection::to_county, parties.server, parties.tablet).error().code ==
          ErrorCode::carry_malformed);
}

TEST_CASE("Bundle: cut anywhere it is never taken for whole, and says that it was cut", "[wire]") {
    Parties parties;
    const Bytes file = parties.bundle(samples());
    for (std::size_t size = 0; size < file.size(); ++size) {
        const auto opened = parties.open(ByteView{file}.first(size));
        INFO(size);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == ErrorCode::carry_truncated);
    }
}

TEST_CASE("Bundle: a changed bit anywhere is never taken for whole", "[wire]") {
    Parties parties;
    const Bytes file = parties.bundle({{BundlePieceKind::frames, Bytes(200, 5)}});
    for (std::size_t at = 0; at < file.size(); ++at) {
        Bytes changed = file;
        changed[at] ^= 1U;
        INFO(at);
        CHECK_FALSE(parties.open(changed));
    }
    Bytes longer = file;
    longer.push_back(0);
    CHECK(parties.open(longer).error().code == ErrorCode::carry_malformed);
}

TEST_CASE("Bundle: pieces can neither be left out nor exchanged", "[wire]") {
    Parties parties;
    const Bytes file =
        parties.bundle({{BundlePieceKind::frames, Bytes(10, 1)}, {BundlePieceKind::frames, Bytes(10, 2)}});
    constexpr std::ptrdiff_t kHead = 101;
    constexpr std::ptrdiff_t kPiece = 4 + 10 + 1 + 40;
    Bytes without = file;
    without.erase(without.begin() + kHead, without.begin() + kHead + kPiece);
    CHECK(parties.open(without).error().code == ErrorCode::carry_malformed);
    Bytes exchanged = file;
    std::swap_ranges(exchanged.begin() + kHead, exchanged.begin() + kHead + kPiece, exchanged.begin() + kHead + kPiece);
    CHECK(parties.open(exchanged).error().code == ErrorCode::carry_malformed);
}

TEST_CASE("Bundle: a carrier sees no byte of what is in it, and equal ones do not look equal", "[wire]") {
    Parties parties;
    const Bytes content(64, 0x5a);
    const Bytes one = parties.bundle({{BundlePieceKind::frames, content}});
    const Bytes other = parties.bundle({{BundlePieceKind::frames, content}});
    CHECK(std::ranges::search(one, ByteView{content}.first(16)).empty());
    CHECK_FALSE(std::ranges::equal(ByteView{one}.subspan(21), ByteView{other}.subspan(21)));
}

TEST_CASE("Bundle: a newer version is named as such", "[wire]") {
    Parties parties;
    Bytes file = parties.bundle(samples());
    file[3] = 2;
    CHECK(parties.open(file).error().code == ErrorCode::message_version);
    CHECK(parties.open(as_bytes("a page of some portal, or a photograph")).error().code == ErrorCode::carry_malformed);
}

TEST_CASE("Bundle: statements and parts of photographs come back as they were", "[wire]") {
    SeededEntropy entropy{3};
    const BundleRequest request{.device = DeviceId::random(entropy),
                                .incarnation = IncarnationId::random(entropy),
                                .nonce = {1, 2},
                                .epoch = 4,
                                .first = 5,
                                .last = 9,
                                .cursors = {{StreamId::random(entropy), 17}}};
    CHECK(decode_bundle_request(encode(request)).value() == request);
    const BundledFile part{
        .stream = StreamId::random(entropy), .address = hash256({}), .length = 10, .offset = 4, .bytes = {1, 2, 3}};
    CHECK(decode_bundled_file(encode(part)).value() == part);
    BundledFile beyond = part;
    beyond.offset = 8;
    CHECK(decode_bundled_file(encode(beyond)).error().code == ErrorCode::carry_malformed);
}

TEST_CASE("Bundle: names every stream that a device may have", "[wire]") {
    Parties parties;
    BundleRequest request;
    for (std::size_t i = 0; i < kMaxStreamsPerDevice; ++i) {
        request.cursors.push_back({.stream = StreamId::random(parties.entropy), .after = UINT32_MAX});
    }
    parties.statement = encode(request);
    const OpenBundle opened = parties.open(parties.bundle(samples())).value();
    CHECK(decode_bundle_request(opened.statement()).value() == request);
    request.cursors.push_back({.stream = StreamId::random(parties.entropy), .after = 1});
    CHECK(decode_bundle_request(encode(request)).error().code == ErrorCode::carry_malformed);
}

TEST_CASE("Bundle: the box of a signing key opens what was sealed to its public half", "[wire]") {
    SeededEntropy entropy{11};
    for (int i = 0; i < 20; ++i) {
        const SigningKey key = SigningKey::generate(entropy).value();
        const Bytes sealed = seal_to(box_key_of(key.public_key()).value(), as_bytes("secret")).value();
        CHECK(as_text(box_key_of(key).value().open(sealed).value()) == "secret");
        CHECK(box_key_of(key).value().public_key() == box_key_of(key.public_key()).value());
    }
    CHECK_FALSE(box_key_of(PublicKey{}));
}

TEST_CASE("Bundle: noise is an error and nothing else", "[wire]") {
    Parties parties;
    const Bytes file = parties.bundle(samples());
    rc::check("no damage is taken for a bundle", [&] {
        Bytes damaged = file;
        const auto at = *rc::gen::inRange<std::size_t>(0, damaged.size());
        const auto noise = *rc::gen::container<Bytes>(rc::gen::arbitrary<std::uint8_t>());
        damaged.resize(at);
        damaged.insert(damaged.end(), noise.begin(), noise.end());
        RC_ASSERT(damaged == file || !parties.open(damaged));
    });
}
