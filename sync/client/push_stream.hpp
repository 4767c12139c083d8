// SPDX-License-Identifier: Apache-2.0
#pragma once

// Own entries as a growing stream of frames: read from the store a few at a time, packed, handed out as the socket takes
// them. Private to sync/client; the sync thread.

#include "sync/client/frame_sizer.hpp"
#include "sync/client/sync_store.hpp"
#include "sync/wire/frame_builder.hpp"
#include "sync/wire/messages.hpp"

#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace daohu::client {

class PushStream {
public:
    // Entries of the sequence numbers to send.
    struct Range {
        std::uint64_t after = 0;
        std::uint64_t last = 0;
    };

    // Entries of one chain after a sequence number, in order, at most so many.
    using Source = std::function<Result<std::vector<OwnEntry>>(std::uint64_t, std::size_t)>;

    // `sizer` and `codec` must outlive this.
    PushStream(Source source, Range range, FrameSizer& sizer, const wire::FrameCodec& codec,
               std::vector<wire::UnfinishedEntry> unfinished)
        : m_source{std::move(source)}, m_next{range.after}, m_last{range.last}, m_sizer{sizer}, m_codec{codec},
          m_unfinished{std::move(unfinished)} {}

    // Fills a part of the buffer; 0 at the end, and after an error.
    std::size_t read(std::span<std::uint8_t> out);
    // Whole frames until at least `size` bytes or the end.
    [[nodiscard]] Result<Bytes> read_frames(std::size_t size);

    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    // Everything was handed out.
    [[nodiscard]] bool is_at_end() const { return m_next >= m_last && m_sent == m_ready.size(); }

private:
    // Packs the next entries, at most so many.
    Result<void> refill(std::size_t most = wire::kMaxEntriesPerFrame);
    [[nodiscard]] std::uint32_t parts_known(ByteView entry) const;

    Source m_source;
    std::uint64_t m_next;
    std::uint64_t m_last;
    FrameSizer& m_sizer;
    const wire::FrameCodec& m_codec;
    std::vector<wire::UnfinishedEntry> m_unfinished;
    Bytes m_ready;
    std::size_t m_sent = 0;
    std::optional<Error> m_error;
};

}  // namespace daohu::client
