// SPDX-License-Identifier: Apache-2.0
#include "core/casework/demo/demo_draft.hpp"

#include "core/base/beijing_time.hpp"

namespace daohu::casework {

std::int64_t DemoChance::below(std::int64_t bound) {
    return static_cast<std::int64_t>(m_entropy.next() % static_cast<std::uint64_t>(bound));
}

DemoRecord::DemoRecord(EntityId id, std::string dataset, entry::OperationCode code) : m_id{id} {
    m_operations.push_back({.code = code, .dataset = std::move(dataset), .assignments = {}, .replaces = {}});
}

DemoRecord& DemoRecord::set(std::string property, entry::Value value) {
    m_operations.front().assignments.push_back({std::move(property), std::move(value), {}});
    return *this;
}

DemoRecord& DemoRecord::moment(std::string property, WallTime value) {
    return set(std::move(property), beijing_time(value).to_string());
}

DemoRecord& DemoRecord::names(std::string property, EntityId value) {
    return set(std::move(property), entry::reference_to(value));
}

DemoRecord& DemoRecord::add(std::string property, EntityId value) {
    m_operations.push_back({.code = entry::OperationCode::add,
                            .dataset = m_operations.front().dataset,
                            .assignments = {{std::move(property), entry::reference_to(value), {}}},
                            .replaces = {}});
    return *this;
}

DemoRecord& DemoRecord::add_text(std::string property, std::string value) {
    m_operations.push_back({.code = entry::OperationCode::add,
                            .dataset = m_operations.front().dataset,
                            .assignments = {{std::move(property), std::move(value), {}}},
                            .replaces = {}});
    return *this;
}

entry::DraftSection DemoRecord::section() const { return {m_id, m_operations, {}}; }

WallTime at_hour(Date day, std::int64_t minutes) { return start_of_beijing_day(day) + std::chrono::minutes{minutes}; }

Date later(Date day, std::int64_t days) { return day.plus_days(days).value_or(day); }

}  // namespace daohu::casework
