// SPDX-License-Identifier: Apache-2.0
#include "core/vault/slots.hpp"

#include "core/base/cbor.hpp"
#include "core/base/hash.hpp"
#include "core/base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::vault {

namespace {

constexpr std::string_view kFormat = "daohu-slots-1";
constexpr std::string_view kAnyVersion = "daohu-slots-";
constexpr std::string_view kContext = "daohu-slot-1";
constexpr std::uint64_t kMaxFile = 64 * 1024;
constexpr std::size_t kMaxLabel = 64;
constexpr std::array<std::string_view, 2> kCopies{"slots-a", "slots-b"};

Failure damaged() { return fail(ErrorCode::slots_damaged); }

// What is written has to be read again: a table with another label would lock everybody out.
Result<void> check_label(std::string_view label) {
    if (label.size() > kMaxLabel || !is_valid_utf8(label)) {
        return fail(ErrorCode::invalid_argument, fmt::format("a label is UTF-8 of {} bytes at most", kMaxLabel));
    }
    return {};
}

void write_slot(CborWriter& out, const Slot& slot) {
    out.array(9).bytes(slot.id.bytes());
    out.unsigned_integer(static_cast<std::uint64_t>(slot.kind));
    out.unsigned_integer(static_cast<std::uint64_t>(slot.factors));
    out.text(slot.label).unsigned_integer(slot.argon2.passes).unsigned_integer(slot.argon2.memory_kib);
    out.bytes(slot.salt.bytes()).bytes(slot.sealed);
    if (slot.screen_pin) {
        out.bytes(slot.screen_pin->bytes());
    } else {
        out.null();
    }
}

Result<std::uint32_t> read_number(CborReader& in, std::uint32_t least, std::uint32_t most) {
    const std::uint64_t number = TRY(in.unsigned_integer());
    if (number < least || number > most) {
        return damaged();
    }
    return static_cast<std::uint32_t>(number);
}

Result<Bytes> read_bytes(CborReader& in) {
    const ByteView bytes = TRY(in.bytes());
    return Bytes(bytes.begin(), bytes.end());
}

Result<Slot> read_slot(CborReader& in) {
    Slot slot;
    TRY(in.array_of(9));
    slot.id = SlotId{TRY(in.fixed_bytes<16>())};
    slot.kind = static_cast<SlotKind>(TRY(read_number(in, 1, 3)));
    slot.factors = static_cast<SlotFactors>(TRY(read_number(in, 1, 4)));
    slot.label = TRY(in.text());
    if (slot.label.size() > kMaxLabel) {
        return damaged();
    }
    slot.argon2.passes = TRY(read_number(in, 0, kArgon2Most.passes));
    slot.argon2.memory_kib = TRY(read_number(in, 0, kArgon2Most.memory_kib));
    slot.salt = PassphraseSalt{TRY(in.fixed_bytes<PassphraseSalt::kSize>())};
    slot.sealed = TRY(read_bytes(in));
    if (in.next_is_null()) {
        TRY(in.null());
    } else {
        slot.screen_pin = PinVerifier{TRY(in.fixed_bytes<PinVerifier::kSize>())};
    }
    return slot;
}

Result<SlotTable> read_table(ByteView body) {
    CborReader in{body, {.bytes = kMaxFile, .items = 1024, .depth = 4}};
    SlotTable table;
    const std::size_t items = TRY(in.array());
    const std::string_view format = TRY(in.text());
    if (format != kFormat && format.starts_with(kAnyVersion)) {
        return fail(ErrorCode::database_newer, std::string{format});
    }
    if (format != kFormat || items != 7) {
        return damaged();
    }
    table.generation = TRY(in.unsigned_integer());
    table.vault = VaultId{TRY(in.fixed_bytes<16>())};
    table.device = DeviceId{TRY(in.fixed_bytes<16>())};
    table.device_key = PublicKey{TRY(in.fixed_bytes<32>())};
    table.sealed_device_key = TRY(read_bytes(in));
    const std::size_t slots = TRY(in.array());
    if (slots > kMaxSlots) {
        return damaged();
    }
    for (std::size_t i = 0; i < slots; ++i) {
        table.slots.push_back(TRY(read_slot(in)));
    }
    TRY(in.finish());
    return table;
}

Bytes encode_body(const SlotTable& table) {
    CborWriter out;
    out.array(7).text(kFormat).unsigned_integer(table.generation);
    out.bytes(table.vault.bytes()).bytes(table.device.bytes());
    out.bytes(table.device_key.bytes()).bytes(table.sealed_device_key);
    out.array(table.slots.size());
    for (const Slot& slot : table.slots) {
        write_slot(out, slot);
    }
    return out.take();
}

Result<SlotTable> load_copy(FileSystem& files, const std::filesystem::path& path) {
    return decode_slot_table(TRY(files.read(path, kMaxFile)));
}

}  // namespace

