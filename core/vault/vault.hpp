// SPDX-License-Identifier: Apache-2.0
#pragma once

// The vault: one folder with everything a tablet keeps, and the keys to it while it is unlocked. One thread at a time;
// create, unlock and change_passphrase take as long as Argon2id does and belong on a worker.
//
//     slots-a, slots-b   key slots (slots.hpp)         store.db     journal and everything derived from it
//     tries              wrong tries (tries.hpp)       drafts.db    interviews not finished
//     lock               held by the running app       mirror       entries not yet safe (core/journal)
//     anchor             generation of the slots       attachments/ sealed files
//     reserve            space for a full disk
//
// Nothing in it is ever wiped: after ten wrong tries the vault is sealed, and the county's offline key opens it again.

#include "core/base/clock.hpp"
#include "core/ports/secure_key.hpp"
#include "core/vault/database.hpp"
#include "core/vault/slots.hpp"
#include "core/vault/store_lock.hpp"
#include "core/vault/tries.hpp"

namespace daohu::vault {

// `after_derivation` gives every try back to whoever pulls the plug in time; it exists so that the fault tests can show
// that they would notice.
enum class TryCounting : std::uint8_t { before_derivation, after_derivation };

// Where a vault gets what it needs. All of it outlives the vault.
struct VaultEnvironment {
    FileSystem& files;
    Entropy& entropy;
    SecureKey& secure_key;
    TryCounting counting = TryCounting::before_derivation;
};

struct NewVault {
    std::string label;  // of the first coordinator's slot; never a name
    std::string_view passphrase;
    Argon2Params argon2;  // see calibrate_argon2
    std::optional<BoxPublicKey> recovery_key;
};

// What can be told without a key.
struct VaultStatus {
    struct SlotStatus {
        SlotId id;
        SlotKind kind;
        SlotFactors factors;
        std::string label;
        std::uint32_t tries_left;  // of coordinators
    };

    VaultId vault;
    DeviceId device;
    PublicKey device_key;
    std::vector<SlotStatus> slots;
    bool is_sealed = false;
};

enum class VaultFile : std::uint8_t { store, drafts };

class Vault {
public:
    // Makes folder, keys and slots; the databases come with their first opening. vault_exists where there is one;
    // the codes of check_passphrase.
    [[nodiscard]] static Result<Vault> create(const std::filesystem::path& folder, const VaultEnvironment& environment,
                                              const NewVault& plan);
    // A vault without a person: a server or an import tool. Opens by a secret it puts into the platform's keeping,
    // port_absent where there is none.
    [[nodiscard]] static Result<Vault> create_for_device(const std::filesystem::path& folder,
                                                         const VaultEnvironment& environment,
                                                         const std::optional<BoxPublicKey>& recovery_key);

    // not_found, slots_damaged, database_newer, slot_unknown, store_in_use, vault_sealed, vault_wrong_secret (the try is
    // counted), passphrase_too_short (empty; not counted).
    [[nodiscard]] static Result<Vault> unlock(const std::filesystem::path& folder, const VaultEnvironment& environment,
                                              SlotId slot, std::string_view passphrase);
    [[nodiscard]] static Result<Vault> unlock_for_device(const std::filesystem::path& folder,
                                                         const VaultEnvironment& environment);

    // not_found, slots_damaged, database_newer.
    [[nodiscard]] static Result<VaultStatus> status(const std::filesystem::path& folder,
                                                    const VaultEnvironment& environment);

    // Locking is destroying: the keys are wiped, the lock is free. Databases opened here must be gone before.
    ~Vault() = default;
    Vault(Vault&&) noexcept = default;
    Vault& operator=(Vault&&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    [[nodiscard]] VaultId id() const { return m_table.vault; }
    [[nodiscard]] SlotId slot() const { return m_slot; }
    [[nodiscard]] DeviceId device() const { return m_table.device; }
    [[nodiscard]] const SigningKey& device_key() const { return m_device_key; }
    // The person's; a machine that opened itself is its own author.
    [[nodiscard]] const SigningKey& author_key() const { return m_author_key ? *m_author_key : m_device_key; }
    [[nodiscard]] const SecretBytes& data_key() const { return m_data_key; }
    // True when the slot file is older than one that was in use: somebody put an old copy back.
    [[nodiscard]] bool slots_were_rolled_back() const { return m_slots_rolled_back; }

    // database_damaged (the key is known to be right) and the other codes of Database::open.
    [[nodiscard]] Result<Database> open_database(VaultFile file, const DatabaseOptions& options = {}) const;
    [[nodiscard]] std::filesystem::path database_path(VaultFile file) const;
    // The same file under another name: one that was put aside.
    [[nodiscard]] Result<Database> open_database_at(const std::filesystem::path& path, VaultFile file,
                                                    const DatabaseOptions& options = {}) const;

    // Another person of this tablet, with a signing key of his own. The passphrase is his.
    [[nodiscard]] Result<SlotId> add_coordinator(std::string label, std::string_view passphrase,
                                                 const Argon2Params& argon2);
    // vault_wrong_secret (counted) when `current` is wrong. After a cut one of the two passphrases opens. Any error says
    // that nothing was changed.
    Result<void> change_passphrase(std::string_view current, std::string_view next, const Argon2Params& argon2);
    // invalid_argument for the slot that opened this vault, and for the recovery slot.
    Result<void> remove_coordinator(SlotId slot);

    // The six digits that unlock the screen while the data key stays in memory. screen_pin_too_simple.
    Result<void> set_screen_pin(std::string_view pin);
    [[nodiscard]] bool has_screen_pin() const;
    [[nodiscard]] bool is_screen_pin(std::string_view pin) const;

private:
    friend class Recovery;

    Vault(std::filesystem::path folder, const VaultEnvironment& environment, StoreLock lock, SlotTable table,
          Tries tries, SlotId slot, SecretBytes data_key, SigningKey device_key, std::optional<SigningKey> author_key);

    [[nodiscard]] static Result<Vault> open_with(const std::filesystem::path& folder,
                                                 const VaultEnvironment& environment, StoreLock lock, SlotTable table,
                                                 Tries tries, SlotId slot, SecretBytes payload);
    [[nodiscard]] static Result<Vault> create_with(const std::filesystem::path& folder,
                                                   const VaultEnvironment& environment, const NewVault* person,
                                                   const std::optional<BoxPublicKey>& recovery_key);
    [[nodiscard]] Result<Slot> make_coordinator_slot(SlotId id, std::string label, std::string_view passphrase,
                                                     const Argon2Params& argon2, const SigningKey& author) const;
    // From a success on `next` is the table, on the disk and here; on failure both are as they were.
    Result<void> save_table(SlotTable next);
    Result<void> save_anchor();
    void check_anchor();

    std::filesystem::path m_folder;
    VaultEnvironment m_environment;
    StoreLock m_lock;
    SlotTable m_table;
    Tries m_tries;
    SlotId m_slot;
    SecretBytes m_data_key;
    SigningKey m_device_key;
    std::optional<SigningKey> m_author_key;
    bool m_slots_rolled_back = false;
};

}  // namespace daohu::vault
