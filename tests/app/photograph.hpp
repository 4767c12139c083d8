// SPDX-License-Identifier: Apache-2.0
#pragma once

// Photographs for tests, and a camera that takes them. One thread.

#include "core/ports/camera.hpp"

#include <cstdint>
#include <string_view>

namespace daohu::testing {

// Stands in the metadata of every photograph.
inline constexpr std::string_view kPhotographPlace = "32.650000 N 103.600000 E";

// White, with a black corner at the top left; `orientation` as EXIF has it.
[[nodiscard]] Bytes photograph(int width, int height, std::uint8_t orientation);

// Gives the same photograph whenever it is asked.
class TestCamera final : public Camera {
public:
    [[nodiscard]] bool is_available() const override { return true; }
    Result<void> begin() override;
    [[nodiscard]] std::optional<Result<Picture>> poll() override;
    void cancel() override { m_is_open = false; }

private:
    bool m_is_open = false;
};

}  // namespace daohu::testing
