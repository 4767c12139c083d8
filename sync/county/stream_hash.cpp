// SPDX-License-Identifier: Apache-2.0
#include "sync/county/stream_hash.hpp"

#include "core/registry/folder.hpp"
#include "core/registry/memory_store.hpp"

#include <algorithm>

namespace daohu::county {

namespace {

constexpr std::size_t kSliceBudget = 1024 * 1024;

// Only the sums are wanted, which the store keeps.
class NoSink final : public registry::FoldSink {
public:
    Result<void> entity_changed(registry::SubjectRef, const registry::Entity&) override { return {}; }
    Result<void> entity_merged_away(registry::SubjectRef) override { return {}; }
};

}  // namespace

Result<Hash256> fold_stream_hash(Store& store, StreamId stream, const registry::SchemaSet& schemas,
                                 const journal::CountyDevices& county) {
    registry::MemoryStore memory;
    NoSink sink;
    registry::Folder folder{memory, schemas, sink, {.county = county}};
    for (std::uint64_t after = 0;;) {
        const StreamSlice slice = TRY(store.read_stream(stream, after, kSliceBudget, IncarnationId{}));
        if (slice.entries.empty()) {
            break;
        }
        for (const StreamEntry& stored : slice.entries) {
            TRY(folder.apply(TRY(entry::SignedEntry::decode(stored.bytes)), stored.position));
        }
        after = slice.entries.back().position;
    }
    TRY(folder.flush());
    const auto states = TRY(memory.streams());
    const auto state = std::ranges::find(states, stream, &registry::StreamState::stream);
    return state == states.end() ? Hash256{} : state->hash();
}

}  // namespace daohu::county
