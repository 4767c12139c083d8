// SPDX-License-Identifier: Apache-2.0
#pragma once

// A camera that sees what the test shows it.

#include "core/ports/live_camera.hpp"

#include <utility>

namespace daohu {

class FakeLiveCamera final : public LiveCamera {
public:
    // What lies before it when it is told to shoot: `jpeg`.
    explicit FakeLiveCamera(Bytes jpeg = {}, Camera* files = nullptr) : m_jpeg{std::move(jpeg)}, m_files{files} {}

    [[nodiscard]] bool is_available() const override { return !m_refusal; }
    Result<void> begin() override {
        if (m_refusal) {
            return fail(*m_refusal, "camera");
        }
        if (m_is_open) {
            return fail(ErrorCode::port_busy, "camera");
        }
        m_is_open = true;
        return {};
    }
    [[nodiscard]] std::optional<Result<Picture>> poll() override {
        if (!m_is_open || !m_outcome) {
            return std::nullopt;
        }
        close();
        return std::exchange(m_outcome, std::nullopt);
    }
    void cancel() override {
        close();
        m_outcome.reset();
    }
    [[nodiscard]] bool is_open() const override { return m_is_open; }
    [[nodiscard]] std::shared_ptr<const Pixels> view() const override { return m_view; }
    void shoot() override {
        if (m_view) {
            m_outcome = Result<Picture>{Picture{m_jpeg}};
        }
    }
    [[nodiscard]] std::size_t count() const override { return 2; }
    void use_next() override { m_used = (m_used + 1) % count(); }
    [[nodiscard]] Camera* files() override { return m_files; }

    // What it refuses to open with from now on; nothing: it opens.
    void refuse(std::optional<ErrorCode> why) { m_refusal = why; }
    // Another frame, where it is open.
    void show(Pixels pixels) {
        if (m_is_open) {
            m_view = std::make_shared<const Pixels>(std::move(pixels));
        }
    }
    // It is pulled out while it is open.
    void vanish() { m_outcome = Result<Picture>{fail(ErrorCode::io_failed, "the camera is gone")}; }
    [[nodiscard]] std::size_t used() const { return m_used; }

private:
    void close() {
        m_is_open = false;
        m_view.reset();
    }

    Bytes m_jpeg;
    Camera* m_files;
    bool m_is_open = false;
    std::size_t m_used = 0;
    std::optional<ErrorCode> m_refusal;
    std::shared_ptr<const Pixels> m_view;
    std::optional<Result<Picture>> m_outcome;
};

}  // namespace daohu
