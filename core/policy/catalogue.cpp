// SPDX-License-Identifier: Apache-2.0
#include "core/policy/catalogue.hpp"

#include "core/policy/json_value.hpp"
#include "core/policy/pack_fields.hpp"

#include <algorithm>

namespace daohu::policy {
namespace {

constexpr std::string_view kFile = "catalogue.json";

std::optional<ParameterDefinition> read_definition(const JsonValue& json, std::string where, FaultSink& sink) {
    ObjectReader object{json, std::move(where), sink};
    ParameterDefinition made;
    const auto id = object.needed_text("id");
    const auto number = id ? ParameterId::parse(*id) : std::nullopt;
    made.name = object.needed_text("name").value_or("");
    const auto unit = read_word<Unit>(object, "unit", find_unit);
    const auto shared = read_word<SharedBy>(object, "class", find_shared_by);
    made.label = read_label(object, "label").value_or(Label{});
    made.codes = object.texts("codes");
    made.standards = object.texts("standards");
    if (!number) {
        sink.add(FaultKind::bad_value, object.path("id"), "R- and three digits");
        return std::nullopt;
    }
    if (!unit || !shared) {
        return std::nullopt;
    }
    made.id = *number;
    made.unit = *unit;
    made.shared = *shared;
    return made;
}

SwitchDefinition read_switch_definition(const JsonValue& json, std::string where, FaultSink& sink) {
    ObjectReader object{json, std::move(where), sink};
    SwitchDefinition made;
    made.id = object.needed_text("id").value_or("");
    made.ambiguity = object.needed_text("ambiguity").value_or("");
    made.codes = object.texts("codes");
    made.label = read_label(object, "label").value_or(Label{});
    return made;
}

FactDefinition read_fact_definition(const JsonValue& json, std::string where, FaultSink& sink) {
    ObjectReader object{json, std::move(where), sink};
    FactDefinition made;
    made.id = object.needed_text("id").value_or("");
    made.group = object.text("group").value_or("");
    made.bodies = object.texts("bodies");
    return made;
}

}  // namespace

std::optional<Catalogue> Catalogue::read(std::string_view json, Faults& faults) {
    const std::size_t before = faults.size();
    const auto document = parse_json(json, kFile, faults);
    if (!document) {
        return std::nullopt;
    }
    FaultSink sink{std::string{kFile}, faults};
    Catalogue made;
    {
        ObjectReader object{*document, {}, sink};
        read_head(object, "catalogue");
        object.need("ambiguities");
        made.m_ambiguities = object.texts("ambiguities");
        for_each_item(object, "parameters", [&](const JsonValue& item, std::string where) {
            auto definition = read_definition(item, std::move(where), sink);
            if (!definition) {
                return;
            }
            if (made.find(definition->id) != nullptr) {
                sink.add(FaultKind::duplicate_key, definition->id.to_string());
            }
            made.m_parameters.push_back(std::move(*definition));
        });
        for_each_item(object, "switches", [&](const JsonValue& item, std::string where) {
            made.m_switches.push_back(read_switch_definition(item, std::move(where), sink));
        });
        for_each_item(object, "facts", [&](const JsonValue& item, std::string where) {
            made.m_facts.push_back(read_fact_definition(item, std::move(where), sink));
        });
    }
    if (faults.size() != before) {
        return std::nullopt;
    }
    return made;
}

const ParameterDefinition* Catalogue::find(ParameterId id) const {
    const auto found = std::ranges::find(m_parameters, id, &ParameterDefinition::id);
    return found == m_parameters.end() ? nullptr : &*found;
}

const SwitchDefinition* Catalogue::find_switch(std::string_view id) const {
    const auto found = std::ranges::find(m_switches, id, &SwitchDefinition::id);
    return found == m_switches.end() ? nullptr : &*found;
}

bool Catalogue::has_ambiguity(std::string_view id) const {
    return std::ranges::find(m_ambiguities, id) != m_ambiguities.end();
}

const FactDefinition* Catalogue::find_fact(std::string_view id) const {
    const auto found = std::ranges::find(m_facts, id, &FactDefinition::id);
    return found == m_facts.end() ? nullptr : &*found;
}

}  // namespace daohu::policy
