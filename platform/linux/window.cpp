// SPDX-License-Identifier: Apache-2.0
#include "platform/linux/window.hpp"

#include "platform/linux/alpha_textures.hpp"
#include "ui/kit/raster/rasteriser.hpp"

#include <GLES3/gl3.h>
#include <SDL3/SDL.h>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_impl_sdl3.h>

#include <algorithm>
#include <atomic>
#include <utility>

namespace daohu::linux_platform {

namespace {

constexpr const char* kShaderVersion = "#version 300 es";
// Wakes a little late rather than a little early, which would draw nothing and sleep again.
constexpr int kWakeSlack = 1;

[[nodiscard]] Failure no_display(std::string_view what) {
    return fail(ErrorCode::display_missing, fmt::format("{}: {}", what, SDL_GetError()));
}

[[nodiscard]] double to_seconds(MonotonicTime time) { return static_cast<double>(time.count()) / 1000; }

}  // namespace

struct Window::Parts {
    bool has_sdl = false;
    SDL_Window* window = nullptr;
    SDL_GLContext gl = nullptr;  // null: drawn by the processor
    bool has_backend = false;
    std::unique_ptr<kit::Kit> kit;
    kit::FrameScheduler scheduler;
    kit::Picture picture;
    Draw draw = [](kit::Kit&) {};
    const Clock* clock = nullptr;
    std::string drawn_by;
    std::uint32_t wake_event = 0;
    std::atomic<bool> is_closing{false};

    ~Parts() {
        if (has_backend) {
            ImGui::SetCurrentContext(kit->context());
            if (gl != nullptr) {
                ImGui_ImplOpenGL3_Shutdown();
            }
            ImGui_ImplSDL3_Shutdown();
        }
        kit.reset();
        if (gl != nullptr) {
            SDL_GL_DestroyContext(gl);
        }
        if (window != nullptr) {
            SDL_DestroyWindow(window);
        }
        if (has_sdl) {
            SDL_Quit();
        }
    }

    [[nodiscard]] bool open_with_gl(const Setup& setup);
    [[nodiscard]] Result<void> open_window(const Setup& setup);
    [[nodiscard]] Result<void> open_backends();
    [[nodiscard]] kit::FrameSetup frame_setup() const;
    [[nodiscard]] kit::Point pixels_of(float x, float y) const;
    void take(const SDL_Event& event);
    void draw_frame();
    void present_software();
};

bool Window::Parts::open_with_gl(const Setup& setup) {
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    window = SDL_CreateWindow(setup.title.c_str(), setup.width, setup.height,
                              SDL_WINDOW_OPENGL | SDL_WINDOW_HIGH_PIXEL_DENSITY | SDL_WINDOW_RESIZABLE);
    if (window == nullptr) {
        return false;
    }
    gl = SDL_GL_CreateContext(window);
    if (gl == nullptr) {
        SDL_DestroyWindow(std::exchange(window, nullptr));
        return false;
    }
    SDL_GL_SetSwapInterval(1);
    drawn_by = fmt::format("{} ({})", reinterpret_cast<const char*>(glGetString(GL_VERSION)),
                           reinterpret_cast<const char*>(glGetString(GL_RENDERER)));
    return true;
}

Result<void> Window::Parts::open_window(const Setup& setup) {
    // Text fields and taps only: no joysticks, and touches arrive as mouse events of their own source.
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "1");
    // Without a driver EGL reports an error, which leads to drawing by the processor; GLX ends the program.
    SDL_SetHint(SDL_HINT_VIDEO_FORCE_EGL, "1");
    if (!SDL_Init(SDL_INIT_VIDEO)) {
        return no_display("video");
    }
    has_sdl = true;
    wake_event = SDL_RegisterEvents(1);
    if (setup.drawing == Drawing::automatic && open_with_gl(setup)) {
        return {};
    }
    window = SDL_CreateWindow(setup.title.c_str(), setup.width, setup.height,
                              SDL_WINDOW_HIGH_PIXEL_DENSITY | SDL_WINDOW_RESIZABLE);
    if (window == nullptr || SDL_GetWindowSurface(window) == nullptr) {
        return no_display("window");
    }
    drawn_by = "software";
    return {};
}

Result<void> Window::Parts::open_backends() {
    ImGui::SetCurrentContext(kit->context());
    const bool has_platform =
        gl != nullptr ? ImGui_ImplSDL3_InitForOpenGL(window, gl) : ImGui_ImplSDL3_InitForOther(window);
    if (!has_platform) {
        return fail(ErrorCode::display_missing, "input backend");
    }
    has_backend = true;
    if (gl != nullptr && !ImGui_ImplOpenGL3_Init(kShaderVersion)) {
        return fail(ErrorCode::display_missing, "drawing backend");
    }
    return {};
}

kit::FrameSetup Window::Parts::frame_setup() const {
    kit::FrameSetup setup;
    int width = 0;
    int height = 0;
    SDL_GetWindowSizeInPixels(window, &width, &height);
    setup.pixels = {static_cast<float>(std::max(width, 1)), static_cast<float>(std::max(height, 1))};
    setup.pixels_per_dp = std::max(SDL_GetWindowDisplayScale(window), 0.5F);
    setup.seconds = to_seconds(clock->monotonic_now());
    SDL_Rect safe{};
    int points_wide = 0;
    int points_high = 0;
    if (SDL_GetWindowSafeArea(window, &safe) && SDL_GetWindowSize(window, &points_wide, &points_high)) {
        const float dp_per_point = SDL_GetWindowPixelDensity(window) / setup.pixels_per_dp;
        setup.insets = {static_cast<float>(safe.x) * dp_per_point, static_cast<float>(safe.y) * dp_per_point,
                        static_cast<float>(points_wide - safe.x - safe.w) * dp_per_point,
                        static_cast<float>(points_high - safe.y - safe.h) * dp_per_point};
    }
    return setup;
}

