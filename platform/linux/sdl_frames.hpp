// SPDX-License-Identifier: Apache-2.0
#pragma once

// Frames of this device's cameras through SDL (video4linux). Made after the window and gone before it; count() and
// why_none() on the UI thread, the rest on one other. That a camera was pulled out is learned when the window's loop
// pumps events, which each frame makes it do.

#include "platform/linux/frame_source.hpp"

namespace daohu::linux_platform {

class SdlFrames final : public FrameSource {
public:
    SdlFrames();
    ~SdlFrames() override;
    SdlFrames(const SdlFrames&) = delete;
    SdlFrames& operator=(const SdlFrames&) = delete;

    [[nodiscard]] std::size_t count() override;
    [[nodiscard]] ErrorCode why_none() const override;
    Result<void> open(std::size_t which) override;
    [[nodiscard]] Result<std::optional<Pixels>> next() override;
    void close() override;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace daohu::linux_platform
