// SPDX-License-Identifier: Apache-2.0
#pragma once

// Help with a sealed tablet: the request for the county's office goes to a stick, the answer comes from there, a new
// passphrase opens the vault. UI thread; the key is derived on a worker.

#include "platform/daohu/left_alone.hpp"
#include "platform/daohu/tablet.hpp"
#include "platform/daohu/typed_secrets.hpp"
#include "ui/kit/kit.hpp"
#include "ui/model/vault_recovery.hpp"

#include <future>

namespace daohu {

class VaultHelp {
public:
    // All outlive it. `slot` is of whoever gets the new passphrase.
    VaultHelp(Machine& machine, Words& words, std::filesystem::path folder, vault::SlotId slot);

    // The vault, once it is open again.
    [[nodiscard]] std::unique_ptr<vault::Vault> draw(kit::Kit& kit);
    // Back to the lock was asked for.
    [[nodiscard]] bool has_ended() const { return m_has_ended; }
    [[nodiscard]] bool is_busy() const { return m_work.valid(); }

private:
    [[nodiscard]] std::filesystem::path on_stick(const std::string& name) const { return *m_machine.stick / name; }
    [[nodiscard]] std::string sentence(const Error& error) const;
    void write_request();
    void read_answer();
    void open();
    [[nodiscard]] std::unique_ptr<vault::Vault> collect();

    Machine& m_machine;
    Words& m_words;
    std::filesystem::path m_folder;
    vault::SlotId m_slot;
    std::string m_name;  // of the files on the stick, without their endings
    model::VaultRecoveryState m_state;
    TypedSecrets m_typed;
    Bytes m_answer;
    bool m_has_ended = false;
    LeftAlone m_left_alone;  // an answer that was read opens the tablet for whoever chooses a passphrase
    std::future<Result<std::unique_ptr<vault::Vault>>> m_work;
};

}  // namespace daohu
