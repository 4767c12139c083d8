// SPDX-License-Identifier: Apache-2.0
#pragma once

// The parameters and switches that exist, the same for every pack (assets/policy/catalogue.json). Read once, then
// shared. Any thread.

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

class Catalogue {
public:
    // Nothing, and the faults, when it is not sound.
    [[nodiscard]] static std::optional<Catalogue> read(std::string_view json, Faults& faults);

    [[nodiscard]] const std::vector<ParameterDefinition>& parameters() const { return m_parameters; }
    [[nodiscard]] const std::vector<SwitchDefinition>& switches() const { return m_switches; }
    [[nodiscard]] const ParameterDefinition* find(ParameterId id) const;
    [[nodiscard]] const SwitchDefinition* find_switch(std::string_view id) const;

private:
    std::vector<ParameterDefinition> m_parameters;
    std::vector<SwitchDefinition> m_switches;
};

}  // namespace daohu::policy
