// SPDX-License-Identifier: Apache-2.0
#pragma once

// Packs entries into frames, in order: several small ones together, a large one in parts. One owner, any thread.

#include "sync/wire/frame.hpp"

namespace daohu::wire {

class FrameBuilder {
public:
    // A frame is closed when it holds `target` bytes before compression. An entry larger than that, and than one part,
    // travels in parts. `codec` must outlive the builder.
    explicit FrameBuilder(const FrameCodec& codec, std::size_t target = kMaxFrameRaw / 2);

    // `parts_known`: so many parts of it have arrived before. invalid_argument for an entry larger than one may be.
    Result<void> add(Bytes entry, std::uint32_t parts_known = 0);
    // Every frame so far, one behind the other.
    [[nodiscard]] Result<Bytes> finish();

private:
    Result<void> flush();

    const FrameCodec& m_codec;
    std::size_t m_target;
    EntryBatch m_batch;
    std::size_t m_batch_size = 0;
    Bytes m_frames;
};

}  // namespace daohu::wire
