// SPDX-License-Identifier: Apache-2.0
//
// The camera that streams, with frames that the test makes; and SDL's own, on a machine that has none.

#include "platform/jpeg/jpeg_of.hpp"
#include "platform/linux/sdl_frames.hpp"
#include "platform/linux/streaming_camera.hpp"

#include <SDL3/SDL.h>
#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <semaphore>

using namespace daohu;
using linux_platform::FrameSource;
using linux_platform::SdlFrames;
using linux_platform::StreamingCamera;

namespace {

constexpr int kQuality = 95;

Pixels frame_of(std::uint32_t dot, int width = 1280, int height = 960) {
    Pixels frame{.width = width, .height = height, .dots = {}};
    frame.dots.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), dot);
    return frame;
}

// What the cameras of the test do. It outlives them.
struct Stage {
    std::atomic<std::size_t> cameras{2};
    std::atomic<ErrorCode> none = ErrorCode::port_absent;
    std::atomic<bool> is_locked{false};   // opening fails
    std::atomic<bool> is_silent{false};   // no frame comes
    std::atomic<bool> is_pulled{false};   // it is gone
    std::atomic<int> open{0};             // opened and not closed
    std::atomic<std::size_t> opened{99};  // which one was, last
    std::counting_semaphore<> woken{0};

    void wait() { woken.acquire(); }
    // Until that is so: each frame and each outcome is a look.
    template <class Condition>
    void wait_for(Condition condition) {
        while (!condition()) {
            wait();
        }
    }
};

class StagedFrames final : public FrameSource {
public:
    explicit StagedFrames(Stage& stage) : m_stage{stage} {}

    [[nodiscard]] std::size_t count() override { return m_stage.cameras; }
    [[nodiscard]] ErrorCode why_none() const override { return m_stage.none; }
    Result<void> open(std::size_t which) override {
        if (m_stage.is_locked) {
            return fail(ErrorCode::port_denied, "camera");
        }
        m_stage.opened = which;
        ++m_stage.open;
        return {};
    }
    [[nodiscard]] Result<std::optional<Pixels>> next() override {
        if (m_stage.is_pulled) {
            return fail(ErrorCode::io_failed, "the camera is gone");
        }
        if (m_stage.is_silent) {
            return std::optional<Pixels>{};
        }
        return std::optional{frame_of(0xFF0000FFU + static_cast<std::uint32_t>(m_stage.opened) * 0x100U)};
    }
    void close() override { --m_stage.open; }

private:
    Stage& m_stage;
};

struct Set {
    Stage stage;
    StreamingCamera camera{std::make_unique<StagedFrames>(stage), [this] { stage.woken.release(); }, nullptr};

    ~Set() { camera.cancel(); }
    Result<Picture> outcome() {
        std::optional<Result<Picture>> outcome;
        stage.wait_for([&] {
            outcome = camera.poll();
            return outcome.has_value();
        });
        return std::move(*outcome);
    }
};

bool is_jpeg(const Bytes& bytes) { return bytes.size() > 3 && bytes[0] == 0xFF && bytes[1] == 0xD8; }

}  // namespace

TEST_CASE("Streaming camera: wakes the screen for each frame, shows it small, and takes it when told to", "[linux]") {
    Set set;
    REQUIRE(set.camera.begin());
    CHECK(set.camera.begin().error().code == ErrorCode::port_busy);
    set.stage.wait_for([&] { return set.camera.view() != nullptr; });
    const auto seen = set.camera.view();
    CHECK(seen->width == 640);
    CHECK(seen->height == 480);
    CHECK(seen->dots.front() == 0xFF0000FFU);
    CHECK_FALSE(set.camera.poll());
    set.camera.shoot();
    const auto picture = set.outcome();
    REQUIRE(picture);
    CHECK(is_jpeg(picture->jpeg));
    CHECK_FALSE(set.camera.is_open());
    CHECK(set.camera.view() == nullptr);
    CHECK_FALSE(set.camera.poll());
    REQUIRE(set.camera.begin());
    set.stage.wait_for([&] { return set.camera.view() != nullptr; });
}

TEST_CASE("Streaming camera: the next one of two is another lens, and after the last comes the first", "[linux]") {
    Set set;
    REQUIRE(set.camera.begin());
    set.stage.wait_for([&] { return set.camera.view() != nullptr; });
    set.camera.use_next();
    set.stage.wait_for([&] {
        const auto view = set.camera.view();
        return view != nullptr && view->dots.front() == 0xFF0001FFU;
    });
    CHECK(set.stage.opened == 1);
    set.camera.use_next();
    set.stage.wait_for([&] {
        const auto view = set.camera.view();
        return view != nullptr && view->dots.front() == 0xFF0000FFU;
    });
    CHECK(set.stage.open <= 1);
}

