// SPDX-License-Identifier: Apache-2.0
//
// What is read of a whole village between frames: never half of it, and of one state.

#include "platform/daohu/pages/between_frames.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "tests/app/app_bench.hpp"

#include <algorithm>
#include <thread>

using namespace daohu;
using namespace std::chrono_literals;
using casework::Portions;
using casework::Progress;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

struct Nobody final : Guide {
    Display look;

    void go(const Place& /*to*/) override {}
    void back() override {}
    void start(const FormStart& /*start*/) override {}
    void continue_draft(DraftId /*draft*/) override {}
    void discard(DraftId /*draft*/) override {}
    [[nodiscard]] bool is_discarded(DraftId /*draft*/) const override { return false; }
    void saved() override {}
    void lock() override {}
    void begin_practice() override {}
    void end_practice() override {}
    void mend() override {}
    void say(std::string /*sentence*/) override {}
    void say(const Error& /*error*/) override {}
    [[nodiscard]] const Display& display() const override { return look; }
    void set_display(const Display& display) override { look = display; }
};

// Four portions, each of which takes longer than there is time for in a frame.
struct SlowReading {
    explicit SlowReading(AppBench& on) : bench{on} {}

    BetweenFrames::Begin begin() {
        return [this](Portions& portions) -> Result<void> {
            ++begun;
            read = 0;
            for (int i = 0; i < 4; ++i) {
                portions.then([this]() -> Result<void> {
                    bench.machine().clock.advance(100ms);
                    ++read;
                    return {};
                });
            }
            return {};
        };
    }

    AppBench& bench;
    int begun = 0;
    int read = 0;
};

// By the store's thread, as what is saved or received is.
void write_something(AppBench& bench) {
    auto written = bench.app().tablet()->workspace().store_thread().call(
        registry::JobUrgency::person, [](registry::Recorder& recorder) -> Result<void> {
            return recorder.database().execute("CREATE TABLE another(x); DROP TABLE another");
        });
    REQUIRE(written.get());
}

}  // namespace

TEST_CASE("Between frames: a reading goes on portion by portion, and asks for frames until it is done", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    Nobody guide;
    BetweenFrames reading{bench.parts(guide)};
    SlowReading slow{bench};
    kit::Kit& kit = bench.screen().kit();
    CHECK(reading.begin(slow.begin()) == Progress::more);
    CHECK(slow.read == 1);
    CHECK(reading.go_on(kit).value() == Progress::more);
    CHECK(reading.go_on(kit).value() == Progress::more);
    CHECK(reading.go_on(kit).value() == Progress::done);
    CHECK(slow.read == 4);
    CHECK(slow.begun == 1);
    CHECK_FALSE(reading.is_under_way());
    CHECK_FALSE(reading.go_on(kit).has_value());
}

TEST_CASE("Between frames: what is written meanwhile begins the reading anew; the third time it is read in one go",
          "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    Nobody guide;
    BetweenFrames reading{bench.parts(guide)};
    SlowReading slow{bench};
    kit::Kit& kit = bench.screen().kit();
    CHECK(reading.begin(slow.begin()) == Progress::more);
    CHECK(reading.go_on(kit).value() == Progress::more);
    CHECK(slow.read == 2);
    write_something(bench);
    CHECK(reading.go_on(kit).value() == Progress::more);
    CHECK(slow.begun == 2);
    CHECK(slow.read == 1);
    write_something(bench);
    CHECK(reading.go_on(kit).value() == Progress::done);
    CHECK(slow.begun == 3);
    CHECK(slow.read == 4);
}

TEST_CASE("Between frames: a reading that fails is given up", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    Nobody guide;
    BetweenFrames reading{bench.parts(guide)};
    const auto failed = reading.begin([](Portions& portions) -> Result<void> {
        portions.then([]() -> Result<void> { return fail(ErrorCode::database_damaged); });
        return {};
    });
    CHECK(failed.error().code == ErrorCode::database_damaged);
    CHECK_FALSE(reading.is_under_way());
}

TEST_CASE("Between frames: a page that reads a whole village shows nothing of it before all of it is read", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    Nobody guide;
    const auto lines = [&bench] { return bench.first("lines.") + bench.first("due_reviews.row."); };
    // What stood there while it was read.
    const auto show = [&](PlaceKind kind) {
        auto page = make_page({kind}, bench.parts(guide));
        bench.screen().show([&page](kit::Kit& kit) { page->draw(kit, {}); });
        std::vector<std::string> shown;
        for (bench.screen().step(); page->is_busy(); bench.screen().step()) {
            shown.push_back(lines());
        }
        CHECK_FALSE(lines().empty());
        bench.show_app();
        return shown;
    };
    // Time runs so fast that every frame has time for one portion only.
    std::jthread hurry{[&bench](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            bench.machine().clock.advance(10ms);
        }
    }};
    for (const PlaceKind kind : {PlaceKind::unreached, PlaceKind::record_kinds, PlaceKind::due_reviews}) {
        const std::vector<std::string> shown = show(kind);
        CHECK(shown.size() >= 2);
        CHECK(std::ranges::all_of(shown, [](const std::string& line) { return line.empty(); }));
    }
}
