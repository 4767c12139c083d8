// SPDX-License-Identifier: Apache-2.0
#include "platform/linux/sdl_frames.hpp"

#include <SDL3/SDL.h>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <system_error>
#include <vector>

namespace daohu::linux_platform {

namespace {

constexpr int kWantedEdge = 1600;  // what is kept of a photograph
constexpr int kLeastRate = 5;      // frames a second, to be aimed by
constexpr int kWaits = 10;         // for a frame, before next() says that there is none yet
constexpr Uint32 kWait = 10;       // ms

// In the order of their ids, which stay the same while a camera is plugged in.
std::vector<SDL_CameraID> cameras() {
    int count = 0;
    SDL_CameraID* const listed = SDL_GetCameras(&count);
    std::vector<SDL_CameraID> all;
    if (listed != nullptr) {
        all.assign(listed, listed + count);
    }
    SDL_free(listed);
    std::ranges::sort(all);
    return all;
}

bool is_fast_enough(const SDL_CameraSpec& spec) {
    return spec.framerate_denominator <= 0 || spec.framerate_numerator >= kLeastRate * spec.framerate_denominator;
}

// The smallest that a photograph may be cut from, else the largest there is. As RGBA, which SDL makes of whatever comes.
SDL_CameraSpec best_of(std::span<SDL_CameraSpec* const> specs) {
    SDL_CameraSpec best{};
    for (const SDL_CameraSpec* const spec : specs) {
        const int edge = std::max(spec->width, spec->height);
        const int best_edge = std::max(best.width, best.height);
        const bool is_better = best_edge < kWantedEdge ? edge > best_edge : edge >= kWantedEdge && edge < best_edge;
        if (is_better && (best_edge == 0 || is_fast_enough(*spec))) {
            best = *spec;
        }
    }
    best.format = SDL_PIXELFORMAT_RGBA32;
    best.colorspace = SDL_COLORSPACE_SRGB;
    return best;
}

// A device file that is there and may not be read.
bool is_forbidden() {
    std::error_code problem;
    for (std::filesystem::directory_iterator file{"/dev", problem}, end; !problem && file != end;
         file.increment(problem)) {
        const std::string path = file->path().string();
        if (file->path().filename().string().starts_with("video") && ::access(path.c_str(), R_OK | W_OK) != 0) {
            return true;
        }
    }
    return false;
}

}  // namespace

struct SdlFrames::Parts {
    bool has_sdl = false;
    SDL_Camera* camera = nullptr;
    std::atomic<SDL_CameraID> open_id{0};
    std::atomic<bool> is_gone{false};

    // A camera that is gone goes on giving frames that SDL invents.
    static bool SDLCALL watch(void* self, SDL_Event* event) {
        auto& parts = *static_cast<Parts*>(self);
        if (event->type == SDL_EVENT_CAMERA_DEVICE_REMOVED && event->cdevice.which == parts.open_id) {
            parts.is_gone = true;
        }
        return true;
    }
};

SdlFrames::SdlFrames() : m_parts{std::make_unique<Parts>()} {}

SdlFrames::~SdlFrames() {
    if (m_parts->has_sdl) {
        SDL_RemoveEventWatch(&Parts::watch, m_parts.get());
        SDL_QuitSubSystem(SDL_INIT_CAMERA);
    }
}

std::size_t SdlFrames::count() {
    if (!m_parts->has_sdl) {
        m_parts->has_sdl = SDL_InitSubSystem(SDL_INIT_CAMERA);
        if (m_parts->has_sdl) {
            SDL_AddEventWatch(&Parts::watch, m_parts.get());
        }
    }
    return m_parts->has_sdl ? cameras().size() : 0;
}

ErrorCode SdlFrames::why_none() const { return is_forbidden() ? ErrorCode::port_denied : ErrorCode::port_absent; }

Result<void> SdlFrames::open(std::size_t which) {
    const std::vector<SDL_CameraID> all = cameras();
    if (which >= all.size()) {
        return fail(why_none(), "camera");
    }
    int count = 0;
    SDL_CameraSpec** const specs = SDL_GetCameraSupportedFormats(all[which], &count);
    SDL_CameraSpec spec{};
    if (specs != nullptr && count > 0) {
        spec = best_of({specs, static_cast<std::size_t>(count)});
    }
    SDL_free(specs);
    m_parts->is_gone = false;
    m_parts->open_id = all[which];
    m_parts->camera = SDL_OpenCamera(all[which], spec.width > 0 ? &spec : nullptr);
    if (m_parts->camera == nullptr) {
        return fail(is_forbidden() ? ErrorCode::port_denied : ErrorCode::io_failed,
                    std::string{"camera: "} + SDL_GetError());
    }
    return {};
}

Result<std::optional<Pixels>> SdlFrames::next() {
    for (int i = 0; i < kWaits; ++i) {
        if (m_parts->is_gone) {
            return fail(ErrorCode::io_failed, "the camera is gone");
        }
        if (SDL_GetCameraPermissionState(m_parts->camera) < 0) {
            return fail(ErrorCode::port_denied, "camera");
        }
        SDL_Surface* const surface = SDL_AcquireCameraFrame(m_parts->camera, nullptr);
        if (surface == nullptr) {
            SDL_Delay(kWait);
            continue;
        }
        SDL_Surface* const readable = SDL_ConvertSurface(surface, SDL_PIXELFORMAT_RGBA32);
        SDL_ReleaseCameraFrame(m_parts->camera, surface);
        if (readable == nullptr) {
            return fail(ErrorCode::io_failed, std::string{"a frame: "} + SDL_GetError());
        }
        Pixels frame{.width = readable->w, .height = readable->h, .dots = {}};
        frame.dots.resize(static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height));
        const std::size_t row_size = static_cast<std::size_t>(frame.width) * sizeof(std::uint32_t);
        for (int y = 0; y < frame.height; ++y) {
            std::memcpy(frame.dots.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.width),
                        static_cast<const std::uint8_t*>(readable->pixels) +
                            static_cast<std::size_t>(y) * static_cast<std::size_t>(readable->pitch),
                        row_size);
        }
        SDL_DestroySurface(readable);
        return std::optional{std::move(frame)};
    }
    return std::optional<Pixels>{};
}

void SdlFrames::close() {
    SDL_CloseCamera(m_parts->camera);
    m_parts->camera = nullptr;
    m_parts->open_id = 0;
}

}  // namespace daohu::linux_platform
