// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/frame_scheduler.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using kit::FrameScheduler;

namespace {

int drain(FrameScheduler& scheduler, MonotonicTime now) {
    int frames = 0;
    while (scheduler.needs_frame(now)) {
        scheduler.frame_drawn(now);
        ++frames;
    }
    return frames;
}

}  // namespace

TEST_CASE("FrameScheduler: draws six frames after an event and then none", "[kit]") {
    FrameScheduler scheduler;
    drain(scheduler, MonotonicTime{0});
    CHECK_FALSE(scheduler.needs_frame(MonotonicTime{10'000'000}));
    CHECK_FALSE(scheduler.sleep_for(MonotonicTime{0}));
    scheduler.wake();
    CHECK(drain(scheduler, MonotonicTime{0}) == FrameScheduler::kFramesAfterEvent);
    CHECK_FALSE(scheduler.sleep_for(MonotonicTime{0}));
}

TEST_CASE("FrameScheduler: sleeps until the nearest time it was asked for", "[kit]") {
    FrameScheduler scheduler;
    drain(scheduler, MonotonicTime{0});
    for (const int time : {6000, 2000, 9000}) {
        scheduler.frame_drawn(MonotonicTime{0}, MonotonicTime{time});
    }
    CHECK(scheduler.sleep_for(MonotonicTime{500}) == MonotonicTime{1500});
    CHECK_FALSE(scheduler.needs_frame(MonotonicTime{1999}));
    CHECK(drain(scheduler, MonotonicTime{2000}) == 1);
    CHECK_FALSE(scheduler.sleep_for(MonotonicTime{2000}));
}

TEST_CASE("FrameScheduler: a frame that was due may ask for a later one", "[kit]") {
    FrameScheduler scheduler;
    drain(scheduler, MonotonicTime{0});
    scheduler.frame_drawn(MonotonicTime{0}, MonotonicTime{2000});
    REQUIRE(scheduler.needs_frame(MonotonicTime{2000}));
    scheduler.frame_drawn(MonotonicTime{2000}, MonotonicTime{3000});
    CHECK(scheduler.sleep_for(MonotonicTime{2000}) == MonotonicTime{1000});
}

TEST_CASE("FrameScheduler: goes on while something rolls", "[kit]") {
    FrameScheduler scheduler;
    drain(scheduler, MonotonicTime{0});
    scheduler.keep_going();
    scheduler.frame_drawn(MonotonicTime{0});
    CHECK(scheduler.needs_frame(MonotonicTime{0}));
    CHECK(drain(scheduler, MonotonicTime{0}) == 1);
}
