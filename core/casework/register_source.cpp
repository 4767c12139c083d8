// SPDX-License-Identifier: Apache-2.0
#include "core/casework/register_source.hpp"

#include "core/base/money.hpp"
#include "core/casework/entry_maker.hpp"
#include "core/casework/facts/form_focus.hpp"

#include <fmt/format.h>

namespace daohu::casework {

namespace {

using registry::PropertySchema;
using registry::PropertyType;

// Read in portions of this many entities.
constexpr std::size_t kPortion = 256;

constexpr std::string_view kHousehold = "household";
constexpr std::string_view kHead = "head";

std::string number_text(std::int64_t number, PropertyType type) {
    return type == PropertyType::fen ? Fen{number}.to_yuan() : std::to_string(number);
}

// Null states read as no value: the form's question is open again.
Result<std::string> form_text(const entry::Value& value, PropertyType type) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return number_text(*number, type);
    }
    if (const auto* yes = std::get_if<bool>(&value)) {
        return std::string{*yes ? "true" : "false"};
    }
    if (type == PropertyType::reference && !entry::is_null(value)) {
        const EntityId entity = TRY(entry::referenced_entity(value));
        return entity.to_string();
    }
    return std::string{};
}

Result<form::EntityProperty> property_of(const registry::Entity& entity, const PropertySchema& schema) {
    form::EntityProperty property{.name = schema.name, .value = {}, .writes = {}};
    if (const registry::Register* values = entity.find(schema.name)) {
        property.value = TRY(form_text(values->displayed(), schema.type));
        for (const entry::WriteId& write : values->displayed_writes()) {
            property.writes.push_back(token_of(write));
        }
    }
    const auto set = entity.sets.find(schema.name);
    if (set == entity.sets.end()) {
        return property;
    }
    for (const registry::Element& element : set->second) {
        const std::string text = TRY(form_text(element.added.value, schema.type));
        property.value += (property.value.empty() || text.empty() ? "" : " ") + text;
    }
    return property;
}

// The first property that is found by name, else the first text there is: it names choices and drafts, so it is nothing
// sensitive.
std::string own_label(const registry::Entity& entity, const registry::DatasetSchema& schema) {
    for (const PropertySchema& property : schema.properties) {
        if (property.index == registry::PropertyIndex::name) {
            return std::string{entity.text(property.name).value_or("")};
        }
    }
    for (const PropertySchema& property : schema.properties) {
        const bool is_for_lists = property.data_class != registry::DataClass::sensitive;
        const auto text = is_for_lists ? entity.text(property.name) : std::nullopt;
        if (property.type == PropertyType::text && text && !text->empty()) {
            return std::string{*text};
        }
    }
    return {};
}

}  // namespace

RegisterSource::RegisterSource(registry::RegistryReader reader, const registry::SchemaSet& schemas,
                               const SealedRegister* sealed)
    : m_reader{std::move(reader)}, m_schemas{&schemas}, m_sealed{sealed} {}

Result<RegisterSource> RegisterSource::open(vault::Database& database, const registry::SchemaSet& schemas,
                                            const SealedRegister* sealed) {
    auto reader = TRY(registry::RegistryReader::open(database, schemas));
    return RegisterSource{std::move(reader), schemas, sealed};
}

Result<std::optional<registry::Entity>> RegisterSource::known(EntityId id) const {
    if (const registry::Entity* sealed = m_sealed == nullptr ? nullptr : m_sealed->find(id)) {
        return std::optional{*sealed};
    }
    return m_reader.find(id);
}

Result<void> RegisterSource::read(std::string_view list, ByteView frontier, form::EntitySink& sink) const {
    const registry::DatasetSchema* schema = m_schemas->find_dataset(list);
    if (schema == nullptr) {
        return fail(ErrorCode::not_found, fmt::format("dataset {}", list));
    }
    TRY(hand_over_sealed(*schema, sink));
    const FormFocus focus = TRY(FormFocus::resolve(m_reader, frontier, [this](EntityId id) { return known(id); }));
    const auto rows = TRY(focus.rows_of(m_reader, *schema));
    if (!rows) {
        return read_all(*schema, sink);
    }
    for (const EntityId id : *rows) {
        TRY(hand_over(id, *schema, sink));
    }
    return {};
}

// Few, and no index of the store leads to them: a form gets all that its reader can open.
Result<void> RegisterSource::hand_over_sealed(const registry::DatasetSchema& schema, form::EntitySink& sink) const {
    if (m_sealed == nullptr) {
        return {};
    }
    for (const registry::Entity* entity : m_sealed->entities(schema.name)) {
        if (entity->status == registry::EntityStatus::open) {
            const form::Entity row = TRY(row_of(*entity, schema));
            sink.entity(row);
        }
    }
    return {};
}

Result<void> RegisterSource::read_all(const registry::DatasetSchema& schema, form::EntitySink& sink) const {
    std::optional<EntityId> after;
    for (;;) {
        const std::vector<EntityId> portion = TRY(m_reader.entities(schema.name, after, kPortion));
        if (portion.empty()) {
            return {};
        }
        for (const EntityId id : portion) {
            TRY(hand_over(id, schema, sink));
        }
        after = portion.back();
    }
}

Result<void> RegisterSource::hand_over(EntityId id, const registry::DatasetSchema& schema,
                                       form::EntitySink& sink) const {
    if (m_sealed != nullptr && m_sealed->find(id) != nullptr) {
        return {};  // told before, with what is sealed
    }
    const auto entity = TRY(m_reader.find(id));
    if (entity && entity->status == registry::EntityStatus::open) {
        const form::Entity row = TRY(row_of(*entity, schema));
        sink.entity(row);
    }
    return {};
}

Result<std::optional<form::Entity>> RegisterSource::find(std::string_view list, std::string_view id, ByteView) const {
    const registry::DatasetSchema* schema = m_schemas->find_dataset(list);
    const EntityId wanted = TRY(EntityId::parse(id));
    const auto entity = TRY(known(wanted));
    if (schema == nullptr || !entity || entity->dataset != list) {
        return std::optional<form::Entity>{};
    }
    form::Entity row = TRY(row_of(*entity, *schema));
    return std::optional{std::move(row)};
}

Result<form::Entity> RegisterSource::row_of(const registry::Entity& entity,
                                            const registry::DatasetSchema& schema) const {
    form::Entity row;
    row.id = entity.id.to_string();
    row.label = TRY(label_of(entity, schema));
    row.properties.reserve(schema.properties.size());
    for (const PropertySchema& property : schema.properties) {
        form::EntityProperty value = TRY(property_of(entity, property));
        row.properties.push_back(std::move(value));
    }
    return row;
}

// A household is called after its head and its group.
Result<std::string> RegisterSource::label_of(const registry::Entity& entity,
                                             const registry::DatasetSchema& schema) const {
    std::string label = own_label(entity, schema);
    const auto head = entity.dataset == kHousehold ? entity.reference(kHead) : std::nullopt;
    const registry::DatasetSchema* person_schema = m_schemas->find_dataset("person");
    if (!head || person_schema == nullptr) {
        return label;
    }
    const auto person = TRY(known(*head));
    const std::string name = person ? own_label(*person, *person_schema) : std::string{};
    if (name.empty()) {
        return label;
    }
    return label.empty() ? name : name + " " + label;
}

}  // namespace daohu::casework
