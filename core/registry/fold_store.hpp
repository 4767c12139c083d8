// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where the fold keeps what it was told: a port with two implementations, memory and the vault's database. One thread.
//
// The store only remembers; what follows from it is the Folder's business.

#include "core/registry/fold.hpp"
#include "core/registry/stream_state.hpp"

namespace daohu::registry {

// A subject's number in this store. It never leaves the store's process: replicas number differently.
using SubjectRef = std::int64_t;

// A same_as that holds between two subjects.
struct Union {
    SubjectRef first = 0;
    SubjectRef second = 0;
};

class FoldStore {
public:
    FoldStore() = default;
    FoldStore(const FoldStore&) = delete;
    FoldStore& operator=(const FoldStore&) = delete;
    virtual ~FoldStore() = default;

    // Remembers an entry with its writes and edges. False when it was there already.
    [[nodiscard]] virtual Result<bool> add(const EntryFacts& facts) = 0;
    // Forgets what an entry said of which sections were dropped or arrived, and remembers what it says now. Gives the
    // subjects of the same_as that it made or ended before or does now, and of the edges it called blind; nothing when the
    // entry is not known.
    [[nodiscard]] virtual Result<std::optional<std::vector<SubjectRef>>> replace(const EntryFacts& facts) = 0;

    // The number of a subject, given out on first use.
    [[nodiscard]] virtual Result<SubjectRef> ref_of(EntityId subject) = 0;
    // Nothing when nobody ever wrote about or named it.
    [[nodiscard]] virtual Result<std::optional<SubjectRef>> find_ref(EntityId subject) = 0;
    [[nodiscard]] virtual Result<EntityId> id_of(SubjectRef subject) = 0;

    // The same_as edges that touch a subject and that nothing retracts.
    [[nodiscard]] virtual Result<std::vector<Union>> unions_of(SubjectRef subject) = 0;
    // The subjects of the same_as writes that `facts` names or makes.
    [[nodiscard]] virtual Result<std::vector<SubjectRef>> unions_touched_by(const EntryFacts& facts) = 0;

    // The member of the class with the smallest id; the subject itself when it stands alone.
    [[nodiscard]] virtual Result<SubjectRef> class_of(SubjectRef subject) = 0;
    [[nodiscard]] virtual Result<std::vector<SubjectRef>> members_of(SubjectRef class_ref) = 0;
    [[nodiscard]] virtual Result<void> set_class(SubjectRef subject, SubjectRef class_ref) = 0;

    // What is known about one subject, without the answers of its facts. `contents.members` is left alone.
    [[nodiscard]] virtual Result<void> load(SubjectRef subject, Contents& contents) = 0;

    // A subject's part of the state of each stream that wrote about it, in place of what was set before.
    [[nodiscard]] virtual Result<void> set_stream_parts(SubjectRef subject, const StreamParts& parts) = 0;
    // Writes down what was only kept in memory; after it, what is asked is complete.
    [[nodiscard]] virtual Result<void> settle() = 0;
    // Ascending by stream; as of the last settle().
    [[nodiscard]] virtual Result<std::vector<StreamState>> streams() = 0;
};

}  // namespace daohu::registry
