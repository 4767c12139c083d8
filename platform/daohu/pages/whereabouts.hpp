// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where the tablet is, for a page that orders by the way. Measures until it is found, a minute at most, and lets the device
// rest for some minutes then. UI thread.

#include "core/base/clock.hpp"
#include "core/casework/read/distance.hpp"
#include "core/ports/location.hpp"

#include <optional>

namespace daohu {

class Whereabouts {
public:
    // Both outlive it; without a location nothing is ever known.
    Whereabouts(Location* location, const Clock& clock) : m_location{location}, m_clock{clock} {}
    ~Whereabouts() { stop(); }
    Whereabouts(const Whereabouts&) = delete;
    Whereabouts& operator=(const Whereabouts&) = delete;

    // Begins to measure, unless that was done a short while ago.
    void look();
    [[nodiscard]] bool is_looking() const { return m_is_measuring; }
    // Takes what was measured: true once for each place.
    [[nodiscard]] bool collect();
    // Nothing after a while: the tablet may have been carried on.
    [[nodiscard]] std::optional<casework::GeoPoint> known() const;

private:
    void stop();

    Location* m_location;
    const Clock& m_clock;
    bool m_is_measuring = false;
    std::optional<MonotonicTime> m_began;
    std::optional<Fix> m_fix;
};

}  // namespace daohu
