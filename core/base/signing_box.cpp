// SPDX-License-Identifier: Apache-2.0
#include "core/base/signing_box.hpp"

#include <sodium.h>

namespace daohu {

Result<BoxPublicKey> signing_box(const PublicKey& signer) {
    std::array<std::uint8_t, BoxPublicKey::kSize> box{};
    if (crypto_sign_ed25519_pk_to_curve25519(box.data(), signer.bytes().data()) != 0) {
        return fail(ErrorCode::key_malformed, "no point of the curve");
    }
    return BoxPublicKey{box};
}

// Both key pairs are made of the same hash of the same seed, so the secret halves need no conversion.
Result<BoxKey> signing_box(const SigningKey& signer) {
    const SecretBytes seed = TRY(signer.seed());
    return BoxKey::from_seed(seed.bytes());
}

}  // namespace daohu
