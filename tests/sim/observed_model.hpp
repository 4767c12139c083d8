// SPDX-License-Identifier: Apache-2.0
#pragma once

// A second, independent reading of the conflict rule: slow, plain, and sharing no code with core/registry. The simulator
// tells it what was written; it says what every replica that holds given entries must show. One thread.

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace daohu::sim {

// A place in a chain, as numbers of the simulation. A cloned chain gives one place to two entries.
struct ModelId {
    int chain = 0;
    std::uint64_t sequence = 0;
    std::uint32_t index = 0;

    friend auto operator<=>(const ModelId&, const ModelId&) = default;
};

enum class ModelKind : std::uint8_t {
    value,    // a property's value
    element,  // one element of a set
    status,   // open or closed
    fact,
    same_as,
    effect,  // only names others: remove, void, not_same_as
};

struct ModelWrite {
    int entry = 0;  // number of the entry in the simulation
    ModelId id;
    ModelKind kind = ModelKind::value;
    int subject = 0;
    std::string property;
    std::string value;
    int other = 0;  // of same_as
    std::set<ModelId> names;
};

// What one entity must look like.
struct ModelEntity {
    std::set<int> members;
    // Property (or "status") to the values that nobody compared: entry number and index.
    std::map<std::string, std::set<std::pair<int, std::uint32_t>>> standing;
    std::set<std::string> conflicts;
    std::set<std::pair<int, std::uint32_t>> standing_facts;
};

class ObservedModel {
public:
    void add(ModelWrite write) { m_writes.push_back(std::move(write)); }
    [[nodiscard]] const std::vector<ModelWrite>& writes() const { return m_writes; }

    // In no particular order, for a replica that holds `entries` (numbers of the simulation), of `absent` only what they
    // name.
    [[nodiscard]] std::vector<ModelEntity> entities(const std::set<int>& entries, const std::set<int>& absent) const;

private:
    std::vector<ModelWrite> m_writes;
};

}  // namespace daohu::sim
