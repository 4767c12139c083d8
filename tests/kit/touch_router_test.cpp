// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/touch_router.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

#include <string>
#include <vector>

using namespace daohu::kit;

namespace {

struct Recorder final : PointerSink {
    std::vector<std::string> events;
    void tap(Point) override { events.emplace_back("tap"); }
    void press(Point) override { events.emplace_back("press"); }
    void move(Point) override { events.emplace_back("move"); }
    void release(Point) override { events.emplace_back("release"); }
};

constexpr TouchRouter::RegionId kList = 7;
constexpr Rect kListArea{0, 0, 400, 600};
constexpr double kFrame = 1.0 / 60;

struct Screen {
    Recorder recorder;
    TouchRouter router{recorder};
    double now = 0;
    float scrolled = 0;

    Screen() { frame(); }

    void frame() {
        now += kFrame;
        router.begin_frame(kFrame);
        router.add_region(kList, kListArea);
        scrolled += router.take_scroll(kList);
        router.end_frame();
    }
    void swipe(Point from, Point to, int steps = 12) {
        router.press(from, now);
        for (int i = 1; i <= steps; ++i) {
            const float part = static_cast<float>(i) / static_cast<float>(steps);
            frame();
            router.move({from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part}, now);
        }
        router.release(to, now);
    }
};

}  // namespace

TEST_CASE("TouchRouter: a finger that trembles within 12 dp taps", "[kit]") {
    Screen screen;
    screen.router.press({100, 100}, screen.now);
    CHECK(screen.recorder.events.empty());
    CHECK(screen.router.pending_press());
    screen.router.move({105, 111}, screen.now + 0.05);
    screen.router.release({105, 111}, screen.now + 0.1);
    CHECK(screen.recorder.events == std::vector<std::string>{"tap"});
    CHECK_FALSE(screen.router.pending_press());
}

TEST_CASE("TouchRouter: a swipe scrolls the list under it as far as the finger went, and taps nothing", "[kit]") {
    Screen screen;
    screen.router.press({100, 400}, screen.now);
    screen.router.move({100, 380}, screen.now + 0.1);
    screen.router.move({100, 300}, screen.now + 0.5);
    CHECK(screen.router.is_scrolling());
    CHECK_FALSE(screen.router.pending_press());
    screen.frame();
    CHECK(screen.scrolled == 100);
    screen.router.release({100, 300}, screen.now + 5);
    screen.frame();
    CHECK(screen.scrolled == 100);
    CHECK_FALSE(screen.router.needs_frame());
    CHECK(screen.recorder.events.empty());
}

TEST_CASE("TouchRouter: a thrown list rolls on and comes to rest", "[kit]") {
    Screen screen;
    screen.swipe({100, 500}, {100, 300});
    const float at_release = screen.scrolled;
    int frames = 0;
    while (screen.router.needs_frame() && frames < 600) {
        screen.frame();
        ++frames;
    }
    CHECK(screen.scrolled > at_release + 50);
    CHECK(frames > 10);
    CHECK(frames < 120);
}

TEST_CASE("TouchRouter: a finger on a rolling list stops it", "[kit]") {
    Screen screen;
    screen.swipe({100, 500}, {100, 300});
    screen.frame();
    screen.router.press({100, 300}, screen.now);
    CHECK_FALSE(screen.router.needs_frame());
}

TEST_CASE("TouchRouter: a swipe that starts beside every list scrolls and taps nothing", "[kit]") {
    Screen screen;
    screen.swipe({700, 500}, {700, 300});
    screen.frame();
    CHECK(screen.scrolled == 0);
    CHECK_FALSE(screen.router.needs_frame());
    CHECK(screen.recorder.events.empty());
}

TEST_CASE("TouchRouter: a claimed rectangle gets every event", "[kit]") {
    Recorder recorder;
    TouchRouter router{recorder};
    router.begin_frame(kFrame);
    router.add_region(kList, kListArea);
    router.claim({50, 50, 100, 100});
    router.end_frame();
    router.press({60, 60}, 1);
    router.move({60, 140}, 1.1);
    router.release({60, 140}, 1.2);
    CHECK(recorder.events == std::vector<std::string>{"press", "move", "release"});
}

TEST_CASE("TouchRouter: what a sheet covers neither scrolls nor gets events", "[kit]") {
    Recorder recorder;
    TouchRouter router{recorder};
    router.begin_frame(kFrame);
    router.add_region(kList, kListArea);
    router.claim({50, 50, 100, 100});
    router.cover();
    router.end_frame();
    router.press({60, 60}, 1);
    router.move({60, 200}, 1.1);
    router.begin_frame(kFrame);
    CHECK(router.take_scroll(kList) == 0);
    CHECK(recorder.events.empty());
}

TEST_CASE("TouchRouter: a list that is gone takes its throw with it", "[kit]") {
    Screen screen;
    screen.swipe({100, 500}, {100, 300});
    CHECK(screen.router.needs_frame());
    screen.router.begin_frame(kFrame);
    screen.router.end_frame();
    CHECK_FALSE(screen.router.needs_frame());
}

TEST_CASE("TouchRouter: no swipe longer than the slop ever taps", "[kit]") {
    CHECK(rc::check("any path that leaves the slop", [] {
        Screen screen;
        const auto coordinate = [] { return static_cast<float>(*rc::gen::inRange(0, 600)); };
        screen.router.press({coordinate(), coordinate()}, screen.now);
        const int moves = *rc::gen::inRange(1, 20);
        for (int i = 0; i < moves; ++i) {
            screen.frame();
            screen.router.move({coordinate(), coordinate()}, screen.now);
        }
        RC_PRE(screen.router.is_scrolling());
        screen.router.release({coordinate(), coordinate()}, screen.now);
        RC_ASSERT(screen.recorder.events.empty());
    }));
}
