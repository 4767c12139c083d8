// SPDX-License-Identifier: Apache-2.0
#include "tests/vault/vault_fixture.hpp"

#include "core/vault/passphrase.hpp"
#include "core/vault/process.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <vector>

using namespace daohu;
using namespace daohu::vault;
using namespace daohu::vault::test;

TEST_CASE("Passphrases: twelve characters or five words, in any script", "[vault]") {
    constexpr auto kNone = KeyProtection::none;
    CHECK(check_passphrase("abcdefghijkl", kNone));
    CHECK(check_passphrase("a b c d e", kNone));
    CHECK(check_passphrase("一二三四五六七八九十甲乙", kNone));
    CHECK(check_passphrase("abcdefghijk", kNone).error().code == ErrorCode::passphrase_too_short);
    CHECK(check_passphrase("a b  c d", kNone).error().code == ErrorCode::passphrase_too_short);
    CHECK(check_passphrase("aaaaaaaaaaaaaaa", kNone).error().code == ErrorCode::passphrase_too_simple);
    CHECK(check_passphrase("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", kNone).error().code ==
          ErrorCode::passphrase_invalid);
    CHECK(check_passphrase("730418", KeyProtection::software).error().code == ErrorCode::passphrase_too_short);
    CHECK(check_passphrase("730418", KeyProtection::hardware));
    CHECK(check_passphrase("111111", KeyProtection::hardware).error().code == ErrorCode::screen_pin_too_simple);
    CHECK(check_screen_pin("345678").error().code == ErrorCode::screen_pin_too_simple);
    CHECK(check_screen_pin("876543").error().code == ErrorCode::screen_pin_too_simple);
    CHECK(check_screen_pin("73041").error().code == ErrorCode::screen_pin_too_simple);
}

TEST_CASE("Calibration: adds passes until a derivation takes long enough and never goes below the floor", "[vault]") {
    // Derivations seem to take these times, one after the other, again and again.
    struct ScriptedClock final : Clock {
        explicit ScriptedClock(std::vector<std::int64_t> durations) : script{std::move(durations)} {}
        [[nodiscard]] WallTime wall_now() const override { return {}; }
        [[nodiscard]] MonotonicTime monotonic_now() const override {
            now += calls % 2 == 1 ? script[(calls / 2) % script.size()] : 0;
            ++calls;
            return MonotonicTime{now};
        }
        [[nodiscard]] std::array<std::uint8_t, 16> boot_id() const override { return {}; }
        std::vector<std::int64_t> script;
        mutable std::size_t calls = 0;
        mutable std::int64_t now = 0;
    };
    const CalibrationGoal goal{kFast, std::chrono::milliseconds{300}};
    CHECK(calibrate_argon2(ScriptedClock{{400}}, goal).value() == kFast);
    CHECK(calibrate_argon2(ScriptedClock{{299}}, goal).value().passes == kArgon2Most.passes);
    // 120 ms at the floor of one pass, then 240, then 360; each beside two runs on a busy machine.
    const ScriptedClock busy{{900, 120, 700, 240, 900, 900, 800, 500, 360}};
    CHECK(calibrate_argon2(busy, goal).value().passes == 3);
}

TEST_CASE("Calibration: a small tablet derives with half the memory, and never with less", "[vault]") {
    constexpr std::uint64_t kGibibyte = std::uint64_t{1024} * 1024 * 1024;
    CHECK(calibration_goal(8 * kGibibyte).floor == Argon2Params{.passes = 3, .memory_kib = 64 * 1024});
    CHECK(calibration_goal(3 * kGibibyte).floor.memory_kib == 64 * 1024);
    CHECK(calibration_goal(2 * kGibibyte).floor == Argon2Params{.passes = 3, .memory_kib = 32 * 1024});
    CHECK(calibration_goal(0).floor.memory_kib == 32 * 1024);
    CHECK(calibration_goal(kGibibyte).least == std::chrono::milliseconds{300});
    CHECK(machine_memory() > 64 * 1024 * 1024);
}
