// SPDX-License-Identifier: Apache-2.0
#pragma once

// Key slots: each wraps the vault's data key for one way of opening it. Any thread.
//
// The table is kept in two files, both replaced at every change; the higher generation counts. What stands outside the
// sealed parts is readable without a key and holds no personal data. Kind, factors, Argon2id parameters and salt are
// authenticated together with the sealed key, so that nobody can weaken them by editing the file.

#include "core/base/id.hpp"
#include "core/base/kdf.hpp"
#include "core/base/sealed_box.hpp"
#include "core/base/signature.hpp"
#include "core/vault/files.hpp"

#include <optional>
#include <string>
#include <vector>

namespace daohu::vault {

using VaultId = Id<struct VaultTag>;
using SlotId = Id<struct SlotTag>;
using PinVerifier = FixedBytes<struct PinVerifierTag, 32>;

inline constexpr std::size_t kDataKeySize = 32;
inline constexpr std::size_t kMaxSlots = 32;

enum class SlotKind : std::uint8_t {
    coordinator = 1,  // a person: holds the data key and the person's signing key
    device = 2,       // a machine that opens its store by itself, by a secret in the platform's keeping
    recovery = 3,     // the county's offline key
};

enum class SlotFactors : std::uint8_t {
    passphrase = 1,
    pin_and_hardware = 2,
    hardware = 3,
    county_key = 4,
};

struct Slot {
    SlotId id;
    SlotKind kind = SlotKind::coordinator;
    SlotFactors factors = SlotFactors::passphrase;
    std::string label;  // shown before unlocking, so never a name: "1", "2"
    Argon2Params argon2;
    PassphraseSalt salt;
    Bytes sealed;  // data key, for a person followed by the seed of the signing key
    std::optional<PinVerifier> screen_pin;

    friend bool operator==(const Slot&, const Slot&) = default;
};

struct SlotTable {
    std::uint64_t generation = 0;
    VaultId vault;
    DeviceId device;
    PublicKey device_key;
    Bytes sealed_device_key;  // the seed, under the data key
    std::vector<Slot> slots;

    [[nodiscard]] const Slot* find(SlotId id) const;
    [[nodiscard]] Slot* find(SlotId id);
    [[nodiscard]] const Slot* find_kind(SlotKind kind) const;

    friend bool operator==(const SlotTable&, const SlotTable&) = default;
};

// What is authenticated with a slot's sealed part.
[[nodiscard]] Bytes slot_context(VaultId vault, const Slot& slot);

[[nodiscard]] Bytes encode(const SlotTable& table);
// slots_damaged for anything that encode() has not written; database_newer for what a newer app's has.
[[nodiscard]] Result<SlotTable> decode_slot_table(ByteView bytes);

// not_found where there is no vault; slots_damaged when neither copy can be read; database_newer when a newer app wrote
// one of them.
[[nodiscard]] Result<SlotTable> load_slots(FileSystem& files, const std::filesystem::path& folder);
// Raises the generation and writes both copies. After a cut the table is the old one or the new one, whole.
Result<void> save_slots(FileSystem& files, const std::filesystem::path& folder, SlotTable& table);
// Writes the copies again where one is missing, damaged or older.
Result<void> repair_slots(FileSystem& files, const std::filesystem::path& folder, const SlotTable& table);

}  // namespace daohu::vault
