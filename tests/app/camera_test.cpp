// SPDX-License-Identifier: Apache-2.0
//
// A photograph for a question: aimed, taken, looked at, used; and every way in which a camera fails, none of which is the
// end of the way.

#include "core/ports/fake_camera.hpp"
#include "core/ports/fake_live_camera.hpp"
#include "platform/jpeg/jpeg_of.hpp"
#include "tests/app/app_bench.hpp"
#include "tests/screens/audit.hpp"

#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::Village;

namespace {

namespace fs = std::filesystem;

constexpr const char* kPhotoBox = "question.aid.photos.photo";
constexpr const char* kRemove = "question.aid.photos.remove";
constexpr int kMostQuestions = 60;

Pixels scene(std::uint32_t dot) {
    Pixels pixels{.width = 320, .height = 240, .dots = {}};
    pixels.dots.assign(320 * 240, dot);
    return pixels;
}

Bytes jpeg() { return jpeg_of(scene(0xFF2060A0U), 95).value(); }

// Every file made by libjpeg begins so.
bool holds_a_jpeg(const fs::path& file) {
    constexpr std::string_view kMark{"JFIF\0\1", 6};
    std::ifstream in{file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    return bytes.find(kMark) != std::string::npos;
}

int jpegs_under(const fs::path& folder) {
    int found = 0;
    for (const auto& file : fs::recursive_directory_iterator{folder}) {
        found += file.is_regular_file() && holds_a_jpeg(file.path()) ? 1 : 0;
    }
    return found;
}

// A visit that helped at once, at its question for photographs.
void open_photo_question(AppBench& bench) {
    bench.tap("tab.more");
    bench.tap("more.due_reviews");
    bench.tap(bench.first("due_reviews.row."));
    bench.tap("dossier.start");
    bench.tap("dossier.form.first_aid");
    for (int i = 0; i < kMostQuestions && !bench.shows(kPhotoBox); ++i) {
        bench.tap("question.next");
    }
    REQUIRE(bench.shows(kPhotoBox));
}

struct Doorway {
    Village village;
    FakeCamera folder;
    FakeLiveCamera camera{jpeg(), &folder};
    AppBench bench;

    explicit Doorway(const daohu::testing::Look& look = {}) : bench{village.folder(), look} {
        bench.machine().camera = &camera;
        bench.unlock();
        open_photo_question(bench);
    }
    ~Doorway() { bench.close(); }  // before the camera that it uses
    void look() { bench.screen().settle(); }
};

}  // namespace

TEST_CASE("Camera page: what is seen is taken, may be taken again, and is kept sealed once it is used", "[app]") {
    Doorway door;
    AppBench& bench = door.bench;
    bench.tap(kPhotoBox);
    CHECK(door.camera.is_open());
    door.camera.show(scene(0xFF0000FFU));
    door.look();
    bench.tap("camera.shoot");
    CHECK_FALSE(door.camera.is_open());
    bench.tap("camera.again");
    CHECK(door.camera.is_open());
    door.camera.show(scene(0xFF00FF00U));
    door.look();
    bench.tap("camera.shoot");
    CHECK_FALSE(bench.shows(kPhotoBox));
    bench.tap("camera.use");
    CHECK(bench.shows(kPhotoBox));
    CHECK(bench.shows(kRemove));
    CHECK_FALSE(door.camera.is_open());
    CHECK(jpegs_under(door.village.folder()) == 0);
    // What would be found if it were there.
    const fs::path left = door.village.folder() / "left-behind";
    const Bytes bytes = jpeg();
    std::ofstream{left, std::ios::binary} << std::string{bytes.begin(), bytes.end()};
    CHECK(jpegs_under(door.village.folder()) == 1);
    fs::remove(left);
    bench.cut();
    bench.unlock();
    bench.tap(bench.first("recover.continue."));
    for (int i = 0; i < kMostQuestions && !bench.shows(kPhotoBox); ++i) {
        bench.tap("question.next");
    }
    CHECK(bench.shows(kRemove));
}

TEST_CASE("Camera page: the other lens, and back to the question without a photograph", "[app]") {
    Doorway door;
    AppBench& bench = door.bench;
    bench.tap(kPhotoBox);
    door.camera.show(scene(0xFF0000FFU));
    door.look();
    bench.tap("camera.next");
    CHECK(door.camera.used() == 1);
    bench.tap("back");
    CHECK_FALSE(door.camera.is_open());
    CHECK(bench.shows(kPhotoBox));
    CHECK_FALSE(bench.shows(kRemove));
}

TEST_CASE("Camera page: none, forbidden, or gone in the middle is said, a file can be had, and nothing is lost",
          "[app]") {
    Doorway door;
    AppBench& bench = door.bench;
    const std::uint32_t answered = bench.drafts().front().done;
    SECTION("there is none") {
        door.camera.refuse(ErrorCode::port_absent);
        bench.tap(kPhotoBox);
    }
    SECTION("it is forbidden, and allowed afterwards") {
        door.camera.refuse(ErrorCode::port_denied);
        bench.tap(kPhotoBox);
        bench.tap("camera.retry");
        CHECK(bench.shows("camera.file"));
        door.camera.refuse({});
        bench.tap("camera.retry");
        CHECK(door.camera.is_open());
        door.camera.vanish();
        door.look();
    }
    SECTION("it is gone in the middle") {
        bench.tap(kPhotoBox);
        door.camera.show(scene(0xFF0000FFU));
        door.look();
        door.camera.vanish();
        door.look();
    }
    CHECK_FALSE(bench.shows("camera.shoot"));
    CHECK(bench.shows("camera.leave"));
    CHECK(bench.shows("camera.retry"));
    door.folder.deliver(fail(ErrorCode::not_found, "no new photograph in the folder"));
    bench.tap("camera.file");
    CHECK(bench.shows("camera.leave"));
    door.folder.deliver(Picture{Bytes{'n', 'o', 'n', 'e'}});
    bench.tap("camera.file");
    CHECK_FALSE(bench.shows("camera.use"));
    door.folder.deliver(Picture{jpeg()});
    bench.tap("camera.file");
    bench.tap("camera.use");
    CHECK(bench.shows(kRemove));
    CHECK(bench.drafts().front().done == answered + 1);
}

TEST_CASE("Camera page: without camera and folder it says so and leads back", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    open_photo_question(bench);
    bench.tap(kPhotoBox);
    CHECK_FALSE(bench.shows("camera.file"));
    CHECK_FALSE(bench.shows("camera.retry"));
    bench.tap("camera.leave");
    CHECK(bench.shows(kPhotoBox));
}

TEST_CASE("Camera page: a photograph that cannot be written stays on the screen until it can", "[app]") {
    Doorway door;
    AppBench& bench = door.bench;
    bench.tap(kPhotoBox);
    door.camera.show(scene(0xFF0000FFU));
    door.look();
    bench.tap("camera.shoot");
    const fs::path folder = door.village.folder() / "attachments";
    const fs::path aside = door.village.folder() / "aside";
    if (fs::exists(folder)) {
        fs::rename(folder, aside);
    }
    std::ofstream{folder} << "no folder";
    bench.tap("camera.use");
    CHECK(bench.shows("camera.use"));
    fs::remove(folder);
    if (fs::exists(aside)) {
        fs::rename(aside, folder);
    }
    bench.tap("camera.use");
    CHECK(bench.shows(kRemove));
}

TEST_CASE("Camera page: is drawn only when there is something new to see, and sees only while it is shown", "[app]") {
    Doorway door;
    AppBench& bench = door.bench;
    bench.tap(kPhotoBox);
    door.camera.show(scene(0xFF0000FFU));
    door.look();
    CHECK(bench.screen().idle(10) == 0);
    bench.pass(std::chrono::minutes{10});  // nobody touches it: the vault closes
    CHECK(bench.app().tablet() == nullptr);
    CHECK_FALSE(door.camera.is_open());
    CHECK(bench.screen().idle(10) == 0);
}

TEST_CASE("Camera page: behind a screen that is locked by digits the camera is closed, and opens again after it",
          "[app]") {
    const Village village;
    FakeLiveCamera camera{jpeg()};
    AppBench bench{village.folder()};
    bench.machine().camera = &camera;
    bench.unlock();
    REQUIRE(bench.app().tablet()->set_screen_pin("740916"));
    open_photo_question(bench);
    bench.tap(kPhotoBox);
    camera.show(scene(0xFF0000FFU));
    bench.screen().settle();
    bench.pass(std::chrono::minutes{10});
    REQUIRE(bench.shows("key.7"));
    CHECK_FALSE(camera.is_open());
    for (const char* const key : {"key.7", "key.4", "key.0", "key.9", "key.1", "key.6"}) {
        bench.tap(key);
    }
    CHECK(camera.is_open());
    CHECK(bench.shows("camera.shoot"));
    bench.close();
}

TEST_CASE("Camera page: keeps the rules of targets, gaps and text at four sizes, in both languages", "[app]") {
    const kit::Size pixels =
        GENERATE(kit::Size{1280, 800}, kit::Size{800, 1280}, kit::Size{960, 600}, kit::Size{600, 960});
    const std::string language = GENERATE("zh-CN", "en");
    Doorway door{{.pixels = pixels, .language = language, .text_scale = kit::TextScale::extra_large}};
    door.bench.tap(kPhotoBox);
    const auto look_at = [&](std::string_view what) {
        door.bench.screen().step();
        for (const std::string& fault : daohu::testing::faults_of(door.bench.screen().kit())) {
            FAIL_CHECK(what << ": " << fault);
        }
    };
    look_at("opening");
    door.camera.show(scene(0xFF0000FFU));
    door.look();
    look_at("live");
    door.camera.vanish();
    door.look();
    look_at("gone");
    door.folder.deliver(Picture{jpeg()});
    door.bench.tap("camera.file");
    look_at("taken");
}
