// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/county_card.hpp"
#include "sync/wire/enrolment.hpp"
#include "sync/wire/network_enrolment.hpp"

#include "core/base/cbor.hpp"
#include "tests/wire/samples.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::wire;

namespace {

SigningKey key(std::uint64_t seed) { return SigningKey::from_seed(sample::noise(SigningKey::kSeedSize, seed)).value(); }

Grant sample_grant(const SigningKey& root) {
    const auto device = sample::fixed<DeviceId>(1);
    Grant grant{.server = sample::fixed<ServerId>(2),
                .root = root.public_key(),
                .server_name = "county.example",
                .port = 8443,
                .authorities = {sample::noise(500, 3), sample::noise(500, 4)},
                .server_certificate = certify(CertificateKind::server, key(20).public_key(), {}, root),
                .device_certificate = certify(CertificateKind::device, key(21).public_key(), device, root),
                .author_certificates = {certify(CertificateKind::author, key(22).public_key(), device, root)},
                .grant_epoch = 1,
                .villages = {{"999999000001", sample::fixed<StreamId>(5)}},
                .signature = {}};
    sign(grant, root);
    return grant;
}

}  // namespace

TEST_CASE("Enrolment: a request proves that the tablet holds both keys", "[wire]") {
    const DeviceRequest request = make_device_request(sample::fixed<DeviceId>(1), key(1), key(2));
    CHECK(decode_device_request(encode(request)).value() == request);
    DeviceRequest other_author = request;
    other_author.author_key = key(3).public_key();
    CHECK(decode_device_request(encode(other_author)).error().code == ErrorCode::request_signature);
    DeviceRequest other_device = request;
    other_device.device = sample::fixed<DeviceId>(9);
    CHECK(decode_device_request(encode(other_device)).error().code == ErrorCode::request_signature);
}

TEST_CASE("Enrolment: a grant is read back whole", "[wire]") {
    const Grant grant = sample_grant(key(10));
    CHECK(decode_grant(encode(grant)).value() == grant);
}

TEST_CASE("Enrolment: a grant may name the county's recovery key, which nobody can change or take out", "[wire]") {
    const SigningKey root = key(10);
    Grant grant = sample_grant(root);
    grant.recovery = sample::fixed<BoxPublicKey>(6);
    sign(grant, root);
    CHECK(decode_grant(encode(grant)).value() == grant);
    Grant other = grant;
    other.recovery = sample::fixed<BoxPublicKey>(7);
    CHECK(decode_grant(encode(other)).error().code == ErrorCode::certificate_invalid);
    other.recovery.reset();
    CHECK(decode_grant(encode(other)).error().code == ErrorCode::certificate_invalid);
}

TEST_CASE("Enrolment: a grant may name the county's pack, with a recovery key or without one", "[wire]") {
    const SigningKey root = key(10);
    Grant grant = sample_grant(root);
    const Bytes before = encode(grant);
    grant.pack = "example-2026";
    for (const auto& recovery : {std::optional<BoxPublicKey>{}, std::optional{sample::fixed<BoxPublicKey>(6)}}) {
        grant.recovery = recovery;
        sign(grant, root);
        CHECK(decode_grant(encode(grant)).value() == grant);
        for (const char* const other : {"", "example-2027"}) {
            Grant changed = grant;
            changed.pack = other;
            CHECK(decode_grant(encode(changed)).error().code == ErrorCode::certificate_invalid);
        }
    }
    // Who names none signs what the first counties signed.
    CHECK(encode(sample_grant(root)) == before);
    CHECK(decode_grant(before).value().pack.empty());
}

