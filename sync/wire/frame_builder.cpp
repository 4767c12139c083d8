// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/frame_builder.hpp"

#include <algorithm>
#include <utility>

namespace daohu::wire {

namespace {

constexpr std::size_t kBatchHead = 1;  // of the array of up to eight entries

void append(Bytes& to, const Bytes& bytes) { to.insert(to.end(), bytes.begin(), bytes.end()); }

}  // namespace

FrameBuilder::FrameBuilder(const FrameCodec& codec, std::size_t target)
    : m_codec{codec}, m_target{std::min(target, kMaxFrameRaw - kBatchHead)} {}

Result<void> FrameBuilder::add(Bytes entry, std::uint32_t parts_known) {
    const std::size_t size = framed_size(entry.size());
    if (size > std::max(m_target, framed_size(kPartSize))) {
        TRY(flush());
        for (EntryPart& part : TRY(split_entry(entry))) {
            if (part.number >= parts_known) {
                append(m_frames, TRY(m_codec.encode(std::move(part))));
            }
        }
        return {};
    }
    if (m_batch.size() == kMaxEntriesPerFrame || (!m_batch.empty() && m_batch_size + size > m_target)) {
        TRY(flush());
    }
    m_batch.push_back(std::move(entry));
    m_batch_size += size;
    return {};
}

Result<void> FrameBuilder::flush() {
    if (m_batch.empty()) {
        return {};
    }
    append(m_frames, TRY(m_codec.encode(std::exchange(m_batch, {}))));
    m_batch_size = 0;
    return {};
}

Result<Bytes> FrameBuilder::finish() {
    TRY(flush());
    return std::exchange(m_frames, {});
}

}  // namespace daohu::wire
