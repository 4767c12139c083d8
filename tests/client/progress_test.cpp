// SPDX-License-Identifier: Apache-2.0
//
// On a link that keeps dying, at random and on the average no sooner than after 4 KiB, what the county has on its disk
// grows, until it has everything once.

#include "sync/client/sync_client.hpp"
#include "tests/client/dying_link.hpp"
#include "tests/county/service_fixture.hpp"
#include "tests/sim/sync_tablet.hpp"

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

#include <cmath>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

constexpr std::uint64_t kSeeds = 200;
constexpr std::size_t kEntries = 8;
// A stretch that carries the way into a talk, and behind it one entry of ordinary size or one part of a large one.
constexpr std::uint64_t kEnoughForAnEntry = 6 * 1024;
constexpr std::uint64_t kEnoughForAPart = 12 * 1024;
// So many uploads have to die until frames are as small as they get.
constexpr std::uint64_t kFramesShrink = 2;
constexpr std::uint64_t kTooManyCuts = 1000;

// How far apart cuts are.
enum class Cuts : std::uint8_t { even, memoryless, mostly_short };

class Stretches {
public:
    Stretches(Cuts cuts, std::uint64_t mean, std::uint64_t seed)
        : m_cuts{cuts}, m_mean{static_cast<double>(mean)}, m_chance{seed} {}

    std::uint64_t next() {
        constexpr double kMost = 1ULL << 53U;
        const double drawn = static_cast<double>(m_chance.next() >> 11U) / kMost;  // from 0 up to 1
        switch (m_cuts) {
            case Cuts::even: return static_cast<std::uint64_t>(2 * m_mean * drawn);
            case Cuts::memoryless: return static_cast<std::uint64_t>(-m_mean * std::log1p(-drawn));
            case Cuts::mostly_short: return static_cast<std::uint64_t>(drawn < 0.75 ? m_mean / 4 : m_mean * 13 / 4);
        }
        return 0;
    }

private:
    Cuts m_cuts;
    double m_mean;
    SeededEntropy m_chance;
};

// A tablet with things to bring, in a village of its own.
struct Backlog {
    Backlog(county::test::TestService& service, std::uint64_t seed, bool has_large)
        : tablet{sim::SyncTablet::make(seed).value()},
          grant{county::enrol(service.store.folder, *service.store.store, tablet.device_request(),
                              {fmt::format("{:012}", 999'999'000'000ULL + seed)}, SystemClock{}, service.store.entropy)
                    .value()} {
        SeededEntropy chance{seed ^ 0xbac5U};
        for (std::size_t i = 0; i < kEntries; ++i) {
            const std::size_t size = has_large && i == kEntries / 2 ? 20'000 : 200 + chance.next() % 2000;
            Bytes noise(size / 2);
            chance.fill(noise);
            entry::EntryDraft draft = entry::test::family_draft();
            draft.scope = grant.villages.front().stream;
            draft.sections[0].operations[0].assignments[0].value = to_hex(noise);
            REQUIRE(tablet.save(draft));
        }
    }

    sim::SyncTablet tablet;
    wire::Grant grant;
};

// What the county has of a tablet's work, for good.
struct Reached {
    std::uint64_t entries = 0;
    std::uint64_t parts = 0;  // of the next one

    friend auto operator<=>(const Reached&, const Reached&) = default;
};

Reached reached(county::Store& store, const sim::SyncTablet& tablet) {
    Reached reached{.entries = store.load_chain(tablet.device(), tablet.incarnation()).value().acknowledged,
                    .parts = 0};
    const auto unfinished = store.unfinished(tablet.device()).value();
    for (const wire::UnfinishedEntry& entry : unfinished) {
        reached.parts += entry.received;
    }
    return reached;
}

// What came of it until everything had arrived or nobody would wait any longer.
struct Outcome {
    bool is_whole = false;
    std::uint64_t cuts = 0;
    Reached reached;
    std::uint64_t steps_back = 0;
    std::uint64_t wasted = 0;  // stretches that were long enough and gained nothing
};

Outcome bring(county::test::TestService& service, Backlog& backlog, DyingLink& link, std::uint64_t enough,
              std::uint64_t patience) {
    const SystemClock clock;
    SeededEntropy entropy{backlog.grant.grant_epoch};
    StatusBoard board;
    SyncClient client{backlog.grant,
                      {.transport = link,
                       .store = backlog.tablet,
                       .device_key = backlog.tablet.device_key(),
                       .clock = clock,
                       .entropy = entropy,
                       .board = board}};
    Outcome outcome;
    while (!outcome.is_whole && link.cuts() < patience) {
        const bool are_frames_small = link.cut_uploads() >= kFramesShrink;
        const auto talk = client.sync({});
        INFO((talk ? std::string{} : talk.error().describe()));
        REQUIRE((talk || talk.error().code == ErrorCode::sync_cut));
        const Reached now = reached(*service.store.store, backlog.tablet);
        const bool has_gained = talk || now.entries == kEntries || now != outcome.reached;
        outcome.steps_back += now < outcome.reached ? 1 : 0;
        outcome.wasted += !has_gained && are_frames_small && link.last_stretch() >= enough ? 1 : 0;
        outcome.reached = now;
        outcome.is_whole = talk.has_value();
    }
    outcome.cuts = link.cuts();
    return outcome;
}

}  // namespace

TEST_CASE("Progress: however a link dies, 4 KiB apart on the average or more, what the county has grows", "[sync]") {
    county::test::TestService service;
    std::uint64_t cuts = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const bool has_large = seed % 8 == 0;
        const std::uint64_t mean = (seed % 5 + 1) * 4096;
        Stretches stretches{static_cast<Cuts>(seed % 3), mean, seed};
        INFO("seed " << seed << ", cut every " << mean << " bytes");
        Backlog backlog{service, seed, has_large};
        DyingLink link{service.service, [&] { return stretches.next(); }, Handing::as_it_comes};
        const Outcome outcome =
            bring(service, backlog, link, has_large ? kEnoughForAPart : kEnoughForAnEntry, kTooManyCuts);
        CHECK(outcome.is_whole);
        CHECK(outcome.steps_back == 0);
        CHECK(outcome.wasted == 0);
        CHECK(backlog.tablet.delivery().acknowledged == kEntries);
        cuts += outcome.cuts;
    }
    CHECK(service.store.count().entries == kSeeds * kEntries);
    CHECK(cuts > 2 * kSeeds);
}

TEST_CASE("Progress: through a box that waits for a whole upload nothing grows on the same link", "[sync]") {
    // The control of the case above.
    constexpr std::uint64_t kPatience = 100;
    county::test::TestService service;
    for (const Handing handing : {Handing::when_whole, Handing::as_it_comes}) {
        Backlog backlog{service, handing == Handing::when_whole ? 1U : 2U, false};
        DyingLink link{service.service, [] { return std::uint64_t{5000}; }, handing};
        const Outcome outcome = bring(service, backlog, link, kEnoughForAnEntry, kPatience);
        CHECK(outcome.is_whole == (handing == Handing::as_it_comes));
        CHECK((outcome.reached == Reached{}) == (handing == Handing::when_whole));
    }
}