const Slot* SlotTable::find(SlotId id) const {
    const auto found = std::ranges::find(slots, id, &Slot::id);
    return found == slots.end() ? nullptr : &*found;
}

Slot* SlotTable::find(SlotId id) {
    const auto found = std::ranges::find(slots, id, &Slot::id);
    return found == slots.end() ? nullptr : &*found;
}

const Slot* SlotTable::find_kind(SlotKind kind) const {
    const auto found = std::ranges::find(slots, kind, &Slot::kind);
    return found == slots.end() ? nullptr : &*found;
}

Bytes slot_context(VaultId vault, const Slot& slot) {
    CborWriter out;
    out.array(8).text(kContext).bytes(vault.bytes()).bytes(slot.id.bytes());
    out.unsigned_integer(static_cast<std::uint64_t>(slot.kind));
    out.unsigned_integer(static_cast<std::uint64_t>(slot.factors));
    out.unsigned_integer(slot.argon2.passes).unsigned_integer(slot.argon2.memory_kib).bytes(slot.salt.bytes());
    return out.take();
}

Bytes encode(const SlotTable& table) {
    const Bytes body = encode_body(table);
    return CborWriter{}.array(2).bytes(body).bytes(hash256(body).bytes()).take();
}

Result<SlotTable> decode_slot_table(ByteView bytes) {
    CborReader in{bytes, {.bytes = kMaxFile, .items = 4, .depth = 1}};
    const auto table = [&in]() -> Result<SlotTable> {
        TRY(in.array_of(2));
        const ByteView body = TRY(in.bytes());
        const Hash256 hash{TRY(in.fixed_bytes<32>())};
        TRY(in.finish());
        return hash == hash256(body) ? read_table(body) : Result<SlotTable>{damaged()};
    }();
    const bool is_told = table || table.error().code == ErrorCode::database_newer;
    return is_told ? table : Result<SlotTable>{damaged()};
}

Result<SlotTable> load_slots(FileSystem& files, const std::filesystem::path& folder) {
    std::optional<SlotTable> newest;
    bool is_there = false;
    for (const std::string_view copy : kCopies) {
        auto table = load_copy(files, folder / copy);
        if (!table && table.error().code == ErrorCode::database_newer) {
            return table;  // the other copy may be older: mending by it would undo what the newer app did
        }
        is_there = is_there || table || table.error().code != ErrorCode::not_found;
        if (table && (!newest || table->generation > newest->generation)) {
            newest = std::move(*table);
        }
    }
    if (!newest) {
        return is_there ? damaged() : fail(ErrorCode::not_found, "no vault in this folder");
    }
    return std::move(*newest);
}

Result<void> save_slots(FileSystem& files, const std::filesystem::path& folder, SlotTable& table) {
    for (const Slot& slot : table.slots) {
        TRY(check_label(slot.label));
    }
    SlotTable next = table;
    ++next.generation;
    const Bytes bytes = encode(next);
    TRY(replace_file(files, folder / kCopies[0], bytes));
    table = std::move(next);  // from here on the new table holds, whatever becomes of its second copy
    replace_file(files, folder / kCopies[1], bytes).ignore("unlocking writes the second copy where it is missing");
    return {};
}

Result<void> repair_slots(FileSystem& files, const std::filesystem::path& folder, const SlotTable& table) {
    for (const std::string_view copy : kCopies) {
        const auto stored = load_copy(files, folder / copy);
        if (!stored || *stored != table) {
            TRY(replace_file(files, folder / copy, encode(table)));
        }
    }
    return {};
}

}  // namespace daohu::vault
