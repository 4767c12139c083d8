// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/frame_header.hpp"

#include "sync/wire/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::wire {

namespace {

constexpr std::array<std::uint8_t, 3> kMagic{'D', 'H', 'F'};
constexpr std::size_t kVersionAt = 3;
constexpr std::size_t kKindAt = 4;
constexpr std::size_t kDictionaryAt = 5;
constexpr std::size_t kRawSizeAt = 9;
constexpr std::size_t kPayloadSizeAt = 13;

void append_u32(Bytes& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        out.push_back(static_cast<std::uint8_t>(value >> shift));
    }
}

std::uint32_t read_u32(ByteView bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes.subspan(at, 4)) {
        value = (value << 8U) | byte;
    }
    return value;
}

}  // namespace

void append(Bytes& out, const FrameHeader& header) {
    out.insert(out.end(), kMagic.begin(), kMagic.end());
    out.push_back(kProtocolVersion);
    out.push_back(static_cast<std::uint8_t>(header.kind));
    append_u32(out, header.dictionary_id);
    append_u32(out, header.raw_size);
    append_u32(out, header.payload_size);
}

Result<FrameHeader> read_frame_header(ByteView bytes) {
    const std::size_t magic = std::min(bytes.size(), kMagic.size());
    if (!std::equal(kMagic.begin(), kMagic.begin() + static_cast<std::ptrdiff_t>(magic), bytes.begin())) {
        return fail(ErrorCode::frame_malformed, "no frame begins here");
    }
    if (bytes.size() > kVersionAt && bytes[kVersionAt] != kProtocolVersion) {
        return fail(ErrorCode::frame_version, fmt::format("version {}", bytes[kVersionAt]));
    }
    if (bytes.size() < kFrameHeaderSize) {
        return fail(ErrorCode::frame_truncated, fmt::format("{} bytes of a header", bytes.size()));
    }
    const std::uint8_t kind = bytes[kKindAt];
    if (kind != static_cast<std::uint8_t>(FrameKind::entries) && kind != static_cast<std::uint8_t>(FrameKind::part)) {
        return fail(ErrorCode::frame_malformed, fmt::format("kind {}", kind));
    }
    FrameHeader header{.kind = static_cast<FrameKind>(kind),
                       .dictionary_id = read_u32(bytes, kDictionaryAt),
                       .raw_size = read_u32(bytes, kRawSizeAt),
                       .payload_size = read_u32(bytes, kPayloadSizeAt)};
    if (header.raw_size > kMaxFrameRaw || header.payload_size > kMaxFrameCompressed) {
        return fail(ErrorCode::frame_too_large,
                    fmt::format("{} bytes packed into {}", header.raw_size, header.payload_size));
    }
    if (header.raw_size == 0 || header.payload_size == 0) {
        return fail(ErrorCode::frame_malformed, "an empty frame");
    }
    return header;
}

}  // namespace daohu::wire
