// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/between_frames.hpp"

#include "platform/daohu/tablet.hpp"
#include "ui/kit/kit.hpp"

namespace daohu {

namespace {

using casework::Progress;

constexpr std::chrono::milliseconds kOfAFrame{6};  // which has sixteen, and has to be drawn
constexpr int kMostBeginnings = 3;

}  // namespace

Result<Progress> BetweenFrames::begin(Begin begin) {
    m_begin = std::move(begin);
    m_begun = 0;
    return read();
}

std::optional<Result<Progress>> BetweenFrames::go_on(kit::Kit& kit) {
    if (!is_under_way()) {
        return std::nullopt;
    }
    auto progress = read();
    if (is_under_way()) {
        kit.redraw_at(kit.seconds());
    }
    return progress;
}

Result<Progress> BetweenFrames::read() {
    auto progress = read_for_a_frame();
    if (!progress || *progress == Progress::done) {
        stop();
    }
    return progress;
}

void BetweenFrames::stop() {
    m_begin = nullptr;
    m_portions = {};
}

Result<Progress> BetweenFrames::read_for_a_frame() {
    registry::RegistryReader& registry = m_parts.tablet.workspace().reading().registry;
    const auto held = TRY(registry.hold());
    const std::int64_t version = TRY(registry.version());
    if (m_begun == 0 || version != m_version) {
        m_version = version;
        ++m_begun;
        m_portions = {};
        TRY(m_begin(m_portions));
    }
    const Clock& clock = m_parts.machine.clock;
    const MonotonicTime end = clock.monotonic_now() + kOfAFrame;
    Progress progress{};
    do {
        progress = TRY(m_portions.step());
    } while (progress == Progress::more && (clock.monotonic_now() < end || m_begun == kMostBeginnings));
    return progress;
}

}  // namespace daohu
