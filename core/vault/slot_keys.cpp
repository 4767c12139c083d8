// SPDX-License-Identifier: Apache-2.0
#include "core/vault/slot_keys.hpp"

#include "core/base/aead.hpp"
#include "core/vault/passphrase.hpp"

#include <algorithm>

namespace daohu::vault {

namespace {

constexpr std::string_view kSecretName = "vault-factor";
constexpr std::size_t kSecretSize = 32;
constexpr std::string_view kFactorPurpose = "daohu-slot-factor-1";
constexpr std::string_view kDevicePurpose = "daohu-slot-device-1";

Result<SecretBytes> load_hardware_secret(SecureKey& secure_key) {
    auto stored = secure_key.load(kSecretName);
    if (!stored) {
        return fail(ErrorCode::vault_hardware_secret_lost, stored.error().detail);
    }
    auto secret = SecretBytes::copy_of(*stored);
    wipe(*stored);
    return secret;
}

}  // namespace

SlotFactors factors_for(std::string_view passphrase, KeyProtection protection) {
    const bool is_short = passphrase.size() == kPinDigits;
    return is_short && protection == KeyProtection::hardware ? SlotFactors::pin_and_hardware : SlotFactors::passphrase;
}

Result<void> ensure_hardware_secret(SecureKey& secure_key, Entropy& entropy) {
    const auto stored = secure_key.load(kSecretName);
    if (stored || stored.error().code != ErrorCode::not_found) {
        return stored ? Result<void>{} : Result<void>{fail(stored.error())};
    }
    const SecretBytes fresh = TRY(SecretBytes::random(kSecretSize, entropy));
    return secure_key.store(kSecretName, fresh.bytes());
}

Result<SecretBytes> derive_slot_key(const Slot& slot, std::string_view passphrase, SecureKey& secure_key) {
    if (slot.factors == SlotFactors::hardware) {
        return derive_key(TRY(load_hardware_secret(secure_key)), kDevicePurpose, slot.id.bytes());
    }
    SecretBytes derived = TRY(derive_from_passphrase(as_bytes(passphrase), slot.salt, slot.argon2));
    if (slot.factors == SlotFactors::pin_and_hardware) {
        const SecretBytes hardware = TRY(load_hardware_secret(secure_key));
        return derive_key(derived, kFactorPurpose, hardware.bytes());
    }
    return derived;
}

Result<void> wrap(Slot& slot, VaultId vault, const SecretBytes& slot_key, const SecretBytes& content,
                  Entropy& entropy) {
    slot.sealed = TRY(seal(slot_key, content.bytes(), slot_context(vault, slot), entropy));
    return {};
}

Result<SecretBytes> unwrap(const Slot& slot, VaultId vault, const SecretBytes& slot_key) {
    return open_sealed_secret(slot_key, slot.sealed, slot_context(vault, slot));
}

Result<SecretBytes> slot_content(const SecretBytes& data_key, const SigningKey* author) {
    if (author == nullptr) {
        return data_key.clone();
    }
    const SecretBytes seed = TRY(author->seed());
    SecretBytes content = TRY(SecretBytes::zeroed(kDataKeySize + SigningKey::kSeedSize));
    std::ranges::copy(data_key.bytes(), content.mutable_bytes().begin());
    std::ranges::copy(seed.bytes(), content.mutable_bytes().subspan(kDataKeySize).begin());
    return content;
}

Result<Slot> make_recovery_slot(const SecretBytes& data_key, const BoxPublicKey& county, Entropy& entropy) {
    Slot slot;
    slot.id = SlotId::random(entropy);
    slot.kind = SlotKind::recovery;
    slot.factors = SlotFactors::county_key;
    slot.sealed = TRY(seal_to(county, data_key.bytes()));
    return slot;
}

}  // namespace daohu::vault
