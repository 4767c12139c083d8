// SPDX-License-Identifier: Apache-2.0
#pragma once

// A vault in a folder of its own, with a derivation cheap enough for tests.

#include "core/ports/absent.hpp"
#include "core/ports/fake_secure_key.hpp"
#include "core/vault/recovery.hpp"
#include "tests/vault/temporary_folder.hpp"

namespace daohu::vault::test {

using daohu::test::TemporaryFolder;

inline constexpr Argon2Params kFast{.passes = 1, .memory_kib = 8};
inline constexpr std::string_view kPassphrase = "five small words are enough";
inline constexpr std::string_view kOtherPassphrase = "quite another set of words";

struct VaultHome {
    explicit VaultHome(std::uint64_t seed = 1) : entropy{seed}, county{BoxKey::generate(entropy).value()} {}

    [[nodiscard]] std::filesystem::path path() const { return folder / "vault"; }
    [[nodiscard]] VaultEnvironment environment() { return {files, entropy, *secure_key}; }
    [[nodiscard]] Result<Vault> create() {
        return Vault::create(path(), environment(), {"1", kPassphrase, kFast, county.public_key()});
    }
    [[nodiscard]] Result<Vault> unlock(SlotId slot, std::string_view passphrase = kPassphrase) {
        return Vault::unlock(path(), environment(), slot, passphrase);
    }
    [[nodiscard]] VaultStatus status() { return Vault::status(path(), environment()).value(); }
    // The first coordinator's.
    [[nodiscard]] SlotId slot() { return status().slots.at(0).id; }

    TemporaryFolder folder;
    SystemFiles files;
    SeededEntropy entropy;
    BoxKey county;
    std::unique_ptr<SecureKey> secure_key = std::make_unique<AbsentSecureKey>();
};

}  // namespace daohu::vault::test
