// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/envelope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::wire {

namespace {

constexpr std::array<std::uint8_t, 3> kMagic{'D', 'H', 'M'};
constexpr std::size_t kVersionAt = 3;
constexpr std::size_t kTypeAt = 4;
constexpr std::size_t kLengthAt = 5;

}  // namespace

Bytes seal_message(MessageType type, ByteView body) {
    Bytes out{kMagic.begin(), kMagic.end()};
    out.reserve(kEnvelopeSize + body.size());
    out.push_back(kProtocolVersion);
    out.push_back(static_cast<std::uint8_t>(type));
    for (int shift = 24; shift >= 0; shift -= 8) {
        out.push_back(static_cast<std::uint8_t>(body.size() >> shift));
    }
    out.insert(out.end(), body.begin(), body.end());
    return out;
}

Result<Message> read_message(ByteView bytes) {
    const std::size_t magic = std::min(bytes.size(), kMagic.size());
    if (!std::equal(kMagic.begin(), kMagic.begin() + static_cast<std::ptrdiff_t>(magic), bytes.begin())) {
        return fail(ErrorCode::message_foreign, fmt::format("{} bytes of something else", bytes.size()));
    }
    if (bytes.size() > kVersionAt && bytes[kVersionAt] != kProtocolVersion) {
        return fail(ErrorCode::message_version, fmt::format("version {}", bytes[kVersionAt]));
    }
    if (bytes.size() < kEnvelopeSize) {
        return fail(ErrorCode::message_truncated, fmt::format("{} bytes of an envelope", bytes.size()));
    }
    std::size_t length = 0;
    for (const std::uint8_t byte : bytes.subspan(kLengthAt, 4)) {
        length = (length << 8U) | byte;
    }
    if (length > kMaxMessage) {
        return fail(ErrorCode::message_too_large, fmt::format("{} bytes", length));
    }
    if (bytes.size() - kEnvelopeSize < length) {
        return fail(ErrorCode::message_truncated, fmt::format("{} of {} bytes", bytes.size() - kEnvelopeSize, length));
    }
    return Message{.type = static_cast<MessageType>(bytes[kTypeAt]),
                   .body = bytes.subspan(kEnvelopeSize, length),
                   .rest = bytes.subspan(kEnvelopeSize + length)};
}

Result<ByteView> open_message(ByteView bytes, MessageType type) {
    const Message message = TRY(read_message(bytes));
    if (message.type != type) {
        return fail(ErrorCode::message_malformed, fmt::format("type {} where {} was expected",
                                                              static_cast<int>(message.type), static_cast<int>(type)));
    }
    if (!message.rest.empty()) {
        return fail(ErrorCode::message_malformed, fmt::format("{} bytes after the message", message.rest.size()));
    }
    return message.body;
}

}  // namespace daohu::wire
