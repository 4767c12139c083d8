// SPDX-License-Identifier: Apache-2.0
#pragma once

// Applies entries to a fold, one by one, at the cost of what each touches. One thread.
//
//     folder.apply(entry);     // remembers writes, edges and unions
//     folder.flush();          // folds every entity touched since the last flush and hands it to the sink

#include "core/journal/county_devices.hpp"
#include "core/registry/fold_store.hpp"

#include <unordered_set>

namespace daohu::registry {

// What becomes of folded entities: lists, search, the conflict screen. Called from flush() only.
class FoldSink {
public:
    virtual ~FoldSink() = default;
    // The entity of a class, new or changed.
    [[nodiscard]] virtual Result<void> entity_changed(SubjectRef class_ref, const Entity& entity) = 0;
    // The subject is no entity of its own any more: a same_as put it into another's class.
    [[nodiscard]] virtual Result<void> entity_merged_away(SubjectRef subject) = 0;
    // All that changed has been told.
    [[nodiscard]] virtual Result<void> settle() { return {}; }
};

struct FoldOptions {
    // Whose verdicts on blind edges count: nobody's by default.
    journal::CountyDevices county{};
    // For a fold that is one person's: nobody's by default.
    SectionOpener open_sealed{};
};

enum class Applied : std::uint8_t { added, known_already };

class Folder {
public:
    // All must outlive the folder.
    Folder(FoldStore& store, const SchemaSet& schemas, FoldSink& sink, FoldOptions options = {});

    // `ordinal` is the entry's in the journal, where the store is one of a journal.
    [[nodiscard]] Result<Applied> apply(const entry::SignedEntry& entry, std::uint64_t ordinal = 0);
    // After sections of an entry that was applied before were dropped or arrived. not_found when it was not.
    [[nodiscard]] Result<void> reapply(const entry::SignedEntry& entry);
    [[nodiscard]] Result<void> flush();

    // How many subjects wait for the next flush.
    [[nodiscard]] std::size_t waiting() const { return m_dirty.size(); }

private:
    [[nodiscard]] EntryFacts read(const entry::SignedEntry& entry) const;
    [[nodiscard]] Result<void> mark(const EntryFacts& facts);
    [[nodiscard]] Result<void> relink(SubjectRef subject);
    [[nodiscard]] Result<void> refold(SubjectRef class_ref);

    FoldStore& m_store;
    const SchemaSet& m_schemas;
    FoldSink& m_sink;
    FoldOptions m_options;
    std::unordered_set<SubjectRef> m_dirty;
};

// What is known about all members of a subject's class.
[[nodiscard]] Result<Contents> load_class(FoldStore& store, SubjectRef subject);
// The entity of a subject's class as the store has it now.
[[nodiscard]] Result<Entity> load_entity(FoldStore& store, const SchemaSet& schemas, SubjectRef subject);

}  // namespace daohu::registry
