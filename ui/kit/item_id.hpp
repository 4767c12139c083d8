// SPDX-License-Identifier: Apache-2.0
#pragma once

// The stable name of something to tap: "visit.next", "today.record.4f1c…", "question.hardship.fire". UI thread.
//
// Made from the names of records and form questions, never from labels, which are translated. Scripts and tests use it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace daohu::kit {

class ItemId {
public:
    static constexpr std::size_t kCapacity =
        120;  // bytes; a longer name keeps its start and ends in a hash of the whole

    constexpr ItemId() = default;
    ItemId(const char* name) : ItemId{std::string_view{name}} {}
    ItemId(std::string_view name);
    // "question", "hardship", "fire" -> "question.hardship.fire"
    ItemId(std::initializer_list<std::string_view> parts);

    [[nodiscard]] std::string_view view() const { return {m_text.data(), m_size}; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    // The same for the same name, in every run.
    [[nodiscard]] std::uint32_t hash() const;

    friend bool operator==(const ItemId& a, const ItemId& b) { return a.view() == b.view(); }

private:
    void append(std::string_view part);

    std::array<char, kCapacity> m_text{};
    std::size_t m_size = 0;
};

}  // namespace daohu::kit
