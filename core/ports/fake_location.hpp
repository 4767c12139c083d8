// SPDX-License-Identifier: Apache-2.0
#pragma once

// A location that is where the test says.

#include "core/ports/location.hpp"

namespace daohu {

class FakeLocation final : public Location {
public:
    [[nodiscard]] bool is_available() const override { return true; }
    Result<void> start() override {
        ++m_starts;
        return {};
    }
    void stop() override {
        if (m_starts > 0 && --m_starts == 0) {
            m_fix.reset();
        }
    }
    [[nodiscard]] std::optional<Fix> latest() const override { return m_fix; }

    // A satellite speaks. Nobody hears it while nobody measures.
    void measure(Fix fix) {
        if (m_starts > 0) {
            m_fix = fix;
        }
    }

private:
    int m_starts = 0;
    std::optional<Fix> m_fix;
};

}  // namespace daohu
