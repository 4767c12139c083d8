// SPDX-License-Identifier: Apache-2.0
#pragma once

// The weekly look at every page, row and index of the vault's databases, while the app is open: a page that went bad is
// found while the mirror and the server still have what was on it. One thread, not one that somebody waits for: it reads
// whole files, on connections of its own.

#include "core/base/clock.hpp"
#include "core/vault/files.hpp"
#include "core/vault/vault.hpp"

namespace daohu::vault {

class HealthCheck {
public:
    static constexpr std::chrono::days kEvery{7};

    // All must outlive the check.
    HealthCheck(const Vault& vault, FileSystem& files, const Clock& clock)
        : m_vault{vault}, m_files{files}, m_clock{clock} {}

    // Nothing was looked at for a week, or the clock went back behind the last time.
    [[nodiscard]] bool is_due() const;

    // database_damaged, naming the file: the store is to be closed and rescued (core/journal/rescue.hpp). database_busy
    // when somebody read all the while, and the codes of Vault::open_database: to be tried again. Sound, it is not due
    // for a week.
    Result<void> run();

private:
    [[nodiscard]] Result<void> check(VaultFile file);

    const Vault& m_vault;
    FileSystem& m_files;
    const Clock& m_clock;
};

}  // namespace daohu::vault
