// SPDX-License-Identifier: Apache-2.0
#pragma once

// The box of whoever signs: a key that everybody knows for its signatures also takes sealed messages (the birational map
// from Ed25519 to X25519), so that one certificate is enough for both. Any thread.

#include "core/base/sealed_box.hpp"
#include "core/base/signature.hpp"

namespace daohu {

// key_malformed when it is no point of the curve that anything can be sealed to.
[[nodiscard]] Result<BoxPublicKey> signing_box(const PublicKey& signer);
// Opens what was sealed to signing_box of its public key.
[[nodiscard]] Result<BoxKey> signing_box(const SigningKey& signer);

}  // namespace daohu
