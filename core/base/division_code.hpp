// SPDX-License-Identifier: Apache-2.0
#pragma once

// Administrative division codes of 12 digits: province 2, city 2, county 2 (GB/T 2260), township 3 (GB/T 10114),
// village 3. Lower places are zero in the code of a higher division. Any thread.

#include "core/base/result.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace daohu {

enum class DivisionLevel : std::uint8_t { province, city, county, township, village };

class DivisionCode {
public:
    static constexpr std::size_t kLength = 12;

    // 12 digits, or the 2, 4, 6 or 9 that name a higher division. division_code_length, division_code_character, or
    // division_code_gap when a place is zero above one that is not. (A county place of zero is no gap: a few cities have
    // townships and no counties.)
    [[nodiscard]] static Result<DivisionCode> parse(std::string_view text);

    // All 12 digits.
    [[nodiscard]] std::string_view text() const { return {m_digits.data(), m_digits.size()}; }
    // The digits that all divisions inside share: 2, 4, 6, 9 or 12.
    [[nodiscard]] std::string_view prefix() const;
    [[nodiscard]] DivisionLevel level() const;

    // The division one level up, two where the level between does not exist; nothing above a province.
    [[nodiscard]] std::optional<DivisionCode> parent() const;
    // The division of that level which this one is in, or is; nothing when the level is below this one or missing.
    [[nodiscard]] std::optional<DivisionCode> ancestor(DivisionLevel level) const;
    // Whether `other` is this division or inside it.
    [[nodiscard]] bool contains(const DivisionCode& other) const;

    friend auto operator<=>(const DivisionCode&, const DivisionCode&) = default;

private:
    DivisionCode() { m_digits.fill('0'); }

    std::array<char, kLength> m_digits{};
};

}  // namespace daohu
