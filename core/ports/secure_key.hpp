// SPDX-License-Identifier: Apache-2.0
#pragma once

// Small secrets in the platform's own keeping: a hardware key store where there is one, the keyring of the desktop
// otherwise. The vault puts a factor of its key here, so that a short PIN is worth something.
//
// Lifetime: made by the platform before the vault opens, outlives it. Threads: any one thread at a time; calls may take
// up to a second (hardware), so never call from the UI thread.

#include "core/base/bytes.hpp"

#include <cstdint>
#include <string_view>

namespace daohu {

enum class KeyProtection : std::uint8_t {
    none,      // there is no store: every call fails with port_absent
    software,  // bound to the account: protects a copied file, not a lost tablet
    hardware   // cannot be copied off the device: a six-digit PIN is allowed
};

class SecureKey {
public:
    static constexpr std::size_t kMaxSecret = 512;  // bytes

    virtual ~SecureKey() = default;

    [[nodiscard]] virtual KeyProtection protection() const = 0;

    // Keeps `secret` under `name` (1 to 64 of a-z, 0-9, '.', '-'), durable on return; replaces what was there.
    // invalid_argument for another name or a secret that is empty or longer than kMaxSecret.
    virtual Result<void> store(std::string_view name, ByteView secret) = 0;
    // not_found where nothing was stored under that name.
    [[nodiscard]] virtual Result<Bytes> load(std::string_view name) = 0;
    // Gone on return. Forgetting what is not there succeeds.
    virtual Result<void> forget(std::string_view name) = 0;
};

// The rule for names, shared by all implementations.
[[nodiscard]] bool is_secret_name(std::string_view name);

}  // namespace daohu