TEST_CASE("Enrolment: what a newer county puts into a grant is kept as it stands, under its signature", "[wire]") {
    const SigningKey root = key(10);
    for (const char* const pack : {"", "example-2026"}) {
        Grant grant = sample_grant(root);
        grant.pack = pack;
        grant.further = {CborWriter{}.text("of a later time").take(), CborWriter{}.array(1).unsigned_integer(7).take()};
        sign(grant, root);
        const Bytes bytes = encode(grant);
        CHECK(decode_grant(bytes).value() == grant);
        CHECK(encode(decode_grant(bytes).value()) == bytes);
        Grant shortened = grant;
        shortened.further.pop_back();
        CHECK(decode_grant(encode(shortened)).error().code == ErrorCode::certificate_invalid);
        grant.further.resize(40, CborWriter{}.null().take());
        sign(grant, root);
        CHECK(decode_grant(encode(grant)).error().code == ErrorCode::message_malformed);
    }
}

TEST_CASE("Enrolment: a grant that anybody changed is refused", "[wire]") {
    const SigningKey root = key(10);
    Grant village = sample_grant(root);
    village.villages[0].code = "999999000002";
    CHECK(decode_grant(encode(village)).error().code == ErrorCode::certificate_invalid);

    Grant foreign_server = sample_grant(root);
    foreign_server.server_certificate = certify(CertificateKind::server, key(20).public_key(), {}, key(11));
    sign(foreign_server, root);
    CHECK(decode_grant(encode(foreign_server)).error().code == ErrorCode::certificate_invalid);

    Grant exchanged = sample_grant(root);
    exchanged.server_certificate = exchanged.device_certificate;
    sign(exchanged, root);
    CHECK(decode_grant(encode(exchanged)).error().code == ErrorCode::certificate_invalid);
}

TEST_CASE("Enrolment: every byte of a grant is covered", "[wire]") {
    const Bytes bytes = encode(sample_grant(key(10)));
    for (std::size_t at = 0; at < bytes.size(); at += 7) {
        Bytes changed = bytes;
        changed[at] ^= 0x10U;
        CHECK_FALSE(decode_grant(changed));
    }
}

TEST_CASE("Enrolment: a county's card holds what its root vouches for, and every byte of it is covered", "[wire]") {
    const SigningKey root = key(10);
    const SigningKey server = key(20);
    CountyCard card{.server = sample::fixed<ServerId>(2),
                    .root = root.public_key(),
                    .server_name = "county.example",
                    .authorities = {sample::noise(300, 3)},
                    .server_certificate = certify(CertificateKind::server, server.public_key(), {}, root),
                    .request = {},
                    .signature = {}};
    card.signature = server.sign(card_statement(card));
    const Bytes sealed = encode(card);
    CHECK(decode_county_card(sealed).value() == card);
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        Bytes changed = sealed;
        changed[at] ^= 1U;
        CHECK_FALSE(decode_county_card(changed));
        CHECK_FALSE(decode_county_card(ByteView{sealed}.first(at)));
    }
    // Somebody else's key under the same root's name.
    CountyCard forged = card;
    forged.server_certificate = certify(CertificateKind::server, key(21).public_key(), {}, key(11));
    forged.signature = key(21).sign(card_statement(forged));
    CHECK(decode_county_card(encode(forged)).error().code == ErrorCode::certificate_invalid);
    // A device of the county is not its server.
    forged.server_certificate = certify(CertificateKind::device, key(21).public_key(), {}, root);
    forged.signature = key(21).sign(card_statement(forged));
    CHECK(decode_county_card(encode(forged)).error().code == ErrorCode::certificate_invalid);
}

TEST_CASE("Enrolment: words change with the tablet's keys and with the county's root", "[wire]") {
    const DeviceRequest request = make_device_request(sample::fixed<DeviceId>(1), key(1), key(2));
    const DeviceRequest exchanged = make_device_request(sample::fixed<DeviceId>(1), key(3), key(2));
    const std::string words = enrolment_words(request, key(10).public_key());
    CHECK(words.size() == 6 * 5 + 5);
    CHECK(words != enrolment_words(exchanged, key(10).public_key()));
    CHECK(words != enrolment_words(request, key(11).public_key()));
    CHECK(words != fingerprint_words(request));
}
