// SPDX-License-Identifier: Apache-2.0
#pragma once

// Own entries as a growing stream of frames: read from the store a few at a time, packed, handed out as the socket takes
// them. Private to sync/client; the sync thread.

#include "sync/client/frame_sizer.hpp"
#include "sync/client/sync_store.hpp"
#include "sync/wire/frame_builder.hpp"
#include "sync/wire/messages.hpp"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace daohu::client {

class PushStream {
public:
    // Entries after `sequence` up to `last`. `store` and `sizer` must outlive this.
    PushStream(SyncStore& store, std::uint64_t sequence, std::uint64_t last, FrameSizer& sizer,
               std::vector<wire::UnfinishedEntry> unfinished)
        : m_store{store}, m_next{sequence}, m_last{last}, m_sizer{sizer}, m_unfinished{std::move(unfinished)} {}

    // Fills a part of the buffer; 0 at the end, and after an error.
    std::size_t read(std::span<std::uint8_t> out);
    // Whole frames until at least `size` bytes or the end.
    [[nodiscard]] Result<Bytes> read_frames(std::size_t size);

    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

private:
    // Packs the next entries.
    Result<void> refill();
    [[nodiscard]] std::uint32_t parts_known(ByteView entry) const;

    SyncStore& m_store;
    std::uint64_t m_next;
    std::uint64_t m_last;
    FrameSizer& m_sizer;
    std::vector<wire::UnfinishedEntry> m_unfinished;
    Bytes m_ready;
    std::size_t m_sent = 0;
    std::optional<Error> m_error;
};

}  // namespace daohu::client
