// SPDX-License-Identifier: Apache-2.0
#include "core/vault/tries.hpp"

#include "core/base/cbor.hpp"
#include "core/vault/reserve.hpp"

#include <algorithm>

namespace daohu::vault {

namespace {

constexpr std::string_view kFileName = "tries";
constexpr std::string_view kSecretName = "vault-tries";
constexpr std::uint64_t kMaxFile = 4096;

using Counts = std::map<SlotId, std::uint32_t>;

Bytes encode_counts(const Counts& counts) {
    CborWriter out;
    out.array(2 * counts.size());
    for (const auto& [slot, used] : counts) {
        out.bytes(slot.bytes()).unsigned_integer(used);
    }
    return out.take();
}

Result<Counts> decode_counts(ByteView bytes) {
    CborReader in{bytes, {.bytes = kMaxFile, .items = 4 * kMaxSlots, .depth = 1}};
    Counts counts;
    const std::size_t items = TRY(in.array());
    for (std::size_t i = 0; i + 1 < items; i += 2) {
        const SlotId slot{TRY(in.fixed_bytes<16>())};
        const std::uint64_t used = TRY(in.unsigned_integer());
        counts[slot] = static_cast<std::uint32_t>(std::min<std::uint64_t>(used, kMaxTries));
    }
    TRY(in.finish());
    return counts;
}

// What one of the two places says about a slot; tampered with when it says nothing.
std::uint32_t used_in(const Result<Counts>& counts, SlotId slot) {
    if (!counts) {
        return kMaxTries - 1;
    }
    const auto found = counts->find(slot);
    return found == counts->end() ? kMaxTries - 1 : found->second;
}

bool takes_counts(const Slot& slot) { return slot.kind == SlotKind::coordinator; }

}  // namespace

Tries Tries::load(FileSystem& files, SecureKey& secure_key, const std::filesystem::path& folder,
                  const SlotTable& slots) {
    Tries tries{files, secure_key, folder / kFileName};
    const auto from_bytes = [](const Result<Bytes>& bytes) {
        return bytes ? decode_counts(*bytes) : Result<Counts>{fail(bytes.error())};
    };
    const auto on_disk = from_bytes(files.read(tries.m_path, kMaxFile));
    const bool has_store = secure_key.protection() != KeyProtection::none;
    const auto in_store = has_store ? from_bytes(secure_key.load(kSecretName)) : on_disk;
    for (const Slot& slot : slots.slots) {
        if (takes_counts(slot)) {
            tries.m_used[slot.id] = std::max(used_in(on_disk, slot.id), used_in(in_store, slot.id));
        }
    }
    return tries;
}

std::uint32_t Tries::left(SlotId slot) const {
    const auto found = m_used.find(slot);
    return found == m_used.end() ? 0 : kMaxTries - std::min(found->second, kMaxTries);
}

bool Tries::is_sealed() const {
    return std::ranges::any_of(m_used, [](const auto& used) { return used.second >= kMaxTries; });
}

Result<void> Tries::count(SlotId slot) {
    ++m_used[slot];
    return save();
}

Result<void> Tries::reset(SlotId slot) {
    m_used[slot] = 0;
    return save();
}

Result<void> Tries::reset_all(const SlotTable& slots) {
    m_used.clear();
    for (const Slot& slot : slots.slots) {
        if (takes_counts(slot)) {
            m_used[slot.id] = 0;
        }
    }
    return save();
}

Result<void> Tries::save() {
    const Bytes bytes = encode_counts(m_used);
    if (m_secure_key->protection() != KeyProtection::none) {
        TRY(m_secure_key->store(kSecretName, bytes));
    }
    Reserve reserve{*m_files, m_path.parent_path()};  // a full disk must not lock anybody out
    return with_reserve(&reserve, [&] { return replace_file(*m_files, m_path, bytes); });
}

}  // namespace daohu::vault
