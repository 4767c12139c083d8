// SPDX-License-Identifier: Apache-2.0
#pragma once

// Large keys for digits, so that numbers never need a keyboard; and typing a date with them. UI thread.

#include "ui/kit/kit.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daohu::kit {

enum class KeypadLayout : std::uint8_t {
    digits,    // 0 to 9
    decimal,   // and a point
    money,     // and a point, with two digits after it
    negative,  // and a minus sign
    identity   // and the X of identity numbers
};

enum class Key : std::uint8_t {
    zero,
    one,
    two,
    three,
    four,
    five,
    six,
    seven,
    eight,
    nine,
    point,
    minus,
    letter_x,
    erase
};

[[nodiscard]] Size keypad_size(Kit& kit);
// Semantic ids "key.7", "key.point", "key.erase".
std::optional<Key> keypad(Kit& kit, Rect rect, KeypadLayout layout, ItemState state = ItemState::enabled);

// What `text` becomes when `key` is struck: only what can become a number of that layout is let in, up to `limit`
// characters; a leading zero gives way to the next digit.
[[nodiscard]] std::string type_number(std::string_view text, Key key, KeypadLayout layout, std::size_t limit);

// In groups, as people read them out: "138 0000 0000", "999999 19480520 0015"; a part of one where it is being typed.
[[nodiscard]] std::string show_phone(std::string_view digits);
[[nodiscard]] std::string show_identity(std::string_view digits);

inline constexpr std::size_t kDateDigits = 8;
inline constexpr std::size_t kMomentDigits = 12;

// Up to eight digits, year first: "20261122".
[[nodiscard]] std::string type_date_digits(std::string_view digits, Key key);
// "2026-11-__" while it is being typed.
[[nodiscard]] std::string show_date_digits(std::string_view digits);
// Empty until all eight digits are there and name a day of the calendar.
[[nodiscard]] std::optional<std::chrono::year_month_day> date_of_digits(std::string_view digits);
[[nodiscard]] std::string digits_of_date(std::chrono::year_month_day date);

// The same of a day and a time of it, in twelve digits: "202611222015", "2026-11-22 20:__" while it is being typed.
[[nodiscard]] std::string type_moment_digits(std::string_view digits, Key key);
[[nodiscard]] std::string show_moment_digits(std::string_view digits);
[[nodiscard]] std::optional<Moment> moment_of_digits(std::string_view digits);
[[nodiscard]] std::string digits_of_moment(const Moment& moment);

}  // namespace daohu::kit
