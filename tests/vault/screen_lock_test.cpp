// SPDX-License-Identifier: Apache-2.0
#include "core/vault/screen_lock.hpp"
#include "tests/vault/vault_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::vault;
using namespace daohu::vault::test;
using namespace std::chrono_literals;

namespace {

struct LockedScreen {
    LockedScreen() {
        REQUIRE(vault.set_screen_pin("730418"));
        screen.lock();
    }

    VaultHome home;
    Vault vault = home.create().value();
    FakeClock clock{WallTime{}};
    ScreenLock screen{vault, clock};
};

}  // namespace

TEST_CASE("ScreenLock: the right digits unlock and wrong ones do not", "[vault]") {
    LockedScreen locked;
    CHECK(locked.screen.is_locked());
    CHECK(locked.screen.unlock("730419") == ScreenVerdict::wrong_pin);
    CHECK(locked.screen.unlock("730418") == ScreenVerdict::unlocked);
    CHECK_FALSE(locked.screen.is_locked());
}

TEST_CASE("ScreenLock: five wrong tries drop the vault, and the right digits come too late", "[vault]") {
    LockedScreen locked;
    for (int i = 0; i < 4; ++i) {
        CHECK(locked.screen.unlock("000001") == ScreenVerdict::wrong_pin);
    }
    CHECK(locked.screen.unlock("000001") == ScreenVerdict::drop_the_vault);
    CHECK(locked.screen.unlock("730418") == ScreenVerdict::drop_the_vault);
}

TEST_CASE("ScreenLock: eight hours or a restart drop the vault, a changed wall clock does not", "[vault]") {
    LockedScreen locked;
    locked.clock.set_wall(WallTime{} + 1000h);
    CHECK_FALSE(locked.screen.is_expired());
    locked.clock.advance(8h - 1ms);
    CHECK_FALSE(locked.screen.is_expired());
    locked.clock.advance(1ms);
    CHECK(locked.screen.is_expired());
    CHECK(locked.screen.unlock("730418") == ScreenVerdict::drop_the_vault);

    LockedScreen restarted;
    restarted.clock.reboot();
    CHECK(restarted.screen.is_expired());
}

TEST_CASE("ScreenLock: the digits are those of the coordinator who unlocked, after a restart too", "[vault]") {
    VaultHome home;
    {
        Vault vault = home.create().value();
        CHECK_FALSE(vault.has_screen_pin());
        CHECK(vault.set_screen_pin("123456").error().code == ErrorCode::screen_pin_too_simple);
        REQUIRE(vault.set_screen_pin("730418"));
    }
    const Vault vault = home.unlock(home.slot()).value();
    CHECK(vault.is_screen_pin("730418"));
    CHECK_FALSE(vault.is_screen_pin("730417"));
}