kit::Point Window::Parts::pixels_of(float x, float y) const {
    const float density = SDL_GetWindowPixelDensity(window);
    return {x * density, y * density};
}

void Window::Parts::take(const SDL_Event& event) {
    const double seconds = to_seconds(clock->monotonic_now());
    switch (event.type) {
        case SDL_EVENT_QUIT:
        case SDL_EVENT_WINDOW_CLOSE_REQUESTED: is_closing = true; break;
        case SDL_EVENT_MOUSE_BUTTON_DOWN:
            if (event.button.button == SDL_BUTTON_LEFT) {
                kit->pointer_pressed(pixels_of(event.button.x, event.button.y), seconds);
            }
            break;
        case SDL_EVENT_MOUSE_BUTTON_UP:
            if (event.button.button == SDL_BUTTON_LEFT) {
                kit->pointer_released(pixels_of(event.button.x, event.button.y), seconds);
            }
            break;
        case SDL_EVENT_MOUSE_MOTION:
            if ((event.motion.state & SDL_BUTTON_LMASK) == 0) {
                return;  // a mouse that only wanders changes nothing on the screen
            }
            kit->pointer_moved(pixels_of(event.motion.x, event.motion.y), seconds);
            break;
        case SDL_EVENT_MOUSE_WHEEL:
            kit->wheel_turned(pixels_of(event.wheel.mouse_x, event.wheel.mouse_y), event.wheel.y);
            break;
        case SDL_EVENT_FINGER_CANCELED: kit->pointer_cancelled(); break;
        case SDL_EVENT_KEY_DOWN:
        case SDL_EVENT_KEY_UP:
        case SDL_EVENT_TEXT_INPUT:
        case SDL_EVENT_WINDOW_FOCUS_GAINED:
        case SDL_EVENT_WINDOW_FOCUS_LOST: ImGui_ImplSDL3_ProcessEvent(&event); break;
        default: break;
    }
    scheduler.wake();
}

void Window::Parts::draw_frame() {
    const kit::FrameSetup setup = frame_setup();
    if (gl != nullptr) {
        ImGui_ImplOpenGL3_NewFrame();  // compiles the shaders, the first time
    }
    kit->begin_frame(setup);
    draw(*kit);
    kit->end_frame();
    ImDrawData* const data = kit->draw_data();
    if (gl != nullptr) {
        upload_alpha_textures(*data);
        glViewport(0, 0, static_cast<GLsizei>(setup.pixels.w), static_cast<GLsizei>(setup.pixels.h));
        glClearColor(0, 0, 0, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        ImGui_ImplOpenGL3_RenderDrawData(data);
        SDL_GL_SwapWindow(window);
    } else {
        kit::accept_textures();
        kit::rasterise(*data, picture);
        present_software();
    }
}

void Window::Parts::present_software() {
    SDL_Surface* const surface = SDL_GetWindowSurface(window);
    SDL_Surface* const drawn = SDL_CreateSurfaceFrom(picture.width, picture.height, SDL_PIXELFORMAT_RGBA32,
                                                     picture.pixels.data(), picture.width * 4);
    if (surface != nullptr && drawn != nullptr) {
        SDL_BlitSurface(drawn, nullptr, surface, nullptr);
        SDL_UpdateWindowSurface(window);
    }
    SDL_DestroySurface(drawn);
}

Window::Window(std::unique_ptr<Parts> parts) : m_parts{std::move(parts)} {}
Window::~Window() = default;

Result<std::unique_ptr<Window>> Window::open(const Setup& setup) {
    auto parts = std::make_unique<Parts>();
    parts->clock = setup.clock;
    TRY(parts->open_window(setup));
    parts->kit = TRY(kit::Kit::open(setup.kit));
    TRY(parts->open_backends());
    return std::unique_ptr<Window>{new Window{std::move(parts)}};
}

kit::Kit& Window::kit() { return *m_parts->kit; }
const std::string& Window::drawn_by() const { return m_parts->drawn_by; }
void Window::show(Draw draw) { m_parts->draw = std::move(draw); }

void Window::run() {
    Parts& parts = *m_parts;
    while (!parts.is_closing) {
        SDL_Event event{};
        const auto sleep = parts.scheduler.sleep_for(parts.clock->monotonic_now());
        const bool has_event = !sleep ? SDL_WaitEvent(&event)
                               : sleep->count() == 0
                                   ? SDL_PollEvent(&event)
                                   : SDL_WaitEventTimeout(&event, static_cast<int>(sleep->count()) + kWakeSlack);
        for (bool more = has_event; more; more = SDL_PollEvent(&event)) {
            parts.take(event);
        }
        const MonotonicTime now = parts.clock->monotonic_now();
        if (!parts.is_closing && parts.scheduler.needs_frame(now)) {
            parts.draw_frame();
            if (parts.kit->needs_frame()) {
                parts.scheduler.keep_going();
            }
            parts.scheduler.frame_drawn(now, parts.kit->take_redraw_time().transform([](double seconds) {
                return MonotonicTime{static_cast<std::int64_t>(seconds * 1000)};
            }));
        }
    }
}

void Window::wake() {
    SDL_Event event{};
    event.type = m_parts->wake_event;
    SDL_PushEvent(&event);
}

void Window::close() {
    m_parts->is_closing = true;
    wake();
}

}  // namespace daohu::linux_platform
