// SPDX-License-Identifier: Apache-2.0
//
// What a tablet meets in the field and no form foresees: it is said where it stands, nothing is lost, and there is a way
// on. A camera that fails is in camera_test.cpp, a record that arrives while it is being edited in arrival_test.cpp, a full
// disk and a form that changed in open_draft_test.cpp.

#include "tests/app/app_bench.hpp"
#include "tests/screens/audit.hpp"

#include <catch2/generators/catch_generators.hpp>

#include <array>
#include <limits>

using namespace daohu;
using namespace std::chrono_literals;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

constexpr const char* kName = "question.person.name";

void begin_discovery(AppBench& bench) {
    bench.unlock();
    bench.tap("plan.discover");
}

std::string only_draft_title(AppBench& bench) {
    const auto drafts = bench.drafts();
    REQUIRE(drafts.size() == 1);
    return drafts.front().title;
}

// A receiver that says what it likes.
class LyingLocation final : public Location {
public:
    [[nodiscard]] bool is_available() const override { return true; }
    Result<void> start() override { return {}; }
    void stop() override {}
    [[nodiscard]] std::optional<Fix> latest() const override { return said; }

    void say(double latitude, double longitude, double accuracy) {
        said = Fix{.latitude = latitude, .longitude = longitude, .accuracy = accuracy, .at = clock->monotonic_now()};
    }

    const Clock* clock = nullptr;
    std::optional<Fix> said;
};

}  // namespace

TEST_CASE("Bad input: a megabyte that was pasted is counted, not taken, and can be put right", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    begin_discovery(bench);
    bench.tap(kName);
    std::string megabyte;
    while (megabyte.size() < 1'000'000) {
        megabyte += "示例";
    }
    bench.screen().type(megabyte);
    bench.screen().settle();
    const auto* const done = bench.screen().kit().items().find("text.done");
    REQUIRE(done != nullptr);
    CHECK(done->state == kit::ItemState::disabled);
    bench.tap("text.cancel");
    bench.enter(kName, "示例·丁");
    CHECK(only_draft_title(bench).find("示例·丁") != std::string::npos);
    // The tablet locks itself over it: what fits becomes the answer.
    bench.tap(kName);
    bench.screen().type(megabyte);
    bench.pass(10min);
    bench.unlock();
    CHECK(only_draft_title(bench).size() < 10'000);
}

TEST_CASE("Bad input: emoji and marks that turn the direction around leave the page as it is", "[app]") {
    const std::string_view name =
        GENERATE("示例·\xF0\x9F\x98\x80\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
                 "\xE2\x80\xAE示例·\xD7\x90\xD7\x91\xE2\x81\xA6"
                 "abc",
                 "示例·\xF0\xA0\xAE\xB7\xCC\x88\xCC\x88\xCC\x88");
    const Village village;
    AppBench bench{village.folder(), {.pixels = {600, 960}, .text_scale = kit::TextScale::extra_large}};
    begin_discovery(bench);
    bench.enter(kName, name);
    const std::string kept = only_draft_title(bench);
    CHECK(kept.find("示例·") != std::string::npos);
    CHECK(kept.find("\xE2\x80\xAE") == std::string::npos);
    CHECK(kept.find("\xE2\x81\xA6") == std::string::npos);
    for (const std::string& fault : daohu::testing::faults_of(bench.screen().kit())) {
        FAIL_CHECK(fault);
    }
    bench.tap("back");
    bench.tap("tab.drafts");
    CHECK(bench.shows("today.record.", "示例·"));
    for (const std::string& fault : daohu::testing::faults_of(bench.screen().kit())) {
        FAIL_CHECK(fault);
    }
}

TEST_CASE("Bad input: a place that is nowhere, or that nobody measured so well, is not accepted", "[app]") {
    const Village village;
    LyingLocation location;  // outlives the page that asks it
    AppBench bench{village.folder()};
    location.clock = &bench.machine().clock;
    bench.machine().location = &location;
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.due_reviews");
    bench.tap(bench.first("due_reviews.row."));
    bench.tap("dossier.start");
    bench.tap("dossier.form.routine_visit");
    constexpr const char* kAccept = "question.closing.place.accept";
    for (int i = 0; i < 40 && bench.first("question.closing.place").empty(); ++i) {
        bench.tap("question.next");
    }
    REQUIRE_FALSE(bench.first("question.closing.place").empty());
    const auto can_accept = [&] {
        bench.screen().settle();
        const auto* const item = bench.screen().kit().items().find(kAccept);
        return item != nullptr && item->state == kit::ItemState::enabled;
    };
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    for (const auto& [latitude, longitude, accuracy] :
         {std::array{91.0, 103.0, 5.0}, std::array{32.6, 400.0, 5.0}, std::array{kNaN, 103.0, 5.0},
          std::array{32.6, 103.0, kNaN}, std::array{32.6, 103.0, kInfinity}, std::array{32.6, 103.0, 0.0},
          std::array{32.6, 103.0, -3.0}, std::array{0.0, 0.0, 5.0}}) {
        INFO(latitude << " " << longitude << " " << accuracy);
        location.say(latitude, longitude, accuracy);
        CHECK_FALSE(can_accept());
    }
    location.say(32.65, 103.6, 12);
    CHECK(can_accept());
    bench.machine().clock.advance(10min);  // carried on since
    CHECK_FALSE(can_accept());
}

TEST_CASE("Bad input: a clock that jumps in the middle of a visit takes no answer, and the form can be finished",
          "[app]") {
    const std::chrono::hours jump = GENERATE(std::chrono::hours{-24 * 400}, std::chrono::hours{24 * 4000});
    const Village village;
    AppBench bench{village.folder()};
    begin_discovery(bench);
    bench.enter(kName, "示例·丁");
    bench.tap("question.next");
    bench.machine().clock.set(jump);
    bench.tap("question.person.sex.1");
    const std::uint32_t done = bench.drafts().front().done;
    bench.cut();
    bench.machine().clock.set(-jump);
    bench.unlock();
    CHECK(bench.drafts().front().done == done);
    CHECK(only_draft_title(bench).find("示例·丁") != std::string::npos);
    bench.tap(bench.first("recover.continue."));
    CHECK(bench.shows("question.next"));
}
