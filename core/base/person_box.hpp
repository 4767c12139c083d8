// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is sealed to a person, found from the key by which the county knows that person. Any thread.
//
// An Ed25519 key and an X25519 key are two spellings of one curve point, so whoever is enrolled can be a reader without
// another key, another message or another certificate.

#include "core/base/sealed_box.hpp"
#include "core/base/signature.hpp"

namespace daohu {

// key_malformed when `person` is no signing key.
[[nodiscard]] Result<BoxPublicKey> box_key_of(const PublicKey& person);
// Opens what was sealed to box_key_of(person.public_key()).
[[nodiscard]] Result<BoxKey> box_key_of(const SigningKey& person);

}  // namespace daohu
