// SPDX-License-Identifier: Apache-2.0
//
// What the replicas show against what the model says they must.

#include "tests/sim/world.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu::sim {

ModelId World::model_id(const entry::WriteId& write) const {
    return {m_chains.at({write.entry.device, write.entry.incarnation}), write.entry.sequence, write.index};
}

std::pair<int, std::uint32_t> World::place_of(const registry::Sibling& sibling) const {
    return {m_numbers.at(sibling.by.entry_hash), sibling.write.index};
}

ModelEntity World::shown(const registry::Entity& entity) const {
    ModelEntity seen;
    for (const EntityId member : entity.members) {
        seen.members.insert(m_subject_numbers.at(member));
    }
    const auto add = [&](const std::string& name, const registry::Register& property) {
        for (const registry::Sibling& sibling : property.siblings) {
            seen.standing[name].insert(place_of(sibling));
        }
        if (property.agreement == registry::Agreement::conflict) {
            seen.conflicts.insert(name);
        }
    };
    for (const auto& [name, property] : entity.registers) {
        add(name, property);
    }
    if (entity.status_register) {
        add("status", *entity.status_register);
    }
    for (const auto& [name, elements] : entity.sets) {
        for (const registry::Element& element : elements) {
            seen.standing[name].insert(place_of(element.added));
        }
    }
    for (const registry::Record& record : entity.records) {
        if (record.state == registry::RecordState::standing) {
            seen.standing_facts.emplace(m_numbers.at(record.by.entry_hash), record.write.index);
        }
    }
    return seen;
}

void World::differ(const std::string& what) {
    ++m_report.wrong;
    if (m_report.first_difference.empty()) {
        m_report.first_difference = what;
    }
}

Result<void> World::compare_entity(Replica& replica, const ModelEntity& expected) {
    ++m_report.comparisons;
    const int subject = *expected.members.begin();
    const Result<registry::Entity> entity = replica.view(m_subjects[static_cast<std::size_t>(subject)]);
    if (!entity) {
        differ(fmt::format("subject {} is not known: {}", subject, entity.error().describe()));
        return {};
    }
    const ModelEntity seen = shown(*entity);
    std::uint64_t hidden = 0;
    for (const auto& [property, places] : expected.standing) {
        for (const auto& place : places) {
            const auto found = seen.standing.find(property);
            hidden += found == seen.standing.end() || !found->second.contains(place) ? 1 : 0;
        }
    }
    m_report.hidden += hidden;
    m_report.conflicts += seen.conflicts.size();
    if (seen.members != expected.members) {
        differ(fmt::format("subject {} has {} members instead of {}", subject, seen.members.size(),
                           expected.members.size()));
    } else if (seen.standing != expected.standing) {
        differ(fmt::format("subject {} shows other values, {} hidden", subject, hidden));
    } else if (seen.conflicts != expected.conflicts) {
        differ(fmt::format("subject {} has {} conflicts instead of {}", subject, seen.conflicts.size(),
                           expected.conflicts.size()));
    } else if (seen.standing_facts != expected.standing_facts) {
        differ(fmt::format("subject {} has other facts", subject));
    }
    return {};
}

Result<void> World::compare(Replica& replica) {
    m_report.conflicts = 0;
    for (const ModelEntity& expected : m_model.entities(replica.held())) {
        TRY(compare_entity(replica, expected));
    }
    return {};
}

Result<void> World::compare_one() { return compare(*m_tablets[below(m_tablets.size())].replica); }

Result<void> World::compare_all() {
    TRY(compare(*m_server));
    const std::vector<registry::StreamState> expected = TRY(m_server->streams());
    for (Tablet& tablet : m_tablets) {
        if (TRY(tablet.replica->streams()) != expected) {
            ++m_report.diverged;
        }
        TRY(compare(*tablet.replica));
    }
    return {};
}

}  // namespace daohu::sim
