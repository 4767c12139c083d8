// SPDX-License-Identifier: Apache-2.0
#pragma once

// Random 128-bit ids as distinct types: a HouseholdId is not a PersonId and neither is a string. Any thread.
//
// An id carries no time, place or name. In text it is 32 lower-case hexadecimal digits.

#include "core/base/bytes.hpp"
#include "core/base/entropy.hpp"

#include <array>
#include <compare>
#include <functional>

namespace daohu {

namespace detail {
[[nodiscard]] Result<std::array<std::uint8_t, 16>> parse_id(std::string_view text);
[[nodiscard]] Result<std::array<std::uint8_t, 16>> id_from_bytes(ByteView bytes);
}  // namespace detail

template <class Tag>
class Id {
public:
    static constexpr std::size_t kSize = 16;

    // The nil id: no record has it.
    constexpr Id() = default;
    constexpr explicit Id(const std::array<std::uint8_t, kSize>& raw) : m_raw{raw} {}

    [[nodiscard]] static Id random(Entropy& entropy) {
        Id id;
        entropy.fill(id.m_raw);
        return id;
    }

    // id_malformed unless `text` is 32 hexadecimal digits, or the same with the four dashes of a UUID.
    [[nodiscard]] static Result<Id> parse(std::string_view text) { return Id{TRY(detail::parse_id(text))}; }
    // id_malformed unless there are exactly 16 bytes.
    [[nodiscard]] static Result<Id> from_bytes(ByteView bytes) { return Id{TRY(detail::id_from_bytes(bytes))}; }

    [[nodiscard]] ByteView bytes() const { return m_raw; }
    [[nodiscard]] const std::array<std::uint8_t, kSize>& raw() const { return m_raw; }
    [[nodiscard]] std::string to_string() const { return to_hex(m_raw); }
    [[nodiscard]] bool is_nil() const { return *this == Id{}; }

    friend constexpr auto operator<=>(const Id&, const Id&) = default;

private:
    std::array<std::uint8_t, kSize> m_raw{};
};

// Any household, person, case or other thing that records are about.
using EntityId = Id<struct EntityTag>;
using HouseholdId = Id<struct HouseholdTag>;
using PersonId = Id<struct PersonTag>;
using CaseId = Id<struct CaseTag>;
// A tablet, a township desk, an import tool or a county server: whatever writes.
using DeviceId = Id<struct DeviceTag>;
// One life of a device's journal; a restored or cloned tablet starts another.
using IncarnationId = Id<struct IncarnationTag>;
using DraftId = Id<struct DraftTag>;
using StreamId = Id<struct StreamTag>;

}  // namespace daohu

template <class Tag>
struct std::hash<daohu::Id<Tag>> {
    std::size_t operator()(const daohu::Id<Tag>& id) const noexcept {
        std::size_t value = 0;  // ids are random, so any eight bytes are a hash
        for (std::size_t i = 0; i < sizeof(value); ++i) {
            value = (value << 8U) | id.raw()[i];
        }
        return value;
    }
};
