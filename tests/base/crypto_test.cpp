// SPDX-License-Identifier: Apache-2.0
#include "core/base/crypto.hpp"

#include <catch2/catch_test_macros.hpp>

#include <ostream>
#include <type_traits>

using namespace daohu;

static_assert(!std::is_copy_constructible_v<SecretBytes>);
static_assert(!std::is_copy_constructible_v<SigningKey>);
static_assert(std::is_nothrow_move_constructible_v<SigningKey>);

namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
static_assert(!Printable<SecretBytes>);

Bytes bytes_of(std::string_view text) {
    const ByteView view = as_bytes(text);
    return {view.begin(), view.end()};
}

SecretBytes key_from(std::uint64_t seed) {
    SeededEntropy entropy{seed};
    return SecretBytes::random(kAeadKeySize, entropy).value();
}

Bytes flipped(Bytes bytes, std::size_t position) {
    bytes[position] ^= 1U;
    return bytes;
}

}  // namespace

TEST_CASE("hash256: gives the published BLAKE2b-256 of nothing and of abc", "[base]") {
    CHECK(hash256({}).to_string() == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    CHECK(hash256(as_bytes("abc")).to_string() == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST_CASE("Hasher: the hash does not depend on how the bytes were cut", "[base]") {
    Hasher hasher;
    hasher.update(as_bytes("a")).update({}).update(as_bytes("bc"));
    CHECK(hasher.finish() == hash256(as_bytes("abc")));
}

TEST_CASE("FixedBytes: refuses bytes of another length", "[base]") {
    CHECK(Hash256::parse("00").error().code == ErrorCode::bytes_wrong_length);
    CHECK(Hash256::parse("zz").error().code == ErrorCode::hex_malformed);
    const Hash256 hash = hash256({});
    CHECK(Hash256::parse(hash.to_string()).value() == hash);
    CHECK(Hash256{}.is_zero());
}

TEST_CASE("SigningKey: signs as RFC 8032 test 2 does", "[base]") {
    const Bytes seed = from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").value();
    const SigningKey key = SigningKey::from_seed(seed).value();
    CHECK(key.public_key().to_string() == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const Bytes message = {0x72};
    CHECK(key.sign(message).to_string() == "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                           "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    CHECK(to_hex(key.seed().value().bytes()) == to_hex(seed));
}

TEST_CASE("verify: refuses another message, another key and a changed signature", "[base]") {
    SeededEntropy entropy{7};
    const SigningKey key = SigningKey::generate(entropy).value();
    const SigningKey other = SigningKey::generate(entropy).value();
    const Signature signature = key.sign(as_bytes("entry"));
    CHECK(verify(key.public_key(), as_bytes("entry"), signature));
    CHECK(verify(key.public_key(), as_bytes("entrz"), signature).error().code == ErrorCode::signature_invalid);
    CHECK_FALSE(verify(other.public_key(), as_bytes("entry"), signature));
    Signature changed = signature;
    changed.raw()[40] ^= 1U;
    CHECK_FALSE(verify(key.public_key(), as_bytes("entry"), changed));
    CHECK_FALSE(verify(PublicKey{}, as_bytes("entry"), Signature{}));
}

TEST_CASE("SigningKey: refuses a seed of another length", "[base]") {
    CHECK(SigningKey::from_seed(Bytes(31)).error().code == ErrorCode::key_malformed);
    CHECK(BoxKey::from_seed(Bytes(33)).error().code == ErrorCode::key_malformed);
}

TEST_CASE("SecretBytes: moving leaves nothing behind", "[base]") {
    SecretBytes first = SecretBytes::copy_of(as_bytes("secret")).value();
    SecretBytes second = std::move(first);
    CHECK(first.empty());  // NOLINT(bugprone-use-after-move): that is what is tested
    CHECK(as_text(second.bytes()) == "secret");
    second.clear();
    CHECK(second.empty());
    CHECK(SecretBytes::zeroed(0).value().empty());
}

TEST_CASE("equal_in_constant_time: tells equal bytes from different ones", "[base]") {
    CHECK(equal_in_constant_time(as_bytes("abc"), as_bytes("abc")));
    CHECK(equal_in_constant_time({}, {}));
    CHECK_FALSE(equal_in_constant_time(as_bytes("abc"), as_bytes("abd")));
    CHECK_FALSE(equal_in_constant_time(as_bytes("abc"), as_bytes("abcd")));
}

TEST_CASE("seal: opens only with the same key, place and bytes", "[base]") {
    SeededEntropy entropy{3};
    const SecretBytes key = key_from(1);
    const Bytes sealed = seal(key, as_bytes("answer"), as_bytes("here"), entropy).value();
    CHECK(sealed.size() == 6 + kAeadOverhead);
    CHECK(open_sealed(key, sealed, as_bytes("here")).value() == bytes_of("answer"));
    CHECK(as_text(open_sealed_secret(key, sealed, as_bytes("here")).value().bytes()) == "answer");
    CHECK(open_sealed(key, sealed, as_bytes("there")).error().code == ErrorCode::seal_broken);
    CHECK_FALSE(open_sealed(key_from(2), sealed, as_bytes("here")));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        CHECK_FALSE(open_sealed(key, flipped(sealed, i), as_bytes("here")));
    }
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        CHECK_FALSE(open_sealed(key, ByteView{sealed}.first(size), as_bytes("here")));
    }
}

TEST_CASE("seal: the same message is never sealed to the same bytes", "[base]") {
    SeededEntropy entropy{3};
    const SecretBytes key = key_from(1);
    CHECK(seal(key, as_bytes("x"), {}, entropy).value() != seal(key, as_bytes("x"), {}, entropy).value());
}

TEST_CASE("seal: refuses a key of another length", "[base]") {
    const SecretBytes key = SecretBytes::zeroed(16).value();
    CHECK(seal_with_nonce(key, AeadNonce{}, {}, {}).error().code == ErrorCode::key_malformed);
    CHECK(open_sealed(key, Bytes(64), {}).error().code == ErrorCode::key_malformed);
}

TEST_CASE("BoxKey: opens what anybody sealed to it and nothing else", "[base]") {
    SeededEntropy entropy{5};
    const BoxKey key = BoxKey::generate(entropy).value();
    const BoxKey other = BoxKey::generate(entropy).value();
    const Bytes sealed = seal_to(key.public_key(), as_bytes("data key")).value();
    CHECK(key.open(sealed).value() == bytes_of("data key"));
    CHECK(as_text(key.open_secret(sealed).value().bytes()) == "data key");
    CHECK(other.open(sealed).error().code == ErrorCode::seal_broken);
    CHECK_FALSE(key.open(flipped(sealed, sealed.size() - 1)));
    CHECK_FALSE(key.open(Bytes(kSealedBoxOverhead - 1)));
    const SecretBytes seed = key.seed().value();
    CHECK(BoxKey::from_seed(seed.bytes()).value().open(sealed).value() == bytes_of("data key"));
}

TEST_CASE("seal_to: refuses a public key that no secret belongs to", "[base]") {
    CHECK(seal_to(BoxPublicKey{}, as_bytes("x")).error().code == ErrorCode::key_malformed);
}

TEST_CASE("derive_from_passphrase: depends on passphrase, salt and parameters", "[base]") {
    const Argon2Params weak{.passes = 1, .memory_kib = 8};
    const PassphraseSalt salt;
    PassphraseSalt other_salt;
    other_salt.raw()[0] = 1;
    const auto derive = [](std::string_view passphrase, const PassphraseSalt& with, Argon2Params params) {
        return to_hex(derive_from_passphrase(as_bytes(passphrase), with, params).value().bytes());
    };
    const std::string key = derive("five words are quite enough", salt, weak);
    CHECK(key.size() == 2 * kDerivedKeySize);
    CHECK(key == derive("five words are quite enough", salt, weak));
    CHECK(key != derive("five words are quite enough!", salt, weak));
    CHECK(key != derive("five words are quite enough", other_salt, weak));
    CHECK(key != derive("five words are quite enough", salt, {.passes = 2, .memory_kib = 8}));
}

TEST_CASE("derive_from_passphrase: refuses parameters that would take a week", "[base]") {
    for (const Argon2Params params :
         {Argon2Params{0, 8}, Argon2Params{1, 7}, Argon2Params{65, 8}, Argon2Params{1, 1024 * 1024 + 1}}) {
        CHECK(derive_from_passphrase({}, {}, params).error().code == ErrorCode::kdf_params_refused);
    }
}

TEST_CASE("derive_key: purposes and contexts are kept apart", "[base]") {
    const SecretBytes master = key_from(1);
    const auto derive = [&](std::string_view purpose, std::string_view context) {
        return to_hex(derive_key(master, purpose, as_bytes(context)).value().bytes());
    };
    CHECK(derive("store", "") == derive("store", ""));
    CHECK(derive("store", "") != derive("drafts", ""));
    CHECK(derive("ab", "c") != derive("a", "bc"));
    CHECK(derive_key(SecretBytes::zeroed(16).value(), "store").error().code == ErrorCode::key_malformed);
}
