// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/item_id.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

// FNV-1a
[[nodiscard]] std::uint32_t hash_of(std::string_view text, std::uint32_t seed = 2166136261U) {
    for (const char c : text) {
        seed = (seed ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    return seed;
}

}  // namespace

ItemId::ItemId(std::string_view name) { append(name); }

ItemId::ItemId(std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) {
        if (m_size != 0) {
            append(".");
        }
        append(part);
    }
}

void ItemId::append(std::string_view part) {
    constexpr std::size_t kHashDigits = 8;
    if (m_size + part.size() <= kCapacity) {
        std::copy(part.begin(), part.end(), m_text.begin() + static_cast<std::ptrdiff_t>(m_size));
        m_size += part.size();
        return;
    }
    std::uint32_t hash = hash_of(part, hash_of(view()));
    const std::size_t kept = std::min(part.size(), kCapacity - std::min(kCapacity, m_size));
    std::copy_n(part.begin(), kept, m_text.begin() + static_cast<std::ptrdiff_t>(m_size));
    for (std::size_t digit = 0; digit < kHashDigits; ++digit, hash >>= 4U) {
        m_text[kCapacity - 1 - digit] = "0123456789abcdef"[hash & 0xFU];
    }
    m_size = kCapacity;
}

std::uint32_t ItemId::hash() const { return hash_of(view()); }

}  // namespace daohu::kit
