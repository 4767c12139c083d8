// SPDX-License-Identifier: Apache-2.0
#pragma once

// Secret-key encryption with authentication: XChaCha20-Poly1305. Any thread.
//
// A sealed message is nonce ‖ ciphertext ‖ tag. The associated data is authenticated and not stored: whoever opens must
// know it, so a message cannot be moved to another place.

#include "core/base/fixed_bytes.hpp"
#include "core/base/secret.hpp"

namespace daohu {

using AeadNonce = FixedBytes<struct AeadNonceTag, 24>;

inline constexpr std::size_t kAeadKeySize = 32;
inline constexpr std::size_t kAeadTagSize = 16;
inline constexpr std::size_t kAeadOverhead = AeadNonce::kSize + kAeadTagSize;

// key_malformed unless the key has kAeadKeySize bytes.
[[nodiscard]] Result<Bytes> seal(const SecretBytes& key, ByteView message, ByteView associated, Entropy& entropy);

// For callers that derive the nonce, such as numbered chunks. One nonce must never meet two messages under one key.
[[nodiscard]] Result<Bytes> seal_with_nonce(const SecretBytes& key, const AeadNonce& nonce, ByteView message,
                                            ByteView associated);

// seal_broken when the key, the associated data or any byte is not the one it was sealed with.
[[nodiscard]] Result<Bytes> open_sealed(const SecretBytes& key, ByteView sealed, ByteView associated);
// The same for a message that is itself a key.
[[nodiscard]] Result<SecretBytes> open_sealed_secret(const SecretBytes& key, ByteView sealed, ByteView associated);

}  // namespace daohu
