// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/observed_model.hpp"

namespace daohu::sim {

namespace {

// What a replica has; of an absent one only what it names can be known.
struct HeldWrite {
    const ModelWrite* write = nullptr;
    ModelKind kind = ModelKind::effect;

    const ModelWrite* operator->() const { return write; }
};
using Held = std::vector<HeldWrite>;

// Which subjects are one: begin with everyone alone and join until nothing changes.
std::map<int, int> groups_of(const Held& held) {
    std::map<int, int> group;
    for (const HeldWrite& write : held) {
        group.emplace(write->subject, write->subject);
    }
    std::set<ModelId> retracted;
    for (const HeldWrite& write : held) {
        retracted.insert(write->names.begin(), write->names.end());
    }
    for (const HeldWrite& same : held) {
        if (same.kind != ModelKind::same_as || retracted.contains(same->id)) {
            continue;
        }
        group.emplace(same->other, same->other);
        const int from = group[same->subject];
        const int to = group[same->other];
        for (auto& [subject, of] : group) {
            if (of == from) {
                of = to;
            }
        }
    }
    return group;
}

bool is_named(const ModelWrite& write, const Held& together) {
    for (const HeldWrite& by : together) {
        if (by->names.contains(write.id)) {
            return true;
        }
    }
    return false;
}

ModelEntity entity_of(const Held& together) {
    ModelEntity entity;
    std::map<std::string, std::set<std::string>> values;
    for (const HeldWrite& write : together) {
        if (is_named(*write.write, together)) {
            continue;
        }
        const std::pair place{write->entry, write->id.index};
        switch (write.kind) {
            case ModelKind::value:
            case ModelKind::status:
                entity.standing[write->property].insert(place);
                values[write->property].insert(write->value);
                break;
            case ModelKind::element: entity.standing[write->property].insert(place); break;
            case ModelKind::fact: entity.standing_facts.insert(place); break;
            case ModelKind::same_as:
            case ModelKind::effect: break;
        }
    }
    for (const auto& [property, different] : values) {
        if (different.size() > 1) {
            entity.conflicts.insert(property);
        }
    }
    return entity;
}

}  // namespace

std::vector<ModelEntity> ObservedModel::entities(const std::set<int>& entries, const std::set<int>& absent) const {
    Held held;
    for (const ModelWrite& write : m_writes) {
        if (entries.contains(write.entry)) {
            held.push_back({&write, absent.contains(write.entry) ? ModelKind::effect : write.kind});
        }
    }
    const std::map<int, int> groups = groups_of(held);
    std::map<int, Held> by_group;
    for (const HeldWrite& write : held) {
        by_group[groups.at(write->subject)].push_back(write);
    }
    std::vector<ModelEntity> entities;
    for (const auto& [group, together] : by_group) {
        ModelEntity entity = entity_of(together);
        for (const auto& [subject, of] : groups) {
            if (of == group) {
                entity.members.insert(subject);
            }
        }
        entities.push_back(std::move(entity));
    }
    return entities;
}

}  // namespace daohu::sim
