// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads what the fold leaves in the journal: the answers of facts, and everything ever written about an entity. On its
// database's thread. Private to core/registry.

#include "core/journal/reader.hpp"
#include "core/registry/fold.hpp"
#include "core/registry/history.hpp"

namespace daohu::registry {

class FactReader {
public:
    explicit FactReader(journal::JournalReader journal) : m_journal{std::move(journal)} {}

    // Of a record and its corrections, folded. `known` is what the fold knows about all members of `entity`.
    [[nodiscard]] Result<std::map<std::string, Register, std::less<>>>
    answers(const Entity& entity, const entry::WriteId& record, const Contents& known);
    // In order of time.
    [[nodiscard]] Result<std::vector<HistoryItem>> history(const Entity& entity, const Contents& known);

private:
    // database_damaged where the journal does not have the entry.
    [[nodiscard]] Result<EntryFacts> facts_from(const Provenance& source);

    journal::JournalReader m_journal;
};

}  // namespace daohu::registry
