// SPDX-License-Identifier: Apache-2.0
#pragma once

// Citizen identity numbers, GB 11643-1999: six digits of place, eight of birth, three of order, one check character.
// Any thread.
//
// An identity number is never a key: some people have none, some have two, some share one by mistake. That is why this
// type can be compared for equality and has no order and no hash. Errors and logs never hold the number.

#include "core/base/date.hpp"
#include "core/base/result.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daohu {

// GB/T 2261.1
enum class Sex : std::uint8_t { unknown = 0, male = 1, female = 2, not_stated = 9 };

class IdNumber {
public:
    static constexpr std::size_t kLength = 18;

    // Takes full-width digits, a small x and space around it as people type them. One reason at a time, the most basic
    // first: id_number_length, id_number_character, id_number_date, id_number_checksum; id_number_old_form for a sound
    // number of 15 digits, which was replaced by one of 18.
    [[nodiscard]] static Result<IdNumber> parse(std::string_view text);

    // 18 characters, the last one 0-9 or X.
    [[nodiscard]] std::string_view text() const { return {m_text.data(), m_text.size()}; }
    // The county where it was first given out, which may have been abolished since: no reason to refuse a number.
    [[nodiscard]] std::string_view region() const { return text().substr(0, 6); }
    [[nodiscard]] Date birth_date() const { return m_birth; }
    [[nodiscard]] Sex sex() const;

    friend bool operator==(const IdNumber&, const IdNumber&) = default;

private:
    IdNumber(std::string_view canonical, Date birth);

    std::array<char, kLength> m_text{};
    Date m_birth;
};

// The check character that belongs to the first 17 digits (ISO 7064, MOD 11-2); nothing unless there are 17 digits.
[[nodiscard]] std::optional<char> id_number_check_character(std::string_view first_digits);

}  // namespace daohu
