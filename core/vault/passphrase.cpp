// SPDX-License-Identifier: Apache-2.0
#include "core/vault/passphrase.hpp"

#include "core/base/utf8.hpp"

#include <algorithm>

namespace daohu::vault {

namespace {

constexpr std::string_view kSample = "correct horse battery staple";

std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    bool inside = false;
    for (const char character : text) {
        const bool is_space = character == ' ';
        words += (!inside && !is_space) ? 1 : 0;
        inside = !is_space;
    }
    return words;
}

bool is_one_character(std::u32string_view text) {
    return std::ranges::all_of(text, [&](char32_t character) { return character == text.front(); });
}

bool is_pin(std::string_view text) {
    return text.size() == kPinDigits &&
           std::ranges::all_of(text, [](char character) { return character >= '0' && character <= '9'; });
}

bool is_in_a_row(std::string_view pin, int step) {
    for (std::size_t i = 1; i < pin.size(); ++i) {
        if (pin[i] - pin[i - 1] != step) {
            return false;
        }
    }
    return true;
}

// Whatever else the machine does can only make a derivation slower, so the fastest of a few tells most.
Result<MonotonicTime> fastest_derivation(const Clock& clock, const Argon2Params& params) {
    constexpr int kRuns = 3;
    MonotonicTime fastest = MonotonicTime::max();
    for (int run = 0; run < kRuns; ++run) {
        const MonotonicTime start = clock.monotonic_now();
        TRY(derive_from_passphrase(as_bytes(kSample), PassphraseSalt{}, params));
        fastest = std::min(fastest, clock.monotonic_now() - start);
    }
    return fastest;
}

}  // namespace

Result<void> check_passphrase(std::string_view passphrase, KeyProtection protection) {
    if (!is_valid_utf8(passphrase)) {
        return fail(ErrorCode::passphrase_invalid);
    }
    if (protection == KeyProtection::hardware && is_pin(passphrase)) {
        return check_screen_pin(passphrase);
    }
    const std::u32string characters = decode_utf8(passphrase);
    if (characters.size() < kLeastCharacters && count_words(passphrase) < kLeastWords) {
        return fail(ErrorCode::passphrase_too_short);
    }
    if (is_one_character(characters)) {
        return fail(ErrorCode::passphrase_too_simple);
    }
    return {};
}

Result<void> check_screen_pin(std::string_view pin) {
    const bool is_simple = !is_pin(pin) || is_in_a_row(pin, 0) || is_in_a_row(pin, 1) || is_in_a_row(pin, -1);
    return is_simple ? Result<void>{fail(ErrorCode::screen_pin_too_simple)} : Result<void>{};
}

CalibrationGoal calibration_goal(std::uint64_t memory_bytes) {
    constexpr std::uint64_t kSmallTablet = std::uint64_t{3} * 1024 * 1024 * 1024;
    CalibrationGoal goal;
    if (memory_bytes < kSmallTablet) {
        goal.floor.memory_kib /= 2;
    }
    return goal;
}

Result<Argon2Params> calibrate_argon2(const Clock& clock, const CalibrationGoal& goal) {
    Argon2Params params = goal.floor;
    while (params.passes < kArgon2Most.passes) {
        const auto took = TRY(fastest_derivation(clock, params));
        if (took >= goal.least) {
            break;
        }
        ++params.passes;
    }
    return params;
}

}  // namespace daohu::vault
