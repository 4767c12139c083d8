// SPDX-License-Identifier: Apache-2.0
#include "core/registry/entity.hpp"

namespace daohu::registry {

std::vector<entry::WriteId> Register::displayed_writes() const {
    std::vector<entry::WriteId> writes;
    for (const Sibling& sibling : siblings) {
        if (sibling.value == displayed()) {
            writes.push_back(sibling.write);
        }
    }
    return writes;
}

std::vector<entry::WriteId> Register::all_writes() const {
    std::vector<entry::WriteId> writes;
    for (const Sibling& sibling : siblings) {
        writes.push_back(sibling.write);
    }
    return writes;
}

const Register* Entity::find(std::string_view property) const {
    const auto found = registers.find(property);
    return found != registers.end() ? &found->second : nullptr;
}

const entry::Value* Entity::displayed(std::string_view property) const {
    const Register* found = find(property);
    return found != nullptr ? &found->displayed() : nullptr;
}

std::optional<std::string_view> Entity::text(std::string_view property) const {
    const entry::Value* value = displayed(property);
    const auto* text = value != nullptr ? std::get_if<std::string>(value) : nullptr;
    return text != nullptr ? std::optional<std::string_view>{*text} : std::nullopt;
}

std::optional<std::int64_t> Entity::number(std::string_view property) const {
    const entry::Value* value = displayed(property);
    const auto* number = value != nullptr ? std::get_if<std::int64_t>(value) : nullptr;
    return number != nullptr ? std::optional{*number} : std::nullopt;
}

std::optional<EntityId> Entity::reference(std::string_view property) const {
    const entry::Value* value = displayed(property);
    if (value == nullptr) {
        return std::nullopt;
    }
    const Result<EntityId> entity = entry::referenced_entity(*value);
    return entity ? std::optional{*entity} : std::nullopt;
}

std::vector<std::string> Entity::conflicts() const {
    std::vector<std::string> names;
    if (status_register && status_register->agreement == Agreement::conflict) {
        names.emplace_back();
    }
    for (const auto& [name, property] : registers) {
        if (property.agreement == Agreement::conflict) {
            names.push_back(name);
        }
    }
    return names;
}

bool Entity::exists() const {
    return status_register.has_value() || !registers.empty() || !sets.empty() || !records.empty() || needs_newer_app ||
           has_absent_sections || has_malformed_sections;
}

}  // namespace daohu::registry
