// SPDX-License-Identifier: Apache-2.0
#pragma once

// One number a stream by which two replicas notice that they differ. Any thread.
//
// Two sums are kept a stream, each over hashes that do not depend on order: that of every entry of the stream, and that
// of what each subject's writes of the stream come to: the writes that no write of the same subject and stream names,
// with their values. So the number is a function of the stream's entries alone, whatever else a replica holds, and
// follows one entry at the cost of the subjects it touches. Sections a replica cannot read (sealed, withheld, dropped)
// have no part in the second sum: replicas with the same grants compare.
//
// It finds mistakes, not forgeries; those are for the signatures.

#include "core/registry/fold.hpp"

#include <array>
#include <map>

namespace daohu::registry {

// A sum of hashes in any order: four lanes of 64 bits.
class HashSum {
public:
    static constexpr std::size_t kSize = 32;

    void add(const Hash256& hash);
    void subtract(const Hash256& hash);

    [[nodiscard]] Bytes bytes() const;  // big-endian lanes
    // bytes_wrong_length unless there are 32.
    [[nodiscard]] static Result<HashSum> from_bytes(ByteView bytes);

    friend bool operator==(const HashSum&, const HashSum&) = default;

private:
    std::array<std::uint64_t, 4> m_lanes{};
};

using StreamParts = std::map<StreamId, Hash256>;

// What the writes of one subject come to, by stream. `contents` holds that subject alone.
[[nodiscard]] StreamParts stream_parts(EntityId subject, const Contents& contents);

struct StreamState {
    StreamId stream;
    std::uint64_t entries = 0;
    HashSum entry_sum;
    HashSum part_sum;

    // What replicas compare; it changes with kFoldVersion.
    [[nodiscard]] Hash256 hash() const;
    friend bool operator==(const StreamState&, const StreamState&) = default;
};

}  // namespace daohu::registry
