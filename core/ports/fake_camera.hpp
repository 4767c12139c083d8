// SPDX-License-Identifier: Apache-2.0
#pragma once

// A camera that does what the test says.

#include "core/ports/camera.hpp"

#include <utility>

namespace daohu {

class FakeCamera final : public Camera {
public:
    [[nodiscard]] bool is_available() const override { return true; }

    Result<void> begin() override {
        if (m_open) {
            return fail(ErrorCode::port_busy, "camera");
        }
        m_open = true;
        return {};
    }
    [[nodiscard]] std::optional<Result<Picture>> poll() override {
        if (!m_open || !m_outcome) {
            return std::nullopt;
        }
        m_open = false;
        return std::exchange(m_outcome, std::nullopt);
    }
    void cancel() override {
        m_open = false;
        m_outcome.reset();
    }

    // What the open camera, or the next one, delivers.
    void deliver(Result<Picture> outcome) { m_outcome = std::move(outcome); }

private:
    bool m_open = false;
    std::optional<Result<Picture>> m_outcome;
};

}  // namespace daohu
