// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/touch_router.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace daohu::kit {

void TouchRouter::press(Point at, double seconds) {
    m_start = m_last = at;
    m_last_seconds = seconds;
    m_velocity = 0;
    const bool is_claimed =
        std::any_of(m_shown.claims.begin(), m_shown.claims.end(), [at](const Rect& area) { return area.contains(at); });
    m_phase = is_claimed ? Phase::claimed : Phase::undecided;
    if (is_claimed) {
        m_sink->press(at);
    }
}

void TouchRouter::move(Point at, double seconds) {
    if (m_phase == Phase::idle) {
        return;
    }
    if (m_phase == Phase::claimed) {
        m_sink->move(at);
        return;
    }
    if (m_phase == Phase::undecided && (std::abs(at.x - m_start.x) > kSlop || std::abs(at.y - m_start.y) > kSlop)) {
        m_phase = Phase::swipe;
        m_target = region_at(m_start);
        m_pending = 0;
    }
    if (m_phase == Phase::swipe) {
        const float moved = m_last.y - at.y;
        m_pending += moved;
        const double elapsed = seconds - m_last_seconds;
        if (elapsed > 0) {
            m_velocity = 0.6F * m_velocity + 0.4F * static_cast<float>(moved / elapsed);
        }
        m_last = at;
        m_last_seconds = seconds;
    }
}

void TouchRouter::release(Point at, double seconds) {
    const Phase phase = std::exchange(m_phase, Phase::idle);
    switch (phase) {
        case Phase::idle: return;
        case Phase::claimed: m_sink->release(at); return;
        case Phase::undecided: m_sink->tap(m_start); return;
        case Phase::swipe:
            if (seconds - m_last_seconds > kHoldSeconds || !m_target) {
                m_velocity = 0;
            }
            if (!m_target) {
                m_pending = 0;
            }
            return;
    }
}

void TouchRouter::cancel() {
    if (std::exchange(m_phase, Phase::idle) == Phase::claimed) {
        m_sink->release(m_last);
    }
    m_velocity = 0;
    m_pending = 0;
}

void TouchRouter::wheel(Point at, float dp) {
    m_velocity = 0;
    m_target = region_at(at);
    m_pending = m_target ? dp : 0;
}

void TouchRouter::scroll(RegionId id, float dp) {
    m_velocity = 0;
    m_target = id;
    m_pending = dp;
}

void TouchRouter::begin_frame(double seconds_since_last) {
    m_told.regions.clear();
    m_told.claims.clear();
    if (m_phase == Phase::idle && m_velocity != 0) {
        const auto elapsed = static_cast<float>(std::clamp(seconds_since_last, 0.0, 0.1));
        m_pending += m_velocity * elapsed;
        m_velocity *= std::exp(-kFriction * elapsed);
        if (std::abs(m_velocity) < kSlowest) {
            m_velocity = 0;
        }
    }
}

void TouchRouter::add_region(RegionId id, Rect area) { m_told.regions.push_back({id, area}); }

void TouchRouter::claim(Rect area) { m_told.claims.push_back(area); }

void TouchRouter::cover() {
    m_told.regions.clear();
    m_told.claims.clear();
}

void TouchRouter::end_frame() {
    std::swap(m_shown, m_told);
    const auto is_target = [this](const Region& region) { return region.id == m_target; };
    if (m_target && std::none_of(m_shown.regions.begin(), m_shown.regions.end(), is_target)) {
        m_target.reset();
        m_velocity = 0;
        m_pending = 0;
    }
}

float TouchRouter::take_scroll(RegionId id) { return m_target == id ? std::exchange(m_pending, 0.0F) : 0.0F; }

void TouchRouter::stop(RegionId id) {
    if (m_target == id && m_phase == Phase::idle) {
        m_velocity = 0;
    }
}

std::optional<Point> TouchRouter::pending_press() const {
    return m_phase == Phase::undecided ? std::optional{m_start} : std::nullopt;
}

std::optional<TouchRouter::RegionId> TouchRouter::region_at(Point at) const {
    const auto found = std::find_if(m_shown.regions.rbegin(), m_shown.regions.rend(),
                                    [at](const Region& region) { return region.area.contains(at); });
    return found == m_shown.regions.rend() ? std::nullopt : std::optional{found->id};
}

}  // namespace daohu::kit
