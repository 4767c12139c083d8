// SPDX-License-Identifier: Apache-2.0
//
// What is read of a whole village between frames: never half of it, and of one state.

#include "platform/daohu/pages/between_frames.hpp"
#include "platform/daohu/pages/lines_page.hpp"
#include "tests/app/app_bench.hpp"

using namespace daohu;
using namespace std::chrono_literals;
using casework::Portions;
using casework::Progress;
using daohu::testing::AppBench;
using daohu::testing::NoGuide;
using daohu::testing::Village;

namespace {

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

// One line, after three portions that each take longer than there is time for in a frame.
class SlowPage final : public LinesPage {
public:
    SlowPage(AppBench& bench, const PageParts& parts) : LinesPage{parts}, m_bench{bench} {}

    std::string line = "first";

private:
    Result<void> begin(model::LineListState& state, Portions& portions) override {
        state.title = "slow";
        for (int i = 0; i < 3; ++i) {
            portions.then([this]() -> Result<void> {
                m_bench.machine().clock.advance(100ms);
                return {};
            });
        }
        portions.then([this, &state]() -> Result<void> {
            state.groups.push_back(
                {.title = {}, .lines = {{.id = line, .title = line, .detail = {}, .chip = {}, .note = {}}}});
            return {};
        });
        return {};
    }
    void open(const std::string& /*id*/) override {}

    AppBench& m_bench;
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
    NoGuide guide;
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
    NoGuide guide;
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
    NoGuide guide;
    BetweenFrames reading{bench.parts(guide)};
    const auto failed = reading.begin([](Portions& portions) -> Result<void> {
        portions.then([]() -> Result<void> { return fail(ErrorCode::database_damaged); });
        return {};
    });
    CHECK(failed.error().code == ErrorCode::database_damaged);
    CHECK_FALSE(reading.is_under_way());
}

TEST_CASE("Between frames: a list shows nothing of itself before it is whole, and the one before stays until then",
          "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    NoGuide guide;
    SlowPage page{bench, bench.parts(guide)};
    page.refresh();
    bench.screen().show([&page](kit::Kit& kit) { page.draw(kit, {}); });
    const auto frames_without = [&](std::string_view line) {
        int frames = 0;
        for (bench.screen().step(); page.is_busy() && !bench.shows(line); bench.screen().step()) {
            ++frames;
        }
        return frames;
    };
    CHECK(frames_without("lines.first") == 2);
    CHECK_FALSE(page.is_busy());
    CHECK(bench.shows("lines.first"));
    page.line = "second";
    page.refresh();
    bench.screen().step();
    CHECK(page.is_busy());
    CHECK(bench.shows("lines.first"));
    CHECK(frames_without("lines.second") == 1);
    CHECK_FALSE(page.is_busy());
    CHECK(bench.shows("lines.second"));
    CHECK_FALSE(bench.shows("lines.first"));
    bench.show_app();
}
