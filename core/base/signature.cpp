// SPDX-License-Identifier: Apache-2.0
#include "core/base/signature.hpp"

#include "core/base/check.hpp"

#include <sodium.h>

#include <utility>

namespace daohu {

static_assert(PublicKey::kSize == crypto_sign_PUBLICKEYBYTES);
static_assert(Signature::kSize == crypto_sign_BYTES);
static_assert(SigningKey::kSeedSize == crypto_sign_SEEDBYTES);

SigningKey::SigningKey(SecretBytes secret, PublicKey public_key) : m_secret{std::move(secret)}, m_public{public_key} {}

Result<SigningKey> SigningKey::generate(Entropy& entropy) {
    const SecretBytes seed = TRY(SecretBytes::random(kSeedSize, entropy));
    return from_seed(seed.bytes());
}

Result<SigningKey> SigningKey::from_seed(ByteView seed) {
    if (seed.size() != kSeedSize) {
        return fail(ErrorCode::key_malformed, "signing seed of wrong length");
    }
    SecretBytes secret = TRY(SecretBytes::zeroed(crypto_sign_SECRETKEYBYTES));
    PublicKey public_key;
    crypto_sign_seed_keypair(public_key.raw().data(), secret.mutable_bytes().data(), seed.data());
    return SigningKey{std::move(secret), public_key};
}

Result<SecretBytes> SigningKey::seed() const {
    DAOHU_CHECK(!m_secret.empty());  // moved from
    SecretBytes seed = TRY(SecretBytes::zeroed(kSeedSize));
    crypto_sign_ed25519_sk_to_seed(seed.mutable_bytes().data(), m_secret.bytes().data());
    return seed;
}

Signature SigningKey::sign(ByteView message) const {
    DAOHU_CHECK(!m_secret.empty());  // moved from
    Signature signature;
    crypto_sign_detached(signature.raw().data(), nullptr, message.data(), message.size(), m_secret.bytes().data());
    return signature;
}

Result<void> verify(const PublicKey& key, ByteView message, const Signature& signature) {
    if (crypto_sign_verify_detached(signature.raw().data(), message.data(), message.size(), key.raw().data()) != 0) {
        return fail(ErrorCode::signature_invalid);
    }
    return {};
}

}  // namespace daohu
