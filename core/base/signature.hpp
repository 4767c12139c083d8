// SPDX-License-Identifier: Apache-2.0
#pragma once

// Ed25519 signatures. Any thread; a SigningKey may sign from several threads at once.

#include "core/base/fixed_bytes.hpp"
#include "core/base/secret.hpp"

namespace daohu {

using PublicKey = FixedBytes<struct PublicKeyTag, 32>;
using Signature = FixedBytes<struct SignatureTag, 64>;

class SigningKey {
public:
    static constexpr std::size_t kSeedSize = 32;

    [[nodiscard]] static Result<SigningKey> generate(Entropy& entropy);
    // key_malformed unless the seed has kSeedSize bytes. The same seed is the same key.
    [[nodiscard]] static Result<SigningKey> from_seed(ByteView seed);

    // For storing it, wrapped under another key.
    [[nodiscard]] Result<SecretBytes> seed() const;
    [[nodiscard]] const PublicKey& public_key() const { return m_public; }
    [[nodiscard]] Signature sign(ByteView message) const;

private:
    SigningKey(SecretBytes secret, PublicKey public_key);

    SecretBytes m_secret;
    PublicKey m_public;
};

// signature_invalid when `message` was not signed by the owner of `key`, for whatever reason.
[[nodiscard]] Result<void> verify(const PublicKey& key, ByteView message, const Signature& signature);

}  // namespace daohu
