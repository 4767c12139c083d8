// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the conflict screen and the merge screen write: the only acts that are no forms, because they are about values and
// entities rather than about answers. Each leaves a record with who decided and why. Any thread.

#include "core/casework/act/roles.hpp"
#include "core/casework/entry_maker.hpp"
#include "core/registry/entity.hpp"
#include "core/registry/history.hpp"

#include <span>

namespace daohu::casework {

struct Decision {
    Role role = Role::township_desk;
    std::string reason;  // never empty
    StreamId scope;
    ClockReading clock;
    std::vector<BoxPublicKey> sealed_to;  // for what is secret: decided among those who may read it, in their stream
};

// One of the values in conflict, or another that is right, in place of all of them. Other conflicts of the entity stay.
// casework_role, casework_no_reader (secret, and nobody to seal it to), invalid_argument (no reason), not_found where the property is not in conflict.
[[nodiscard]] Result<entry::EntryDraft> settle_conflict(const registry::Entity& entity, std::string_view property,
                                                        entry::Value value, const Decision& decision);

// Two families or persons are one: both histories stay, the smaller id is that of both, the other an alias.
// casework_role, casework_no_reader, invalid_argument (no reason, of different datasets, or one already).
[[nodiscard]] Result<entry::EntryDraft> merge(const registry::Entity& one, const registry::Entity& other,
                                              const Decision& decision);
// Takes every merge of two members back: each has its own values again. not_found where nobody merged it; `history` is
// the entity's.
[[nodiscard]] Result<entry::EntryDraft> part(const registry::Entity& entity,
                                             std::span<const registry::HistoryItem> history, const Decision& decision);

}  // namespace daohu::casework
