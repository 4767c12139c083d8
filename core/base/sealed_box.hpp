// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sealing to somebody's public key (X25519, XSalsa20-Poly1305): anybody can seal, only the owner can open, and not even
// the sealer can open it again. Any thread.

#include "core/base/fixed_bytes.hpp"
#include "core/base/secret.hpp"

namespace daohu {

using BoxPublicKey = FixedBytes<struct BoxPublicKeyTag, 32>;

inline constexpr std::size_t kSealedBoxOverhead = 48;

class BoxKey {
public:
    static constexpr std::size_t kSeedSize = 32;

    [[nodiscard]] static Result<BoxKey> generate(Entropy& entropy);
    // key_malformed unless the seed has kSeedSize bytes. The same seed is the same key.
    [[nodiscard]] static Result<BoxKey> from_seed(ByteView seed);

    // For storing it, wrapped under another key.
    [[nodiscard]] Result<SecretBytes> seed() const { return m_seed.clone(); }
    [[nodiscard]] const BoxPublicKey& public_key() const { return m_public; }

    // seal_broken when it was sealed to another key or changed since.
    [[nodiscard]] Result<Bytes> open(ByteView sealed) const;
    // The same for a message that is itself a key.
    [[nodiscard]] Result<SecretBytes> open_secret(ByteView sealed) const;

private:
    BoxKey(SecretBytes seed, SecretBytes secret, BoxPublicKey public_key);

    SecretBytes m_seed;
    SecretBytes m_secret;
    BoxPublicKey m_public;
};

// key_malformed when `to` is not a point that anything can be sealed to. Two seals of one message differ.
[[nodiscard]] Result<Bytes> seal_to(const BoxPublicKey& to, ByteView message);

}  // namespace daohu
