// SPDX-License-Identifier: Apache-2.0
#include "platform/headless/headless_screen.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace daohu::headless {

namespace {

constexpr double kFrame = 1.0 / 60;
// Nobody taps faster than that: what moves by itself until then has moved.
constexpr MonotonicTime kBetweenTaps{1000};

[[nodiscard]] MonotonicTime to_time(double seconds) { return MonotonicTime{static_cast<std::int64_t>(seconds * 1000)}; }

}  // namespace

Result<HeadlessScreen> HeadlessScreen::open(const Setup& setup) {
    HeadlessScreen screen;
    screen.m_kit = TRY(kit::Kit::open(setup.kit));
    screen.m_pixels = setup.pixels;
    screen.m_pixels_per_dp = setup.pixels_per_dp;
    screen.m_insets = setup.insets;
    screen.m_draw = [](kit::Kit&) {};
    return screen;
}

void HeadlessScreen::wake() { m_scheduler.wake(); }

void HeadlessScreen::step() {
    m_seconds += kFrame;
    m_kit->begin_frame({m_pixels, m_pixels_per_dp, m_insets, m_seconds});
    m_draw(*m_kit);
    m_kit->end_frame();
    kit::accept_textures();
    if (m_kit->needs_frame()) {
        m_scheduler.keep_going();
    }
    m_scheduler.frame_drawn(to_time(m_seconds), m_kit->take_redraw_time().transform(to_time));
}

int HeadlessScreen::settle(int limit) {
    wake();
    int drawn = 0;
    while (drawn < limit && m_scheduler.needs_frame(to_time(m_seconds))) {
        step();
        ++drawn;
    }
    return drawn;
}

int HeadlessScreen::idle(double seconds) {
    const double end = m_seconds + seconds;
    int drawn = 0;
    while (m_seconds < end) {
        if (m_scheduler.needs_frame(to_time(m_seconds))) {
            step();
            ++drawn;
        } else {
            m_seconds += kFrame;
        }
    }
    return drawn;
}

Result<void> HeadlessScreen::tap(std::string_view id) {
    settle();
    const auto reachable = [&]() -> Result<const kit::Item*> {
        const kit::Item* const item = m_kit->items().find(id);
        if (item == nullptr) {
            return fail(ErrorCode::script_invalid, fmt::format("nothing on the screen is called '{}'", id));
        }
        if (item->state == kit::ItemState::disabled) {
            return fail(ErrorCode::script_invalid, fmt::format("'{}' is disabled", id));
        }
        return item;
    };
    if (m_kit->items().find(id) == nullptr) {
        m_kit->lay_out_everything();
        step();
    }
    const kit::Item* item = TRY(reachable());
    if (item->visible.h < item->rect.h) {
        m_kit->scroll_to(*item);
        settle();
        item = TRY(reachable());
    }
    if (item->visible.empty()) {
        return fail(ErrorCode::script_invalid, fmt::format("'{}' cannot be scrolled into sight", id));
    }
    tap_at(item->visible.center());
    return {};
}

void HeadlessScreen::tap_at(kit::Point at) {
    const kit::Point pixels{at.x * m_pixels_per_dp, at.y * m_pixels_per_dp};
    m_kit->pointer_pressed(pixels, m_seconds);
    wake();
    step();
    step();
    m_kit->pointer_released(pixels, m_seconds);
    settle();
    const MonotonicTime next_tap = to_time(m_seconds) + kBetweenTaps;
    const auto sleep = [&] { return m_scheduler.sleep_for(to_time(m_seconds)); };
    for (auto rest = sleep(); rest && to_time(m_seconds) + *rest <= next_tap; rest = sleep()) {
        idle(std::chrono::duration<double>{*rest}.count() + kFrame);
        settle();
    }
}

void HeadlessScreen::swipe(kit::Point from, kit::Point to, double seconds) {
    const auto steps = std::max(2, static_cast<int>(seconds / kFrame));
    const auto at = [&](int i) {
        const float part = static_cast<float>(i) / static_cast<float>(steps);
        return kit::Point{(from.x + (to.x - from.x) * part) * m_pixels_per_dp,
                          (from.y + (to.y - from.y) * part) * m_pixels_per_dp};
    };
    m_kit->pointer_pressed(at(0), m_seconds);
    for (int i = 1; i <= steps; ++i) {
        wake();
        step();
        m_kit->pointer_moved(at(i), m_seconds);
    }
    m_kit->pointer_released(at(steps), m_seconds);
    settle();
}

void HeadlessScreen::type(std::string_view text) {
    ImGui::SetCurrentContext(m_kit->context());
    ImGui::GetIO().AddInputCharactersUTF8(std::string{text}.c_str());
    settle();
}

void HeadlessScreen::press_keys(std::string_view text) {
    ImGui::SetCurrentContext(m_kit->context());
    ImGuiIO& io = ImGui::GetIO();
    for (const char character : text) {
        io.AddKeyEvent(ImGuiKey_E, true);  // which key does not matter: the character says what was typed
        io.AddInputCharacter(static_cast<unsigned char>(character));
        io.AddKeyEvent(ImGuiKey_E, false);
    }
    settle();
}

Result<void> HeadlessScreen::enter(std::string_view field, std::string_view text) {
    TRY(tap(field));
    ImGui::SetCurrentContext(m_kit->context());
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, true);
    io.AddKeyEvent(ImGuiKey_A, true);
    settle();
    io.AddKeyEvent(ImGuiKey_A, false);
    io.AddKeyEvent(ImGuiMod_Ctrl, false);
    io.AddKeyEvent(ImGuiKey_Delete, true);
    settle();
    io.AddKeyEvent(ImGuiKey_Delete, false);
    type(text);
    return tap("text.done");
}

const kit::Picture& HeadlessScreen::picture() {
    kit::rasterise(*m_kit->draw_data(), m_picture);
    return m_picture;
}

}  // namespace daohu::headless
