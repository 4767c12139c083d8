// SPDX-License-Identifier: Apache-2.0
#include "platform/linux/streaming_camera.hpp"

#include "platform/jpeg/jpeg_of.hpp"

#include <algorithm>
#include <utility>

namespace daohu::linux_platform {

namespace {

// So fine that making it small afterwards costs nothing that can be seen.
constexpr int kQuality = 95;

// Every so-manieth dot: good enough to aim by.
Pixels small_view(const Pixels& frame) {
    const int step = std::max(1, (std::max(frame.width, frame.height) + StreamingCamera::kViewEdge - 1) /
                                     StreamingCamera::kViewEdge);
    Pixels view{.width = frame.width / step, .height = frame.height / step, .dots = {}};
    view.dots.reserve(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height));
    for (int y = 0; y < view.height; ++y) {
        const std::uint32_t* const row =
            frame.dots.data() + static_cast<std::size_t>(y * step) * static_cast<std::size_t>(frame.width);
        for (int x = 0; x < view.width; ++x) {
            view.dots.push_back(row[x * step]);
        }
    }
    return view;
}

}  // namespace

StreamingCamera::StreamingCamera(std::unique_ptr<FrameSource> source, std::function<void()> wake, Camera* files)
    : m_source{std::move(source)}, m_wake{std::move(wake)}, m_files{files}, m_thread{[this] { work(); }} {}

StreamingCamera::~StreamingCamera() {
    {
        const std::scoped_lock lock{m_mutex};
        m_is_ending = true;
        m_is_open = false;
    }
    m_changed.notify_all();
    m_thread.join();
}

Result<void> StreamingCamera::begin() {
    const std::size_t cameras = m_source->count();
    if (cameras == 0) {
        return fail(m_source->why_none(), "camera");
    }
    {
        const std::scoped_lock lock{m_mutex};
        if (m_is_open) {
            return fail(ErrorCode::port_busy, "camera");
        }
        m_which = m_which % cameras;
        m_is_open = true;
        ++m_session;
        m_wish = Wish::look;
        m_outcome.reset();
    }
    m_changed.notify_all();
    return {};
}

std::optional<Result<Picture>> StreamingCamera::poll() {
    const std::scoped_lock lock{m_mutex};
    return std::exchange(m_outcome, std::nullopt);
}

void StreamingCamera::cancel() {
    const std::scoped_lock lock{m_mutex};
    m_is_open = false;
    m_view.reset();
    m_outcome.reset();
}

bool StreamingCamera::is_open() const {
    const std::scoped_lock lock{m_mutex};
    return m_is_open || m_outcome.has_value();
}

std::shared_ptr<const Pixels> StreamingCamera::view() const {
    const std::scoped_lock lock{m_mutex};
    return m_view;
}

void StreamingCamera::shoot() {
    const std::scoped_lock lock{m_mutex};
    if (m_is_open) {
        m_wish = Wish::shoot;
    }
}

void StreamingCamera::use_next() {
    const std::size_t cameras = std::max<std::size_t>(m_source->count(), 1);
    {
        const std::scoped_lock lock{m_mutex};
        m_which = (m_which + 1) % cameras;
        ++m_session;
        m_wish = Wish::look;
        m_view.reset();
        m_outcome.reset();
    }
    m_changed.notify_all();
}

// --- the camera's own thread ------------------------------------------------------------------------------------------

void StreamingCamera::work() {
    Session done = 0;
    while (true) {
        std::size_t which = 0;
        {
            std::unique_lock lock{m_mutex};
            m_changed.wait(lock, [&] { return m_is_ending || (m_is_open && m_session != done); });
            if (m_is_ending) {
                return;
            }
            done = m_session;
            which = m_which;
        }
        stream(done, which);
    }
}

void StreamingCamera::stream(Session session, std::size_t which) {
    if (auto opened = m_source->open(which); !opened) {
        return end(session, fail(std::move(opened).error()));
    }
    int nothing = 0;
    while (is_wanted(session)) {
        auto frame = m_source->next();
        if (!frame) {
            end(session, fail(std::move(frame).error()));
            break;
        }
        if (*frame) {
            nothing = 0;
            if (!take(session, **frame)) {
                break;
            }
        } else if (++nothing == kPatience) {
            end(session, fail(ErrorCode::io_failed, "the camera gives no frame"));
            break;
        }
    }
    m_source->close();
}

bool StreamingCamera::take(Session session, const Pixels& frame) {
    auto view = std::make_shared<const Pixels>(small_view(frame));
    {
        const std::scoped_lock lock{m_mutex};
        if (!m_is_open || session != m_session) {
            return false;
        }
        if (m_wish == Wish::look) {
            m_view = std::move(view);
        }
    }
    if (view == nullptr) {
        m_wake();
        return true;
    }
    auto jpeg = jpeg_of(frame, kQuality);
    end(session, jpeg ? Result<Picture>{Picture{std::move(*jpeg)}} : Result<Picture>{fail(std::move(jpeg).error())});
    return false;
}

void StreamingCamera::end(Session session, Result<Picture> outcome) {
    {
        const std::scoped_lock lock{m_mutex};
        if (!m_is_open || session != m_session) {
            return;
        }
        m_outcome = std::move(outcome);
        m_is_open = false;
        m_view.reset();
    }
    m_wake();
}

bool StreamingCamera::is_wanted(Session session) const {
    const std::scoped_lock lock{m_mutex};
    return m_is_open && session == m_session && !m_is_ending;
}

}  // namespace daohu::linux_platform
