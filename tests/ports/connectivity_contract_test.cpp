// SPDX-License-Identifier: Apache-2.0
#include "core/ports/fake_connectivity.hpp"
#include "core/ports/fake_power.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;

TEST_CASE("Connectivity: counts a link that came and went between two looks", "[ports]") {
    FakeConnectivity connectivity;
    const auto before = connectivity.changes();
    connectivity.set(Network::metered);
    connectivity.set(Network::none);
    CHECK(connectivity.network() == Network::none);
    CHECK(connectivity.changes() == before + 2);
}

TEST_CASE("Connectivity: hearing the same thing twice is no change", "[ports]") {
    FakeConnectivity connectivity;
    connectivity.set(Network::unmetered);
    const auto before = connectivity.changes();
    connectivity.set(Network::unmetered);
    CHECK(connectivity.changes() == before);
}

TEST_CASE("Power: says unknown until it knows", "[ports]") {
    FakePower power;
    CHECK(power.status().source == PowerSource::unknown);
    CHECK_FALSE(power.status().percent);
    power.set({PowerSource::battery, 24});
    CHECK(power.status().percent == 24);
}
