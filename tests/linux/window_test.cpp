// SPDX-License-Identifier: Apache-2.0
//
// The window without a display server: SDL's offscreen driver, drawn by the processor.

#include "platform/linux/window.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>

using namespace daohu;
using linux_platform::Drawing;
using linux_platform::Window;

namespace {

struct Desk {
    Catalogue catalogue = Catalogue::parse(R"({"language.tag": "zh-CN"})", "test.json").value();
    kit::FontSet fonts = std::move(kit::FontSet::open(std::nullopt).value());
    SystemClock clock;

    [[nodiscard]] Result<std::unique_ptr<Window>> open(Drawing drawing) {
        return Window::open({.title = "test",
                             .width = 640,
                             .height = 400,
                             .drawing = drawing,
                             .kit = {.catalogue = &catalogue, .fonts = &fonts},
                             .clock = &clock});
    }
};

// How many frames are drawn until the first one asks to close.
int frames_until_closed(Window& window) {
    int frames = 0;
    window.show([&](kit::Kit& kit) {
        kit.paint().text({20, 30, 100, 34}, FixedText{"户䶮"}, {.size = kit.type().item, .colour = kit.colour().text});
        ++frames;
        window.close();
    });
    window.run();
    return frames;
}

}  // namespace

TEST_CASE("Window: opens, draws and closes when the processor draws", "[linux]") {
    setenv("SDL_VIDEODRIVER", "offscreen", 1);
    Desk desk;
    const auto window = desk.open(Drawing::software);
    REQUIRE(window);
    CHECK((*window)->drawn_by() == "software");
    CHECK(frames_until_closed(**window) == 1);
}

TEST_CASE("Window: where no GL driver can be loaded the processor draws", "[linux]") {
    setenv("SDL_VIDEODRIVER", "offscreen", 1);
    setenv("SDL_EGL_LIBRARY", "/no/such/libEGL.so", 1);
    Desk desk;
    const auto window = desk.open(Drawing::automatic);
    unsetenv("SDL_EGL_LIBRARY");
    REQUIRE(window);
    CHECK((*window)->drawn_by() == "software");
    CHECK(frames_until_closed(**window) == 1);
}

TEST_CASE("Window: without a display it says so", "[linux]") {
    setenv("SDL_VIDEODRIVER", "no-such-driver", 1);
    Desk desk;
    const auto window = desk.open(Drawing::automatic);
    REQUIRE_FALSE(window);
    CHECK(window.error().code == ErrorCode::display_missing);
}
