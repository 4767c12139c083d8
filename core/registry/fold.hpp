// SPDX-License-Identifier: Apache-2.0
#pragma once

// The fold: from writes and the edges between them to an entity. Pure; any thread.
//
// A property is the set of writes that no other write names as replaced. One write is the value; several of one value
// agree; several values are a conflict, which a person settles by a write that names them all. The order in which
// entries arrive does not matter, nor how often. Time chooses which of several values is displayed, never which holds.
//
// An edge counts when the write that names and the write named belong to entities that same_as makes one: so undoing a
// same_as gives each its own values back, exactly. A county may declare an edge blind; it does not count then.

#include "core/registry/entity.hpp"

#include <span>

namespace daohu::registry {

// Raised with every change of what a fold makes of the same entries; a store folded by another version is rebuilt.
inline constexpr std::int64_t kFoldVersion = 3;

// Everything known about some subjects that are one entity.
struct Contents {
    struct SourcedWrite {
        std::uint32_t source = 0;  // index into `sources`
        Write write;
    };
    struct SourcedEdge {
        std::uint32_t source = 0;
        Edge edge;
        bool is_blind = false;
    };

    std::vector<EntityId> members;  // ascending
    std::vector<Provenance> sources;
    std::vector<SourcedWrite> writes;
    std::vector<SourcedEdge> edges;
    bool from_the_future = false;
    bool has_absent_section = false;
    bool has_malformed_section = false;
    bool is_forked = false;

    // Adds what is known about another member; `members` is left alone.
    void append(Contents other);
    [[nodiscard]] entry::WriteId id_of(const SourcedWrite& write) const {
        return {sources[write.source].entry, write.write.index};
    }
};

// Whether a write is part of what an entity is; the others are answers of a fact, read on demand.
[[nodiscard]] bool is_state(const Write& write);

// `schemas` gives the modes and former names of properties; a property without one is a register, or a set where it was
// added to or attached.
[[nodiscard]] Entity fold(const Contents& contents, const SchemaSet& schemas);

// A fact's answers by path, each a register: two corrections of one answer are a conflict as elsewhere. `contents` holds
// the answers' writes and the edges between them.
[[nodiscard]] std::map<std::string, Register, std::less<>> fold_answers(const Contents& contents);

}  // namespace daohu::registry
