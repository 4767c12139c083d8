// SPDX-License-Identifier: Apache-2.0
#pragma once

// From a secret to the key that a slot's content is sealed with. Private to this room; slow (Argon2id).

#include "core/ports/secure_key.hpp"
#include "core/vault/slots.hpp"

namespace daohu::vault {

// The factors a passphrase of this shape uses on this platform.
[[nodiscard]] SlotFactors factors_for(std::string_view passphrase, KeyProtection protection);

// Makes the platform's share of the key where there is none yet. port_absent where the platform keeps no secrets.
Result<void> ensure_hardware_secret(SecureKey& secure_key, Entropy& entropy);

// vault_hardware_secret_lost when the slot needs the platform's share and it is gone.
[[nodiscard]] Result<SecretBytes> derive_slot_key(const Slot& slot, std::string_view passphrase, SecureKey& secure_key);

// Fills in slot.sealed.
Result<void> wrap(Slot& slot, VaultId vault, const SecretBytes& slot_key, const SecretBytes& content, Entropy& entropy);
// seal_broken when the key is another one or something authenticated was changed.
[[nodiscard]] Result<SecretBytes> unwrap(const Slot& slot, VaultId vault, const SecretBytes& slot_key);

// What a slot holds: the data key, and for a person the seed of the signing key after it.
[[nodiscard]] Result<SecretBytes> slot_content(const SecretBytes& data_key, const SigningKey* author);

// The data key, sealed to the county's offline key.
[[nodiscard]] Result<Slot> make_recovery_slot(const SecretBytes& data_key, const BoxPublicKey& county,
                                              Entropy& entropy);

}  // namespace daohu::vault
