// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/sealed_register.hpp"

#include "core/casework/act/visibility.hpp"
#include "core/registry/folder.hpp"
#include "core/registry/memory_store.hpp"
#include "core/registry/registry.hpp"

#include <algorithm>
#include <set>

namespace daohu::casework {

namespace {

constexpr std::size_t kPortion = 256;

// The folded entities, by class.
class Entities final : public registry::FoldSink {
public:
    std::map<registry::SubjectRef, registry::Entity> by_class;

    Result<void> entity_changed(registry::SubjectRef class_ref, const registry::Entity& entity) override {
        by_class.insert_or_assign(class_ref, entity);
        return {};
    }
    Result<void> entity_merged_away(registry::SubjectRef subject) override {
        by_class.erase(subject);
        return {};
    }
};

// Verdicts on edges are about nobody in particular.
bool touches(const entry::SignedEntry& entry, const std::set<EntityId>& subjects) {
    return entry.header().kind == entry::EntryKind::publish ||
           std::ranges::any_of(entry.header().subjects, [&](EntityId id) { return subjects.contains(id); });
}

}  // namespace

struct SealedRegister::Fold {
    Fold(vault::Database& store_file, journal::JournalReader reader, const registry::SchemaSet& schemas, BoxKey own_key,
         journal::CountyDevices county)
        : database{store_file}, journal{std::move(reader)}, key{std::move(own_key)},
          folder{store, schemas, entities, options(std::move(county))} {}

    [[nodiscard]] registry::FoldOptions options(journal::CountyDevices county) {
        registry::FoldOptions made;
        made.county = std::move(county);
        made.open_sealed = [this](const entry::SignedEntry& entry,
                                  std::size_t section) -> std::optional<entry::Section> {
            auto opened = entry.open_section(section, key);
            return opened ? std::optional{std::move(*opened)} : std::nullopt;
        };
        return made;
    }

    // Subjects of sections that this person can open. True where one is new.
    bool note_subjects(const entry::SignedEntry& entry) {
        bool is_new = false;
        for (const entry::SectionDescriptor& section : entry.header().sections) {
            const bool for_me = section.sealed_to &&
                                std::ranges::find(*section.sealed_to, key.public_key()) != section.sealed_to->end();
            is_new |= for_me && section.subject && subjects.insert(*section.subject).second;
        }
        return is_new;
    }

    // What is known of a subject besides may be older than the first sealed section about it: then all is read again.
    Result<void> apply_after(std::uint64_t ordinal) {
        for (;;) {
            const auto portion = TRY(journal.read_after(ordinal, kPortion));
            if (portion.empty()) {
                return folder.flush();
            }
            for (const journal::StoredEntry& stored : portion) {
                if (touches(stored.entry, subjects)) {
                    (void)TRY(folder.apply(stored.entry));
                }
            }
            ordinal = portion.back().ordinal;
        }
    }

    vault::Database& database;
    journal::JournalReader journal;
    BoxKey key;
    std::set<EntityId> subjects;
    std::uint64_t read_up_to = 0;
    registry::MemoryStore store;
    Entities entities;
    registry::Folder folder;
};

SealedRegister::SealedRegister(std::unique_ptr<Fold> fold) : m_fold{std::move(fold)} {}
SealedRegister::~SealedRegister() = default;
SealedRegister::SealedRegister(SealedRegister&&) noexcept = default;
SealedRegister& SealedRegister::operator=(SealedRegister&&) noexcept = default;

Result<SealedRegister> SealedRegister::open(vault::Database& database, const registry::SchemaSet& schemas, BoxKey key) {
    auto journal = TRY(journal::JournalReader::open(database));
    auto county = TRY(registry::believed_county(database));
    SealedRegister made{
        std::make_unique<Fold>(database, std::move(journal), schemas, std::move(key), std::move(county))};
    TRY(made.catch_up());
    return made;
}

// The registry has noted which entries it could not read whole. The others are not read a second time: on most tablets
// that is every one.
Result<void> SealedRegister::catch_up() {
    const std::uint64_t before = m_fold->read_up_to;
    const std::uint64_t last = TRY(m_fold->journal.last_ordinal());
    bool is_new = false;
    for (const std::uint64_t ordinal : TRY(registry::entries_not_read_whole(m_fold->database, before))) {
        for (const journal::StoredEntry& stored : TRY(m_fold->journal.read_after(ordinal - 1, 1))) {
            is_new |= m_fold->note_subjects(stored.entry);
        }
    }
    m_fold->read_up_to = last;
    if (m_fold->subjects.empty()) {
        return {};
    }
    return m_fold->apply_after(is_new ? 0 : before);
}

const registry::Entity* SealedRegister::find(EntityId subject) const {
    for (const auto& [class_ref, entity] : m_fold->entities.by_class) {
        if (std::ranges::find(entity.members, subject) != entity.members.end()) {
            return &entity;
        }
    }
    return nullptr;
}

std::vector<const registry::Entity*> SealedRegister::entities(std::string_view dataset) const {
    std::vector<const registry::Entity*> found;
    for (const auto& [class_ref, entity] : m_fold->entities.by_class) {
        if (entity.dataset == dataset) {
            found.push_back(&entity);
        }
    }
    std::ranges::sort(found, {}, [](const registry::Entity* entity) { return entity->id; });
    return found;
}

Result<bool> is_sealed_whole(const registry::Entity& sealed, registry::RegistryReader& registry) {
    if (is_secret(sealed)) {
        return true;
    }
    const auto known = TRY(registry.find(sealed.id));
    return !known || known->dataset.empty();  // nobody else can tell what it is
}

}  // namespace daohu::casework
