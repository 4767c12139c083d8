// SPDX-License-Identifier: Apache-2.0
#pragma once

// A camera whose frames are fetched on a thread of its own, so that opening it and waiting for it never hold up a
// frame of the screen. UI thread; `wake` is called from the camera's thread for each frame and each outcome.
//
// Nothing is written to a file: a frame that is not taken gives way to the next. The one that is becomes a JPEG in memory.

#include "platform/linux/frame_source.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace daohu::linux_platform {

class StreamingCamera final : public LiveCamera {
public:
    // So often nothing may come before the camera is given up.
    static constexpr int kPatience = 60;

    // `files`, where there is one, outlives it.
    StreamingCamera(std::unique_ptr<FrameSource> source, std::function<void()> wake, Camera* files);
    ~StreamingCamera() override;
    StreamingCamera(const StreamingCamera&) = delete;
    StreamingCamera& operator=(const StreamingCamera&) = delete;

    [[nodiscard]] bool is_available() const override { return m_source->count() > 0; }
    Result<void> begin() override;
    [[nodiscard]] std::optional<Result<Picture>> poll() override;
    void cancel() override;
    [[nodiscard]] bool is_open() const override;
    [[nodiscard]] std::shared_ptr<const Pixels> view() const override;
    void shoot() override;
    [[nodiscard]] std::size_t count() const override { return m_source->count(); }
    void use_next() override;
    [[nodiscard]] Camera* files() override { return m_files; }

private:
    enum class Wish : std::uint8_t { look, shoot };
    // From one begin() to its end; what the thread does for an older one is for nobody.
    using Session = std::uint64_t;

    void work();
    void stream(Session session, std::size_t which);
    // False once nobody wants this session any more.
    [[nodiscard]] bool take(Session session, const Pixels& frame);
    void end(Session session, Result<Picture> outcome);
    [[nodiscard]] bool is_wanted(Session session) const;

    std::unique_ptr<FrameSource> m_source;
    std::function<void()> m_wake;
    Camera* m_files;

    mutable std::mutex m_mutex;  // guards what follows
    std::condition_variable m_changed;
    bool m_is_ending = false;
    bool m_is_open = false;
    Session m_session = 0;
    std::size_t m_which = 0;
    Wish m_wish = Wish::look;
    std::shared_ptr<const Pixels> m_view;
    std::optional<Result<Picture>> m_outcome;

    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace daohu::linux_platform
