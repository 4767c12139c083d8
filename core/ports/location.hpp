// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where the tablet is. Warmed up when a visit starts, read when the person accepts a fix.
//
// Lifetime: made by the platform, outlives the screens. Threads: UI thread only; nothing here blocks.

#include "core/base/clock.hpp"
#include "core/base/result.hpp"

#include <optional>

namespace daohu {

struct Fix {
    double latitude = 0;   // degrees, WGS 84, north positive
    double longitude = 0;  // degrees, WGS 84, east positive
    double accuracy = 0;   // metres, radius of 68 %
    MonotonicTime at{};    // when it was measured
};

class Location {
public:
    virtual ~Location() = default;

    [[nodiscard]] virtual bool is_available() const = 0;

    // Begins to measure; calls nest, and each start() needs its stop(). port_absent, port_denied.
    virtual Result<void> start() = 0;
    virtual void stop() = 0;
    // The newest fix since measuring began. Empty before the first one and when nobody measures.
    [[nodiscard]] virtual std::optional<Fix> latest() const = 0;
};

}  // namespace daohu
