// SPDX-License-Identifier: Apache-2.0
#include "core/base/person_box.hpp"

#include "core/base/check.hpp"

#include <sodium.h>

namespace daohu {

static_assert(BoxPublicKey::kSize == crypto_scalarmult_curve25519_BYTES);
static_assert(SigningKey::kSeedSize == BoxKey::kSeedSize);

Result<BoxPublicKey> box_key_of(const PublicKey& person) {
    BoxPublicKey key;
    if (crypto_sign_ed25519_pk_to_curve25519(key.raw().data(), person.raw().data()) != 0) {
        return fail(ErrorCode::key_malformed, "no signing key");
    }
    return key;
}

// Both keys are made from the hash of the same seed: the public halves are the two spellings.
Result<BoxKey> box_key_of(const SigningKey& person) {
    const SecretBytes seed = TRY(person.seed());
    BoxKey key = TRY(BoxKey::from_seed(seed.bytes()));
    const BoxPublicKey expected = TRY(box_key_of(person.public_key()));
    DAOHU_CHECK(key.public_key() == expected);
    return key;
}

}  // namespace daohu
