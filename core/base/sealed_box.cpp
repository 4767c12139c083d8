// SPDX-License-Identifier: Apache-2.0
#include "core/base/sealed_box.hpp"

#include "core/base/check.hpp"
#include "core/base/crypto.hpp"

#include <sodium.h>

#include <utility>

namespace daohu {

static_assert(BoxPublicKey::kSize == crypto_box_PUBLICKEYBYTES);
static_assert(BoxKey::kSeedSize == crypto_box_SEEDBYTES);
static_assert(kSealedBoxOverhead == crypto_box_SEALBYTES);

namespace {

// `out` has sealed.size() - kSealedBoxOverhead bytes.
Result<void> open_into(std::uint8_t* out, ByteView sealed, const BoxPublicKey& public_key, const SecretBytes& secret) {
    DAOHU_CHECK(!secret.empty());  // moved from
    if (crypto_box_seal_open(out, sealed.data(), sealed.size(), public_key.raw().data(), secret.bytes().data()) != 0) {
        return fail(ErrorCode::seal_broken);
    }
    return {};
}

}  // namespace

BoxKey::BoxKey(SecretBytes seed, SecretBytes secret, BoxPublicKey public_key)
    : m_seed{std::move(seed)}, m_secret{std::move(secret)}, m_public{public_key} {}

Result<BoxKey> BoxKey::generate(Entropy& entropy) {
    const SecretBytes seed = TRY(SecretBytes::random(kSeedSize, entropy));
    return from_seed(seed.bytes());
}

Result<BoxKey> BoxKey::from_seed(ByteView seed) {
    if (seed.size() != kSeedSize) {
        return fail(ErrorCode::key_malformed, "box seed of wrong length");
    }
    SecretBytes kept_seed = TRY(SecretBytes::copy_of(seed));
    SecretBytes secret = TRY(SecretBytes::zeroed(crypto_box_SECRETKEYBYTES));
    BoxPublicKey public_key;
    crypto_box_seed_keypair(public_key.raw().data(), secret.mutable_bytes().data(), seed.data());
    return BoxKey{std::move(kept_seed), std::move(secret), public_key};
}

Result<Bytes> BoxKey::open(ByteView sealed) const {
    if (sealed.size() < kSealedBoxOverhead) {
        return fail(ErrorCode::seal_broken, "too short");
    }
    Bytes message(sealed.size() - kSealedBoxOverhead);
    TRY(open_into(message.data(), sealed, m_public, m_secret));
    return message;
}

Result<SecretBytes> BoxKey::open_secret(ByteView sealed) const {
    if (sealed.size() < kSealedBoxOverhead) {
        return fail(ErrorCode::seal_broken, "too short");
    }
    SecretBytes message = TRY(SecretBytes::zeroed(sealed.size() - kSealedBoxOverhead));
    TRY(open_into(message.mutable_bytes().data(), sealed, m_public, m_secret));
    return message;
}

Result<Bytes> seal_to(const BoxPublicKey& to, ByteView message) {
    TRY(init_crypto());  // the one-time key comes from the library's own generator
    Bytes sealed(message.size() + kSealedBoxOverhead);
    if (crypto_box_seal(sealed.data(), message.data(), message.size(), to.raw().data()) != 0) {
        return fail(ErrorCode::key_malformed, "box key is a weak point");
    }
    return sealed;
}

}  // namespace daohu
