// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/sealed_file.hpp"

#include "core/casework/read/links.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace daohu::casework {

namespace {

using registry::Entity;

// Each has a page and a line of its own, and belongs to no other.
constexpr std::array<std::string_view, 3> kMatters{"case", "complaint", "objection"};
constexpr std::string_view kPerson = "person";

bool is_matter(const Entity& entity) { return std::ranges::find(kMatters, entity.dataset) != kMatters.end(); }

bool names(const Entity& entity, const registry::DatasetSchema& dataset, const Entity& whole) {
    return std::ranges::any_of(dataset.properties, [&](const registry::PropertySchema& property) {
        const auto named = property.dataset == whole.dataset ? entity.reference(property.name) : std::nullopt;
        return named && std::ranges::find(whole.members, *named) != whole.members.end();
    });
}

// Walks from a matter to its records, and from each of them to its own.
class Belongings {
public:
    Belongings(const ReadContext& context, const SealedRegister& sealed, const Viewer& viewer)
        : m_context{context}, m_sealed{sealed}, m_viewer{viewer} {}

    Result<std::vector<Entity>> records_of(const Entity& matter) {
        m_open = {matter};
        TRY(add_person(matter));
        while (!m_open.empty()) {
            const Entity whole = std::move(m_open.back());
            m_open.pop_back();
            add_sealed(whole);
            TRY(add_readable(whole));
        }
        std::vector<Entity> records;
        for (auto& [id, record] : m_found) {
            if (id != matter.id) {
                records.push_back(std::move(record));
            }
        }
        std::ranges::stable_sort(records, {}, recorded_at);
        return records;
    }

private:
    // Somebody who is known by the case alone: what is written about him belongs to it.
    Result<void> add_person(const Entity& matter) {
        const auto id = matter.dataset == "case" ? matter.reference(kPerson) : std::nullopt;
        const Entity* const person = id ? m_sealed.find(*id) : nullptr;
        if (person != nullptr && TRY(is_sealed_whole(*person, m_context.registry))) {
            m_open.push_back(*person);
        }
        return {};
    }

    void add_sealed(const Entity& whole) {
        for (const auto& [name, dataset] : m_context.schemas.datasets()) {
            for (const Entity* entity : m_sealed.entities(name)) {
                if (names(*entity, dataset, whole) && !is_hidden_from_reader(*entity, m_viewer)) {
                    add(*entity);
                }
            }
        }
    }

    // Parts of it that were never sealed.
    Result<void> add_readable(const Entity& whole) {
        for (const EntityId id : whole.members) {
            for (const Linked& linked : TRY(linked_to(m_context.registry, ParentLinkProjector::kName, id))) {
                const auto entity = TRY(m_context.registry.find(linked.entity));
                const bool is_seen = entity && m_sealed.find(entity->id) == nullptr &&
                                     !TRY(is_hidden(*entity, m_viewer, m_context.registry));
                if (is_seen) {
                    add(*entity);
                }
            }
        }
        return {};
    }

    void add(const Entity& record) {
        if (!is_matter(record) && m_found.emplace(record.id, record).second) {
            m_open.push_back(record);
        }
    }

    const ReadContext& m_context;
    const SealedRegister& m_sealed;
    const Viewer& m_viewer;
    std::vector<Entity> m_open;
    std::map<EntityId, Entity> m_found;
};

}  // namespace

Result<std::optional<SealedFile>> sealed_file(const ReadContext& context, const SealedRegister& sealed,
                                              const Viewer& viewer, EntityId matter, const ClockReading& now) {
    const Entity* const known = sealed.find(matter);
    const bool is_his =
        known != nullptr && !is_hidden_from_reader(*known, viewer) && TRY(is_sealed_whole(*known, context.registry));
    if (!is_his) {
        return std::optional<SealedFile>{};
    }
    SealedFile file{.records = TRY(Belongings(context, sealed, viewer).records_of(*known)), .deadlines = {}};
    file.deadlines = TRY(deadlines_of(context, *known, file.records, now));
    return std::optional{std::move(file)};
}

}  // namespace daohu::casework
