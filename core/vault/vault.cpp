// SPDX-License-Identifier: Apache-2.0
#include "core/vault/vault.hpp"

#include "core/base/aead.hpp"
#include "core/base/cbor.hpp"
#include "core/vault/passphrase.hpp"
#include "core/vault/reserve.hpp"
#include "core/vault/slot_keys.hpp"

#include <algorithm>
#include <utility>

namespace daohu::vault {

namespace {

constexpr std::string_view kDeviceKeyContext = "daohu-device-key-1";
constexpr std::string_view kPinPurpose = "daohu-screen-pin-1";
constexpr std::string_view kAnchorContext = "daohu-anchor-1";
constexpr std::string_view kAnchorFile = "anchor";
constexpr std::uint64_t kMaxAnchor = 1024;

constexpr std::string_view file_name(VaultFile file) { return file == VaultFile::store ? "store.db" : "drafts.db"; }

constexpr std::string_view key_purpose(VaultFile file) {
    return file == VaultFile::store ? "daohu-store-1" : "daohu-drafts-1";
}

Bytes context_for(std::string_view context, VaultId vault) {
    return CborWriter{}.array(2).text(context).bytes(vault.bytes()).take();
}

Result<SigningKey> open_device_key(const SlotTable& table, const SecretBytes& data_key) {
    const SecretBytes seed =
        TRY(open_sealed_secret(data_key, table.sealed_device_key, context_for(kDeviceKeyContext, table.vault)));
    return SigningKey::from_seed(seed.bytes());
}

Result<PinVerifier> make_pin_verifier(const SecretBytes& data_key, SlotId slot, std::string_view pin) {
    Bytes context{slot.bytes().begin(), slot.bytes().end()};
    context.insert(context.end(), pin.begin(), pin.end());
    const SecretBytes verifier = TRY(derive_key(data_key, kPinPurpose, context));
    return PinVerifier::from_bytes(verifier.bytes());
}

}  // namespace

Vault::Vault(std::filesystem::path folder, const VaultEnvironment& environment, StoreLock lock, SlotTable table,
             Tries tries, SlotId slot, SecretBytes data_key, SigningKey device_key,
             std::optional<SigningKey> author_key)
    : m_folder{std::move(folder)}, m_environment{environment}, m_lock{std::move(lock)}, m_table{std::move(table)},
      m_tries{std::move(tries)}, m_slot{slot}, m_data_key{std::move(data_key)}, m_device_key{std::move(device_key)},
      m_author_key{std::move(author_key)} {}

Result<Vault> Vault::create(const std::filesystem::path& folder, const VaultEnvironment& environment,
                            const NewVault& plan) {
    TRY(check_passphrase(plan.passphrase, environment.secure_key.protection()));
    return create_with(folder, environment, &plan, plan.recovery_key);
}

Result<Vault> Vault::create_for_device(const std::filesystem::path& folder, const VaultEnvironment& environment,
                                       const std::optional<BoxPublicKey>& recovery_key) {
    return create_with(folder, environment, nullptr, recovery_key);
}

Result<Vault> Vault::create_with(const std::filesystem::path& folder, const VaultEnvironment& environment,
                                 const NewVault* person, const std::optional<BoxPublicKey>& recovery_key) {
    auto& [files, entropy, secure_key, counting] = environment;
    TRY(files.make_folder(folder));
    TRY(files.sync_directory(folder.parent_path()));
    StoreLock lock = TRY(StoreLock::take(folder));
    const auto existing = load_slots(files, folder);
    if (existing || existing.error().code != ErrorCode::not_found) {
        return fail(ErrorCode::vault_exists);
    }
    for (const char* left : {"store.db", "drafts.db", "mirror"}) {
        if (files.exists(folder / left)) {  // entries of a vault that lost its slots: new keys would hide them
            return fail(ErrorCode::vault_exists, std::string{left} + " without slots");
        }
    }

    SecretBytes data_key = TRY(SecretBytes::random(kDataKeySize, entropy));
    SigningKey device_key = TRY(SigningKey::generate(entropy));
    std::optional<SigningKey> author;
    if (person != nullptr) {
        author = TRY(SigningKey::generate(entropy));
    }
    SlotTable table;
    table.vault = VaultId::random(entropy);
    table.device = DeviceId::random(entropy);
    table.device_key = device_key.public_key();
    const SecretBytes seed = TRY(device_key.seed());
    table.sealed_device_key = TRY(seal(data_key, seed.bytes(), context_for(kDeviceKeyContext, table.vault), entropy));

    const SlotId slot_id = SlotId::random(entropy);
    Tries tries = Tries::load(files, secure_key, folder, table);
    Vault vault{folder,  environment,         std::move(lock),       std::move(table), std::move(tries),
                slot_id, std::move(data_key), std::move(device_key), std::move(author)};
    if (person != nullptr) {
        vault.m_table.slots.push_back(TRY(vault.make_coordinator_slot(slot_id, person->label, person->passphrase,
                                                                      person->argon2, *vault.m_author_key)));
    } else {
        TRY(ensure_hardware_secret(secure_key, entropy));
        Slot slot;
        slot.id = slot_id;
        slot.kind = SlotKind::device;
        slot.factors = SlotFactors::hardware;
        const SecretBytes slot_key = TRY(derive_slot_key(slot, {}, secure_key));
        TRY(wrap(slot, vault.id(), slot_key, vault.m_data_key, entropy));
        vault.m_table.slots.push_back(std::move(slot));
    }
    if (recovery_key) {
        vault.m_table.slots.push_back(TRY(make_recovery_slot(vault.m_data_key, *recovery_key, entropy)));
    }
    TRY(vault.m_tries.reset_all(vault.m_table));
    TRY(vault.save_table(vault.m_table));
    return vault;
}

Result<Vault> Vault::unlock(const std::filesystem::path& folder, const VaultEnvironment& environment, SlotId slot_id,
                            std::string_view passphrase) {
    StoreLock lock = TRY(StoreLock::take(folder));
    SlotTable table = TRY(load_slots(environment.files, folder));
    Tries tries = Tries::load(environment.files, environment.secure_key, folder, table);
    if (tries.is_sealed()) {
        return fail(ErrorCode::vault_sealed);
    }
    const Slot* slot = table.find(slot_id);
    if (slot == nullptr || slot->kind != SlotKind::coordinator) {
        return fail(ErrorCode::slot_unknown);
    }
    if (passphrase.empty()) {  // no passphrase is: nothing was tried
        return fail(ErrorCode::passphrase_too_short);
    }
    if (environment.counting == TryCounting::before_derivation) {
        TRY(tries.count(slot_id));
    }
    const SecretBytes slot_key = TRY(derive_slot_key(*slot, passphrase, environment.secure_key));
    auto content = unwrap(*slot, table.vault, slot_key);
    if (!content) {
        if (environment.counting == TryCounting::after_derivation) {
            TRY(tries.count(slot_id));
        }
        return fail(tries.is_sealed() ? ErrorCode::vault_sealed : ErrorCode::vault_wrong_secret,
                    std::to_string(tries.left(slot_id)) + " tries left");
    }
    TRY(tries.reset(slot_id));
    return open_with(folder, environment, std::move(lock), std::move(table), std::move(tries), slot_id,
                     std::move(*content));
}

Result<Vault> Vault::unlock_for_device(const std::filesystem::path& folder, const VaultEnvironment& environment) {
    StoreLock lock = TRY(StoreLock::take(folder));
    SlotTable table = TRY(load_slots(environment.files, folder));
    const Slot* slot = table.find_kind(SlotKind::device);
    if (slot == nullptr) {
        return fail(ErrorCode::slot_unknown);
    }
    const SecretBytes slot_key = TRY(derive_slot_key(*slot, {}, environment.secure_key));
    SecretBytes content = TRY(unwrap(*slot, table.vault, slot_key));
    const SlotId slot_id = slot->id;
    Tries tries = Tries::load(environment.files, environment.secure_key, folder, table);
    return open_with(folder, environment, std::move(lock), std::move(table), std::move(tries), slot_id,
                     std::move(content));
}

Result<Vault> Vault::open_with(const std::filesystem::path& folder, const VaultEnvironment& environment, StoreLock lock,
                               SlotTable table, Tries tries, SlotId slot, SecretBytes content) {
    if (content.size() != kDataKeySize && content.size() != kDataKeySize + SigningKey::kSeedSize) {
        return fail(ErrorCode::slots_damaged);
    }
    SecretBytes data_key = TRY(SecretBytes::copy_of(content.bytes().first(kDataKeySize)));
    std::optional<SigningKey> author;
    if (content.size() > kDataKeySize) {
        author = TRY(SigningKey::from_seed(content.bytes().subspan(kDataKeySize)));
    }
    SigningKey device_key = TRY(open_device_key(table, data_key));
    Vault vault{folder, environment,         std::move(lock),       std::move(table), std::move(tries),
                slot,   std::move(data_key), std::move(device_key), std::move(author)};
    repair_slots(environment.files, folder, vault.m_table).ignore("the copy that was read holds; mended the next time");
    vault.check_anchor();
    return vault;
}

Result<VaultStatus> Vault::status(const std::filesystem::path& folder, const VaultEnvironment& environment) {
    const SlotTable table = TRY(load_slots(environment.files, folder));
    const Tries tries = Tries::load(environment.files, environment.secure_key, folder, table);
    VaultStatus status{table.vault, table.device, table.device_key, {}, tries.is_sealed()};
    for (const Slot& slot : table.slots) {
        status.slots.push_back({slot.id, slot.kind, slot.factors, slot.label, tries.left(slot.id)});
    }
    return status;
}

std::filesystem::path Vault::database_path(VaultFile file) const { return m_folder / file_name(file); }

Result<Database> Vault::open_database(VaultFile file, const DatabaseOptions& options) const {
    return open_database_at(database_path(file), file, options);
}

Result<Database> Vault::open_database_at(const std::filesystem::path& path, VaultFile file,
                                         const DatabaseOptions& options) const {
    const SecretBytes key = TRY(derive_key(m_data_key, key_purpose(file)));
    auto database = Database::open(path, key, options);
    if (!database && database.error().code == ErrorCode::database_key_wrong) {
        return fail(ErrorCode::database_damaged, "its first page does not open with the right key");
    }
    return database;
}

Result<Slot> Vault::make_coordinator_slot(SlotId id, std::string label, std::string_view passphrase,
                                          const Argon2Params& argon2, const SigningKey& author) const {
    Slot slot;
    slot.id = id;
    slot.label = std::move(label);
    slot.factors = factors_for(passphrase, m_environment.secure_key.protection());
    slot.argon2 = argon2;
    m_environment.entropy.fill(slot.salt.raw());
    if (slot.factors == SlotFactors::pin_and_hardware) {
        TRY(ensure_hardware_secret(m_environment.secure_key, m_environment.entropy));
    }
    const SecretBytes slot_key = TRY(derive_slot_key(slot, passphrase, m_environment.secure_key));
    const SecretBytes content = TRY(slot_content(m_data_key, &author));
    TRY(wrap(slot, m_table.vault, slot_key, content, m_environment.entropy));
    return slot;
}

Result<SlotId> Vault::add_coordinator(std::string label, std::string_view passphrase, const Argon2Params& argon2) {
    TRY(check_passphrase(passphrase, m_environment.secure_key.protection()));
    if (m_table.slots.size() >= kMaxSlots) {
        return fail(ErrorCode::slots_full);
    }
    const SlotId id = SlotId::random(m_environment.entropy);
    const SigningKey author = TRY(SigningKey::generate(m_environment.entropy));
    Slot slot = TRY(make_coordinator_slot(id, std::move(label), passphrase, argon2, author));
    TRY(m_tries.reset(id));  // before the slot is there, so that it never looks tampered with
    SlotTable next = m_table;
    next.slots.push_back(std::move(slot));
    TRY(save_table(std::move(next)));
    return id;
}

Result<void> Vault::change_passphrase(std::string_view current, std::string_view next, const Argon2Params& argon2) {
    TRY(check_passphrase(next, m_environment.secure_key.protection()));
    const Slot* slot = std::as_const(m_table).find(m_slot);
    if (slot == nullptr || slot->kind != SlotKind::coordinator) {
        return fail(ErrorCode::invalid_argument, "this slot has no passphrase");
    }
    TRY(m_tries.count(m_slot));
    const SecretBytes slot_key = TRY(derive_slot_key(*slot, current, m_environment.secure_key));
    if (!unwrap(*slot, m_table.vault, slot_key)) {
        return fail(ErrorCode::vault_wrong_secret, std::to_string(m_tries.left(m_slot)) + " tries left");
    }
    TRY(m_tries.reset(m_slot));
    Slot changed = TRY(make_coordinator_slot(m_slot, slot->label, next, argon2, author_key()));
    changed.screen_pin = slot->screen_pin;
    SlotTable table = m_table;
    *table.find(m_slot) = std::move(changed);
    return save_table(std::move(table));
}

Result<void> Vault::remove_coordinator(SlotId id) {
    const Slot* slot = std::as_const(m_table).find(id);
    if (slot == nullptr || slot->kind != SlotKind::coordinator || id == m_slot) {
        return fail(ErrorCode::invalid_argument, "this slot cannot be removed");
    }
    SlotTable next = m_table;
    std::erase_if(next.slots, [id](const Slot& other) { return other.id == id; });
    return save_table(std::move(next));
}

Result<void> Vault::set_screen_pin(std::string_view pin) {
    TRY(check_screen_pin(pin));
    SlotTable next = m_table;
    next.find(m_slot)->screen_pin = TRY(make_pin_verifier(m_data_key, m_slot, pin));
    return save_table(std::move(next));
}

bool Vault::has_screen_pin() const {
    const Slot* slot = m_table.find(m_slot);
    return slot != nullptr && slot->screen_pin.has_value();
}

bool Vault::is_screen_pin(std::string_view pin) const {
    const Slot* slot = m_table.find(m_slot);
    const auto verifier = make_pin_verifier(m_data_key, m_slot, pin);
    return slot != nullptr && slot->screen_pin && verifier &&
           equal_in_constant_time(verifier->bytes(), slot->screen_pin->bytes());
}

Result<void> Vault::save_table(SlotTable next) {
    Reserve reserve{m_environment.files, m_folder};
    const auto saved = with_reserve(&reserve, [&] { return save_slots(m_environment.files, m_folder, next); });
    if (!saved) {
        // Its name may be on the disk although the step after it failed: what would open the vault now is what holds.
        auto held = load_slots(m_environment.files, m_folder);
        if (!held || held->generation <= m_table.generation) {
            return saved;
        }
        next = std::move(*held);
    }
    m_table = std::move(next);
    save_anchor().ignore("the anchor only tells an older table from this one; opening writes it again");
    return {};
}

Result<void> Vault::save_anchor() {
    const Bytes number = CborWriter{}.unsigned_integer(m_table.generation).take();
    const Bytes sealed =
        TRY(seal(m_data_key, number, context_for(kAnchorContext, m_table.vault), m_environment.entropy));
    if (m_environment.secure_key.protection() != KeyProtection::none) {
        TRY(m_environment.secure_key.store("vault-anchor", sealed));
    }
    return replace_file(m_environment.files, m_folder / kAnchorFile, sealed);
}

void Vault::check_anchor() {
    const auto generation_in = [this](const Result<Bytes>& sealed) -> std::uint64_t {
        const Bytes context = context_for(kAnchorContext, m_table.vault);
        const auto number = sealed ? open_sealed(m_data_key, *sealed, context) : sealed;
        return number ? CborReader{*number}.unsigned_integer().value_or(0) : 0;
    };
    const bool has_store = m_environment.secure_key.protection() != KeyProtection::none;
    const std::uint64_t on_disk = generation_in(m_environment.files.read(m_folder / kAnchorFile, kMaxAnchor));
    const std::uint64_t in_store = has_store ? generation_in(m_environment.secure_key.load("vault-anchor")) : 0;
    m_slots_rolled_back = std::max(on_disk, in_store) > m_table.generation;
    const bool is_behind = on_disk < m_table.generation || (has_store && in_store < m_table.generation);
    if (is_behind && !m_slots_rolled_back) {
        save_anchor().ignore("written with the next change of the slots");
    }
}

}  // namespace daohu::vault
