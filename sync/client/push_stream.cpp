// SPDX-License-Identifier: Apache-2.0
#include "sync/client/push_stream.hpp"

#include <algorithm>
#include <utility>

namespace daohu::client {

namespace {

// Smaller pieces than this are filled entry by entry, so that they stay near their size.
constexpr std::size_t kSeveral = 16 * 1024;

}  // namespace

std::size_t PushStream::read(std::span<std::uint8_t> out) {
    if (m_sent == m_ready.size() && m_next < m_last && !m_error) {
        if (const auto refilled = refill(); !refilled) {
            m_error = refilled.error();
            return 0;
        }
    }
    const std::size_t piece = std::min(out.size(), m_ready.size() - m_sent);
    std::copy_n(m_ready.begin() + static_cast<std::ptrdiff_t>(m_sent), piece, out.begin());
    m_sent += piece;
    return piece;
}

Result<Bytes> PushStream::read_frames(std::size_t size) {
    Bytes frames;
    while (frames.size() < size && m_next < m_last) {
        TRY(refill(size < kSeveral ? 1 : wire::kMaxEntriesPerFrame));
        frames.insert(frames.end(), m_ready.begin(), m_ready.end());
        m_sent = m_ready.size();
    }
    return frames;
}

Result<void> PushStream::refill(std::size_t most) {
    const auto entries = TRY(m_source(m_next, most));
    wire::FrameBuilder frames{m_codec, m_sizer.target()};
    for (const OwnEntry& entry : entries) {
        TRY(frames.add(entry.bytes, parts_known(entry.bytes)));
        m_next = entry.sequence;
    }
    if (entries.empty()) {
        m_next = m_last;  // the rest is not here any more
    }
    m_ready = TRY(frames.finish());
    m_sent = 0;
    m_sizer.sent();
    return {};
}

std::uint32_t PushStream::parts_known(ByteView entry) const {
    if (m_unfinished.empty() || entry.size() <= wire::kPartSize) {
        return 0;
    }
    const auto known = std::ranges::find(m_unfinished, hash256(entry), &wire::UnfinishedEntry::entry_hash);
    return known == m_unfinished.end() ? 0 : known->received;
}

}  // namespace daohu::client
