// SPDX-License-Identifier: Apache-2.0
#pragma once

// The parameters, switches and sendable facts that exist, the same for every pack (assets/policy/catalogue.json).
// Read once, then shared. Any thread.

#include "core/policy/fault.hpp"
#include "core/policy/parameter.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::policy {

struct ParameterDefinition {
    ParameterId id{0};
    std::string name;
    Unit unit = Unit::text;
    SharedBy shared = SharedBy::absent;
    Label label;
    std::vector<std::string> codes;      // of enum and set
    std::vector<std::string> standards;  // kinds of dated figures that its rules need
};

struct SwitchDefinition {
    std::string id;
    std::string ambiguity;
    std::vector<std::string> codes;
    Label label;
};

// What a packet to a body can hold: a property of a dataset, "medical.illness".
struct FactDefinition {
    std::string id;
    std::string group;                // a code of fact_group; empty: the matter itself
    std::vector<std::string> bodies;  // the only ones that it is for; empty: any
};

class Catalogue {
public:
    // Nothing, and the faults, when it is not sound.
    [[nodiscard]] static std::optional<Catalogue> read(std::string_view json, Faults& faults);

    [[nodiscard]] const std::vector<ParameterDefinition>& parameters() const { return m_parameters; }
    [[nodiscard]] const std::vector<SwitchDefinition>& switches() const { return m_switches; }
    [[nodiscard]] const std::vector<FactDefinition>& facts() const { return m_facts; }
    [[nodiscard]] const ParameterDefinition* find(ParameterId id) const;
    [[nodiscard]] const SwitchDefinition* find_switch(std::string_view id) const;
    [[nodiscard]] const FactDefinition* find_fact(std::string_view id) const;
    // Whether assets/policy/ambiguities.json explains it.
    [[nodiscard]] bool has_ambiguity(std::string_view id) const;

private:
    std::vector<ParameterDefinition> m_parameters;
    std::vector<SwitchDefinition> m_switches;
    std::vector<FactDefinition> m_facts;
    std::vector<std::string> m_ambiguities;
};

}  // namespace daohu::policy
