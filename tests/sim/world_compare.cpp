// SPDX-License-Identifier: Apache-2.0
//
// What the replicas show against what the model says they must.

#include "tests/sim/model_view.hpp"
#include "tests/sim/world.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu::sim {

ModelId World::model_id(const entry::WriteId& write) const {
    return {m_chains.at({write.entry.device, write.entry.incarnation}), write.entry.sequence, write.index};
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
    const ModelEntity seen = shown(*entity, {.subject = [this](EntityId id) { return m_subject_numbers.at(id); },
                                             .entry = [this](const Hash256& hash) { return m_numbers.at(hash); }});
    m_report.hidden += hidden_writes(expected, seen);
    m_report.conflicts += seen.conflicts.size();
    if (const std::string what = difference(expected, seen); !what.empty()) {
        differ(fmt::format("subject {} {}", subject, what));
    }
    return {};
}

Result<void> World::compare(Replica& replica) {
    m_report.conflicts = 0;
    for (const ModelEntity& expected : m_model.entities(replica.held(), replica.absent())) {
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
