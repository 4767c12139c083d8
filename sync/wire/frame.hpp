// SPDX-License-Identifier: Apache-2.0
#pragma once

// The unit of sync: a self-contained, compressed frame that holds one to eight whole entries, or one numbered part of an
// entry too large for a frame. Entries are opaque signed bytes here. Any thread; a codec belongs to one thread.
//
// Bytes of a frame, integers big-endian:
//
//     0   3  "DHF"
//     3   1  version, 1
//     4   1  kind: 1 entries, 2 part
//     5   4  dictionary id, 0 for none
//     9   4  size before compression
//    13   4  size of the payload
//    17   n  one zstd frame with content size and checksum
//
// Before compression the payload is canonical CBOR:
//     entries   [ bytes, ... ]                                  1 to 8
//     part      [ hash of the whole entry, its size, number, count, bytes ]
//
// Errors of decoding: frame_truncated (more bytes may complete it), frame_malformed, frame_version, frame_too_large,
// frame_dictionary_unknown. Memory is bounded by limits.hpp whatever the bytes claim.

#include "core/base/hash.hpp"
#include "sync/wire/dictionaries.hpp"
#include "sync/wire/limits.hpp"

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

namespace daohu::wire {

inline constexpr std::size_t kFrameHeaderSize = 17;

// One piece of an entry larger than a frame.
struct EntryPart {
    Hash256 entry_hash;  // of the whole entry's bytes, to put the pieces of one entry together
    std::uint32_t entry_size = 0;
    std::uint32_t number = 0;  // from 0
    std::uint32_t count = 0;
    Bytes bytes;

    friend bool operator==(const EntryPart&, const EntryPart&) = default;
};

using EntryBatch = std::vector<Bytes>;
using FrameContent = std::variant<EntryBatch, EntryPart>;

class FrameCodec {
public:
    // Reads frames made with any of the dictionaries; makes new ones with the one named, if it is among them.
    explicit FrameCodec(Dictionaries known = {}, std::uint32_t use = kNoDictionary);
    ~FrameCodec();
    FrameCodec(FrameCodec&&) noexcept;
    FrameCodec& operator=(FrameCodec&&) noexcept;

    // frame_too_large when the entries do not fit one frame; invalid_argument when there are none or too many.
    [[nodiscard]] Result<Bytes> encode(const FrameContent& content) const;

    // `frame` is exactly one frame.
    [[nodiscard]] Result<FrameContent> decode(ByteView frame) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Size of the frame that begins here, header included, judged by its header alone.
[[nodiscard]] Result<std::size_t> frame_size(ByteView header);

// Room an entry takes in a frame before compression.
[[nodiscard]] std::size_t framed_size(std::size_t entry_size);

// The parts of an entry that does not fit one frame. invalid_argument above kMaxEntry or when empty.
[[nodiscard]] Result<std::vector<EntryPart>> split_entry(ByteView entry);

// Cuts a byte stream into frames. feed() then next() until it returns an empty frame.
class FrameSplitter {
public:
    void feed(ByteView bytes);
    // The next whole frame, or empty bytes when more input is needed. An error is final: the stream cannot be followed.
    [[nodiscard]] Result<Bytes> next();
    [[nodiscard]] bool is_empty() const { return m_pending.size() == m_used; }

private:
    Bytes m_pending;
    std::size_t m_used = 0;
};

// Puts the parts of entries together, however often each arrives. Holds at most a few unfinished entries; the oldest is
// given up for a new one, since parts of one entry travel one after another.
class PartAssembler {
public:
    // The whole entry when this part was the last one missing, else empty bytes. frame_malformed when the part
    // contradicts an earlier one or the whole does not have the promised hash.
    [[nodiscard]] Result<Bytes> add(EntryPart part);

private:
    struct Unfinished {
        Hash256 hash;
        std::uint32_t size = 0;
        std::uint32_t missing = 0;
        std::vector<Bytes> parts;
    };
    std::vector<Unfinished> m_unfinished;
};

}  // namespace daohu::wire
