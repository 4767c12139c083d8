// SPDX-License-Identifier: Apache-2.0
#pragma once

// What may open a vault, and how long deriving its key takes. Any thread; calibration takes seconds and belongs on a
// worker.

#include "core/base/clock.hpp"
#include "core/base/kdf.hpp"
#include "core/ports/secure_key.hpp"

namespace daohu::vault {

inline constexpr std::size_t kLeastCharacters = 12;
inline constexpr std::size_t kLeastWords = 5;
inline constexpr std::size_t kPinDigits = 6;

// Twelve characters, or five words with spaces between them; six digits where hardware keeps a second factor.
// passphrase_too_short, passphrase_too_simple (one character over and over), passphrase_invalid (not UTF-8).
[[nodiscard]] Result<void> check_passphrase(std::string_view passphrase, KeyProtection protection);

// A screen PIN: six digits, not all the same and not in a row up or down. screen_pin_too_simple.
[[nodiscard]] Result<void> check_screen_pin(std::string_view pin);

struct CalibrationGoal {
    Argon2Params floor{.passes = 3, .memory_kib = 64 * 1024};
    std::chrono::milliseconds least{300};
};

// For a machine with this much memory: a tablet with less than 3 GiB takes half the floor, so that deriving a key does
// not push the app out.
[[nodiscard]] CalibrationGoal calibration_goal(std::uint64_t memory_bytes);

// Starts at the floor and adds passes until one derivation takes `least` on this machine, which is then exceeded by less
// than one pass. The fastest of three counts, so that a busy moment does not weaken the slot for years.
[[nodiscard]] Result<Argon2Params> calibrate_argon2(const Clock& clock, const CalibrationGoal& goal = {});

}  // namespace daohu::vault
