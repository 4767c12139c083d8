// SPDX-License-Identifier: Apache-2.0
#pragma once

// What may travel, at most. Both ends include this, so nothing can be written on a tablet that the county would refuse.
// Sizes in bytes.

#include <cstddef>
#include <cstdint>

namespace daohu::wire {

// One signed entry, as the journal stores it: 256 KiB of header and sections (core/entry/limits.hpp), the
// signatures and what frames the sections.
inline constexpr std::size_t kMaxEntry = 264 * 1024;

// A frame before compression and after it. A cut link costs at most one frame.
inline constexpr std::size_t kMaxFrameRaw = 64 * 1024;
inline constexpr std::size_t kMaxFrameCompressed = kMaxFrameRaw + 512;
inline constexpr std::size_t kMaxEntriesPerFrame = 8;

// An entry that does not fit a frame travels in parts of this size; only the last one is smaller. Small enough that a
// link that dies every 16 KiB still carries one across.
inline constexpr std::size_t kPartSize = 8 * 1024;
// Entries of one device that may wait for their other parts.
inline constexpr std::size_t kMaxUnfinished = 2;
inline constexpr std::size_t kMaxParts = (kMaxEntry + kPartSize - 1) / kPartSize;

// A message that is not a frame: requests and replies.
inline constexpr std::size_t kMaxMessage = 64 * 1024;
// The body of one reply to a pull: a head and frames.
inline constexpr std::size_t kMaxPullReply = 512 * 1024;
inline constexpr std::size_t kMaxJudgements = 1024;
inline constexpr std::size_t kMaxPagePositions = 1024;
inline constexpr std::size_t kMaxCertificates = 320;
// A desk may have the villages of a whole county. A session that names them all and a request for all of them fit a message.
inline constexpr std::size_t kMaxStreamsPerDevice = 2000;
// A reply answers so many of the cursors it was asked for, the first ones.
inline constexpr std::size_t kMaxPagesPerReply = 256;

// A sealed photograph: 16 MiB of content and the seals of its chunks (core/vault/attachments.hpp).
inline constexpr std::uint64_t kMaxFile = std::uint64_t{17} * 1024 * 1024;
// So much of a file is answered to one request.
inline constexpr std::size_t kMaxFilePiece = 512 * 1024;

// log2 of the largest window the decoder allocates: 128 KiB.
inline constexpr int kWindowLogMax = 17;

inline constexpr std::uint8_t kProtocolVersion = 1;

}  // namespace daohu::wire
