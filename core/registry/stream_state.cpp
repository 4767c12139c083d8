// SPDX-License-Identifier: Apache-2.0
#include "core/registry/stream_state.hpp"

#include "core/base/cbor.hpp"
#include "core/registry/write_index.hpp"

#include <algorithm>
#include <tuple>

namespace daohu::registry {

namespace {

constexpr std::size_t kLaneBytes = 8;
constexpr std::string_view kStateContext = "daohu-stream-1";
constexpr std::string_view kPartContext = "daohu-stream-part-1";

std::array<std::uint64_t, 4> lanes_of(ByteView bytes) {
    std::array<std::uint64_t, 4> lanes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        lanes[i / kLaneBytes] = (lanes[i / kLaneBytes] << 8U) | bytes[i];
    }
    return lanes;
}

void encode_write(CborWriter& out, const Contents& contents, const Contents::SourcedWrite& write) {
    out.array(6);
    out.bytes(contents.sources[write.source].entry_hash.bytes());
    out.unsigned_integer(write.write.index);
    out.unsigned_integer(static_cast<std::uint64_t>(write.write.operation));
    out.text(write.write.dataset);
    out.text(write.write.property);
    entry::encode(out, write.write.value);
}

Hash256 hash_of_part(EntityId subject, const Contents& contents, std::vector<const Contents::SourcedWrite*> writes) {
    std::ranges::sort(writes, {}, [&](const Contents::SourcedWrite* write) {
        return std::tie(contents.sources[write->source].entry_hash, write->write.index);
    });
    CborWriter out;
    out.array(3);
    out.text(kPartContext);
    out.bytes(subject.bytes());
    out.array(writes.size());
    for (const Contents::SourcedWrite* write : writes) {
        encode_write(out, contents, *write);
    }
    return hash256(out.take());
}

}  // namespace

void HashSum::add(const Hash256& hash) {
    const auto lanes = lanes_of(hash.bytes());
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        m_lanes[i] += lanes[i];
    }
}

void HashSum::subtract(const Hash256& hash) {
    const auto lanes = lanes_of(hash.bytes());
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        m_lanes[i] -= lanes[i];
    }
}

Bytes HashSum::bytes() const {
    Bytes out;
    out.reserve(kSize);
    for (const std::uint64_t lane : m_lanes) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.push_back(static_cast<std::uint8_t>(lane >> static_cast<unsigned>(shift)));
        }
    }
    return out;
}

Result<HashSum> HashSum::from_bytes(ByteView bytes) {
    if (bytes.size() != kSize) {
        return fail(ErrorCode::bytes_wrong_length);
    }
    HashSum sum;
    sum.m_lanes = lanes_of(bytes);
    return sum;
}

StreamParts stream_parts(EntityId subject, const Contents& contents) {
    const WriteIndex index{contents};
    const auto stream_of = [&](std::uint32_t source) { return contents.sources[source].stream; };
    std::vector<bool> replaced(contents.writes.size());
    for (const Contents::SourcedEdge& edge : contents.edges) {
        if (!edge.is_blind) {
            index.for_each(edge.edge.replaced, [&](WriteIndex::Node node) {
                if (stream_of(contents.writes[node].source) == stream_of(edge.source)) {
                    replaced[node] = true;
                }
            });
        }
    }
    std::map<StreamId, std::vector<const Contents::SourcedWrite*>> by_stream;
    for (WriteIndex::Node node = 0; node < contents.writes.size(); ++node) {
        if (!replaced[node]) {
            by_stream[stream_of(contents.writes[node].source)].push_back(&contents.writes[node]);
        }
    }
    StreamParts parts;
    for (auto& [stream, writes] : by_stream) {
        parts.emplace(stream, hash_of_part(subject, contents, std::move(writes)));
    }
    return parts;
}

Hash256 StreamState::hash() const {
    CborWriter out;
    out.array(6);
    out.text(kStateContext);
    out.integer(kFoldVersion);
    out.bytes(stream.bytes());
    out.unsigned_integer(entries);
    out.bytes(entry_sum.bytes());
    out.bytes(part_sum.bytes());
    return hash256(out.take());
}

}  // namespace daohu::registry
