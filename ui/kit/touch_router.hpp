// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tells taps from swipes before anything else sees them. UI thread.
//
// A press is held back. While it stays within 12 dp it is a tap and is delivered on release; beyond that it is a swipe,
// which scrolls the region under its start and can never tap, drag or activate anything. Regions coast after release.
// A widget that needs the drag itself (a signature, an open text line) claims its rectangle and gets raw events.

#include "ui/kit/rect.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace daohu::kit {

// Where taps and claimed presses go. Positions in dp.
class PointerSink {
public:
    virtual ~PointerSink() = default;
    virtual void tap(Point at) = 0;
    virtual void press(Point at) = 0;
    virtual void move(Point at) = 0;
    virtual void release(Point at) = 0;
};

class TouchRouter {
public:
    using RegionId = std::uint32_t;

    static constexpr float kSlop = 12;           // dp a tap may wander
    static constexpr float kSlowest = 20;        // dp/s below which coasting ends
    static constexpr float kFriction = 4;        // speed decays as exp(-4t)
    static constexpr double kHoldSeconds = 0.1;  // a finger that rested this long throws nothing

    // The sink outlives the router.
    explicit TouchRouter(PointerSink& sink) : m_sink{&sink} {}

    // Input, in the order in which it happened; `seconds` from a monotonic clock.
    void press(Point at, double seconds);
    void move(Point at, double seconds);
    void release(Point at, double seconds);
    // The system took the finger away: neither tap nor throw.
    void cancel();
    // A wheel turned over `at`; positive `dp` scrolls down.
    void wheel(Point at, float dp);

    // As if a wheel had turned over the region.
    void scroll(RegionId id, float dp);

    // What is on the screen, told anew each frame between begin_frame and end_frame. Later regions lie above earlier
    // ones; cover() hides all that were told before, as a sheet does.
    void begin_frame(double seconds_since_last);
    void add_region(RegionId id, Rect area);
    void claim(Rect area);
    void cover();
    void end_frame();

    // How far the region has to scroll now, in dp; asked once a frame while it is being drawn.
    [[nodiscard]] float take_scroll(RegionId id);
    // The region has reached its end: what is left of the throw is dropped.
    void stop(RegionId id);

    // Where a finger rests that may still become a tap: draw what is under it as pressed.
    [[nodiscard]] std::optional<Point> pending_press() const;
    [[nodiscard]] bool is_scrolling() const { return m_phase == Phase::swipe; }
    [[nodiscard]] bool needs_frame() const { return m_velocity != 0 || m_pending != 0; }

private:
    enum class Phase : std::uint8_t { idle, undecided, swipe, claimed };
    struct Region {
        RegionId id;
        Rect area;
    };
    struct Surface {
        std::vector<Region> regions;
        std::vector<Rect> claims;
    };

    [[nodiscard]] std::optional<RegionId> region_at(Point at) const;

    PointerSink* m_sink;
    Surface m_shown;  // of the last frame: what the finger can see
    Surface m_told;   // of the frame being drawn

    Phase m_phase = Phase::idle;
    Point m_start;
    Point m_last;
    double m_last_seconds = 0;

    std::optional<RegionId> m_target;
    float m_pending = 0;   // dp not yet given to the target
    float m_velocity = 0;  // dp/s
};

}  // namespace daohu::kit