TEST_CASE("Streaming camera: where there is none it says so at once, and whether one is forbidden", "[linux]") {
    Set set;
    set.stage.cameras = 0;
    CHECK_FALSE(set.camera.is_available());
    CHECK(set.camera.begin().error().code == ErrorCode::port_absent);
    set.stage.none = ErrorCode::port_denied;
    CHECK(set.camera.begin().error().code == ErrorCode::port_denied);
    CHECK_FALSE(set.camera.is_open());
}

TEST_CASE(
    "Streaming camera: one that may not be opened, that is pulled out, or that gives nothing is told of and closed",
    "[linux]") {
    Set set;
    SECTION("may not be opened") {
        set.stage.is_locked = true;
        REQUIRE(set.camera.begin());
        CHECK(set.outcome().error().code == ErrorCode::port_denied);
    }
    SECTION("pulled out while it is aimed") {
        REQUIRE(set.camera.begin());
        set.stage.wait_for([&] { return set.camera.view() != nullptr; });
        set.stage.is_pulled = true;
        CHECK(set.outcome().error().code == ErrorCode::io_failed);
    }
    SECTION("pulled out between the tap and the picture") {
        REQUIRE(set.camera.begin());
        set.stage.wait_for([&] { return set.camera.view() != nullptr; });
        set.stage.is_pulled = true;
        set.camera.shoot();
        const auto outcome = set.outcome();
        CHECK((outcome || outcome.error().code == ErrorCode::io_failed));
    }
    SECTION("gives nothing") {
        set.stage.is_silent = true;
        REQUIRE(set.camera.begin());
        CHECK(set.outcome().error().code == ErrorCode::io_failed);
    }
    CHECK_FALSE(set.camera.is_open());
    CHECK(set.camera.view() == nullptr);
    set.stage.is_locked = false;
    set.stage.is_pulled = false;
    set.stage.is_silent = false;
    REQUIRE(set.camera.begin());
    set.stage.wait_for([&] { return set.camera.view() != nullptr; });
}

TEST_CASE("Streaming camera: what was cancelled is closed, and says nothing afterwards", "[linux]") {
    Stage stage;
    {
        StreamingCamera camera{std::make_unique<StagedFrames>(stage), [&stage] { stage.woken.release(); }, nullptr};
        REQUIRE(camera.begin());
        stage.wait_for([&] { return camera.view() != nullptr; });
        camera.shoot();
        camera.cancel();
        CHECK_FALSE(camera.poll());
        CHECK(camera.view() == nullptr);
        CHECK_FALSE(camera.is_open());
    }
    CHECK(stage.open == 0);
}

TEST_CASE("Streaming camera: a frame of no size is no picture", "[linux]") {
    CHECK(jpeg_of({}, kQuality).error().code == ErrorCode::picture_failed);
    CHECK(jpeg_of({.width = 4, .height = 4, .dots = {1, 2}}, kQuality).error().code == ErrorCode::picture_failed);
    const auto jpeg = jpeg_of(frame_of(0xFF00FF00U, 20, 10), kQuality);
    REQUIRE(jpeg);
    CHECK(is_jpeg(*jpeg));
}

TEST_CASE("SDL camera: is compiled in for video4linux, and a machine without one says so", "[linux]") {
    bool has_v4l2 = false;
    for (int i = 0; i < SDL_GetNumCameraDrivers(); ++i) {
        has_v4l2 = has_v4l2 || std::string_view{SDL_GetCameraDriver(i)} == "v4l2";
    }
    CHECK(has_v4l2);
    SDL_SetHint(SDL_HINT_CAMERA_DRIVER, "dummy");
    {
        Stage stage;
        StreamingCamera camera{std::make_unique<SdlFrames>(), [&stage] { stage.woken.release(); }, nullptr};
        CHECK_FALSE(camera.is_available());
        const auto begun = camera.begin();
        REQUIRE_FALSE(begun);
        CHECK((begun.error().code == ErrorCode::port_absent || begun.error().code == ErrorCode::port_denied));
        SdlFrames frames;
        CHECK(frames.count() == 0);
        CHECK_FALSE(frames.open(0));
    }
    SDL_Quit();  // with it what SDL remembers of the environment, which other tests set
}
