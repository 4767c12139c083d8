// SPDX-License-Identifier: Apache-2.0
#pragma once

// The first 17 bytes of a frame. Private to sync/wire. Any thread.

#include "core/base/bytes.hpp"

#include <cstdint>

namespace daohu::wire {

enum class FrameKind : std::uint8_t { entries = 1, part = 2 };

struct FrameHeader {
    FrameKind kind = FrameKind::entries;
    std::uint32_t dictionary_id = 0;
    std::uint32_t raw_size = 0;
    std::uint32_t payload_size = 0;
};

void append(Bytes& out, const FrameHeader& header);

// frame_truncated when `bytes` ends before the header does and nothing in it is wrong so far.
[[nodiscard]] Result<FrameHeader> read_frame_header(ByteView bytes);

}  // namespace daohu::wire
