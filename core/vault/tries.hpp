// SPDX-License-Identifier: Apache-2.0
#pragma once

// How often a wrong secret was tried, slot by slot. On the vault's thread.
//
// A try is counted durably before the key derivation starts, so that pulling the plug gives no try back. The count is
// kept in a file and, where the platform has one, in its key store; the higher one holds.

#include "core/ports/secure_key.hpp"
#include "core/vault/slots.hpp"

#include <map>

namespace daohu::vault {

inline constexpr std::uint32_t kMaxTries = 10;

class Tries {
public:
    // A count that is missing or unreadable leaves one try: it was tampered with, and sealing loses nothing.
    [[nodiscard]] static Tries load(FileSystem& files, SecureKey& secure_key, const std::filesystem::path& folder,
                                    const SlotTable& slots);

    [[nodiscard]] std::uint32_t left(SlotId slot) const;
    // One slot without tries left seals the vault.
    [[nodiscard]] bool is_sealed() const;

    // Durable on return.
    Result<void> count(SlotId slot);
    Result<void> reset(SlotId slot);
    Result<void> reset_all(const SlotTable& slots);

private:
    Tries(FileSystem& files, SecureKey& secure_key, std::filesystem::path path)
        : m_files{&files}, m_secure_key{&secure_key}, m_path{std::move(path)} {}
    [[nodiscard]] Result<void> save();

    FileSystem* m_files;
    SecureKey* m_secure_key;
    std::filesystem::path m_path;
    std::map<SlotId, std::uint32_t> m_used;
};

}  // namespace daohu::vault
