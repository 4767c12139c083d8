// SPDX-License-Identifier: Apache-2.0
#include "sync/county/sessions.hpp"

#include "tests/entry/builders.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::county;

namespace {

struct Desk {
    FakeClock clock{WallTime{}};
    SystemEntropy entropy;
    Sessions sessions{clock, entropy};
};

SessionOwner owner(std::uint64_t number) {
    return {.device = entry::test::id_of<DeviceId>(number), .incarnation = entry::test::id_of<IncarnationId>(number)};
}

}  // namespace

TEST_CASE("Sessions: a nonce is good once, for its life, and only as it was given out", "[county]") {
    Desk desk;
    const wire::Nonce nonce = desk.sessions.give_nonce();
    CHECK(desk.sessions.give_nonce() != nonce);
    REQUIRE(desk.sessions.knows(nonce));
    for (std::size_t i = 0; i < nonce.size(); ++i) {
        wire::Nonce changed = nonce;
        changed[i] ^= 1U;
        CHECK_FALSE(desk.sessions.knows(changed));
    }
    CHECK_FALSE(desk.sessions.knows(wire::Nonce{}));
    CHECK(desk.sessions.spend(nonce));
    CHECK_FALSE(desk.sessions.spend(nonce));

    const wire::Nonce late = desk.sessions.give_nonce();
    desk.clock.advance(Sessions::kNonceLife);
    CHECK_FALSE(desk.sessions.knows(late));
    Desk another;
    CHECK_FALSE(another.sessions.knows(desk.sessions.give_nonce()));
}

TEST_CASE("Sessions: greetings without end push out no nonce of a tablet that answers slowly", "[county]") {
    Desk desk;
    const wire::Nonce slow = desk.sessions.give_nonce();
    for (int i = 0; i < 50'000; ++i) {
        (void)desk.sessions.give_nonce();
    }
    CHECK(desk.sessions.knows(slow));
    CHECK(desk.sessions.spend(slow));
}

TEST_CASE("Sessions: a device that opens one after the other ends its own", "[county]") {
    Desk desk;
    const wire::Token quiet = desk.sessions.open(owner(1));
    const wire::Token first = desk.sessions.open(owner(2));
    wire::Token last = first;
    for (int i = 0; i < 50'000; ++i) {
        last = desk.sessions.open(owner(2));
    }
    REQUIRE(desk.sessions.find(quiet));
    CHECK(desk.sessions.find(quiet)->device == owner(1).device);
    CHECK_FALSE(desk.sessions.find(first));
    CHECK(desk.sessions.find(last));
}
