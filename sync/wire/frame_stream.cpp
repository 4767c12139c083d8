// SPDX-License-Identifier: Apache-2.0
//
// Frames out of a byte stream, and entries out of parts.

#include "sync/wire/frame.hpp"

#include "core/base/hash.hpp"
#include "sync/wire/frame_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace daohu::wire {

Result<std::size_t> frame_size(ByteView header) {
    return kFrameHeaderSize + TRY(read_frame_header(header)).payload_size;
}

void FrameSplitter::feed(ByteView bytes) {
    m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<std::ptrdiff_t>(m_used));
    m_used = 0;
    m_pending.insert(m_pending.end(), bytes.begin(), bytes.end());
}

Result<Bytes> FrameSplitter::next() {
    const ByteView rest = ByteView{m_pending}.subspan(m_used);
    if (rest.empty()) {
        return Bytes{};
    }
    const auto size = frame_size(rest);
    if (!size && size.error().code == ErrorCode::frame_truncated) {
        return Bytes{};
    }
    if (!size) {
        return fail(size.error());
    }
    if (rest.size() < *size) {
        return Bytes{};
    }
    m_used += *size;
    return Bytes(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(*size));
}

Result<Bytes> PartAssembler::add(EntryPart part) {
    auto at = std::ranges::find(m_unfinished, part.entry_hash, &Unfinished::hash);
    if (at == m_unfinished.end()) {
        if (m_unfinished.size() == kMaxUnfinished) {
            m_unfinished.erase(m_unfinished.begin());
        }
        m_unfinished.push_back({.hash = part.entry_hash,
                                .size = part.entry_size,
                                .missing = part.count,
                                .parts = std::vector<Bytes>(part.count)});
        at = std::prev(m_unfinished.end());
    }
    if (part.entry_size != at->size || part.count != at->parts.size()) {
        return fail(ErrorCode::frame_malformed, "two parts of one entry disagree about its size");
    }
    Bytes& place = at->parts[part.number];
    if (place.empty()) {
        place = std::move(part.bytes);
        --at->missing;
    }
    if (at->missing > 0) {
        return Bytes{};
    }
    Bytes entry;
    entry.reserve(at->size);
    for (const Bytes& piece : at->parts) {
        entry.insert(entry.end(), piece.begin(), piece.end());
    }
    m_unfinished.erase(at);
    if (hash256(entry) != part.entry_hash) {
        return fail(ErrorCode::frame_malformed, "the parts do not make the promised entry");
    }
    return entry;
}

}  // namespace daohu::wire
