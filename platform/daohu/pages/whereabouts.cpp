// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/whereabouts.hpp"

namespace daohu {

namespace {

constexpr std::chrono::minutes kLongestLook{1};
constexpr std::chrono::minutes kRest{10};  // between two looks
constexpr std::chrono::minutes kLifetime{30};

}  // namespace

void Whereabouts::look() {
    const bool is_resting = m_began && m_clock.monotonic_now() - *m_began < kRest;
    if (m_is_measuring || is_resting || m_location == nullptr || !m_location->start()) {
        return;
    }
    m_is_measuring = true;
    m_began = m_clock.monotonic_now();
}

bool Whereabouts::collect() {
    if (!m_is_measuring) {
        return false;
    }
    const auto fix = m_location->latest();
    const bool is_found = fix && fix->at >= *m_began;
    if (is_found) {
        m_fix = fix;
    }
    if (is_found || m_clock.monotonic_now() - *m_began >= kLongestLook) {
        stop();
    }
    return is_found;
}

std::optional<casework::GeoPoint> Whereabouts::known() const {
    const bool is_fresh = m_fix && m_clock.monotonic_now() - m_fix->at < kLifetime;
    return is_fresh ? std::optional{casework::GeoPoint{m_fix->latitude, m_fix->longitude}} : std::nullopt;
}

void Whereabouts::stop() {
    if (m_is_measuring) {
        m_location->stop();
        m_is_measuring = false;
    }
}

}  // namespace daohu
