// SPDX-License-Identifier: Apache-2.0
#include "core/form/load/loader.hpp"
#include "core/form/namespaces.hpp"

#include <algorithm>
#include <charconv>

namespace daohu::form {

namespace {

// The entities specification this engine knows: 2022.1 to 2025.1.
constexpr int kNewestEntitiesYear = 2025;
constexpr int kOldestEntitiesYear = 2022;

}  // namespace

Result<void> Loader::check_entities_version() {
    const auto version = attribute(m_model, "entities-version", kEntitiesNamespace);
    if (!version) {
        return {};
    }
    int year = 0;
    const auto [end, error_code] = std::from_chars(version->data(), version->data() + version->size(), year);
    if (error_code != std::errc{} || year < kOldestEntitiesYear || year > kNewestEntitiesYear) {
        return error(ErrorCode::form_entities_version, m_model, {},
                     fmt::format("entities version '{}' is not known", *version));
    }
    return {};
}

Result<void> Loader::load_entities() {
    Definition& form = *m_form;
    const Schema& schema = form.m_schema;
    for (std::uint32_t i = 2; i < schema.size(); ++i) {
        const SchemaNode& node = schema[SchemaId{i}];
        const bool is_in_meta = form.m_names.local_name(schema[node.parent].name) == "meta";
        if (node.is_attribute || !is_in_meta || form.m_names.local_name(node.name) != "entity") {
            continue;
        }
        EntityDeclaration entity;
        entity.node = SchemaId{i};
        entity.owner = schema[node.parent].parent;
        for (const SchemaId child : node.children) {
            const std::string_view name = form.m_names.local_name(schema[child].name);
            if (!schema[child].is_attribute) {
                entity.label = name == "label" ? child : entity.label;
            } else if (name == "id") {
                entity.id = child;
            } else if (name == "create") {
                entity.create = child;
            } else if (name == "update") {
                entity.update = child;
            }
        }
        for (std::uint32_t n = 1; n < form.m_prototype->id_limit(); ++n) {
            if (form.m_prototype->tag(NodeId{n}) == i) {
                const NodeId dataset = form.m_prototype->find_attribute(NodeId{n}, form.m_names.find({}, "dataset"));
                entity.dataset =
                    dataset == NodeId::none ? std::string{} : std::string{form.m_prototype->value(dataset)};
                break;
            }
        }
        if (entity.dataset.empty() || entity.id == SchemaId::none) {
            return error(ErrorCode::form_structure, m_primary, node.path, "an entity needs a dataset and an id");
        }
        form.m_entities.push_back(std::move(entity));
    }
    // An outer entity comes first in the schema, so that the innermost has the last word.
    for (std::uint32_t e = 0; e < form.m_entities.size(); ++e) {
        const SchemaId owner = form.m_entities[e].owner;
        for (std::uint32_t i = index(owner); i <= index(schema[owner].last_below); ++i) {
            std::uint32_t& known = form.m_schema.at(SchemaId{i}).entity;
            if (known == kNoIndex || schema[form.m_entities[known].owner].depth <= schema[owner].depth) {
                known = e;
            }
        }
    }
    for (const Bind& bind : form.m_binds) {
        if (!bind.save_to.empty() && schema[bind.node].entity == kNoIndex) {
            return error(ErrorCode::form_structure, m_model, schema[bind.node].path,
                         "entities:saveto, but no entity is declared here");
        }
    }
    return {};
}

// An attribute in our namespace, on the instance node, on its bind or on its group in the body.
Result<std::optional<std::string>> Loader::daohu_attribute(SchemaId node, std::string_view name, NodeId& found_at) {
    const Tree& prototype = *m_form->m_prototype;
    const NameId attribute_name = m_form->m_names.find(kDaohuNamespace, name);
    if (attribute_name == NameId::none) {
        return std::optional<std::string>{};
    }
    if (const SchemaId child = m_form->m_schema.find_child(node, attribute_name, true); child != SchemaId::none) {
        for (std::uint32_t n = 1; n < prototype.id_limit(); ++n) {
            if (prototype.tag(NodeId{n}) == index(child)) {
                found_at = m_primary;
                return std::optional{std::string{prototype.value(NodeId{n})}};
            }
        }
    }
    for (const auto* const elements : {&m_bind_elements, &m_group_elements}) {
        if (const auto found = elements->find(index(node)); found != elements->end()) {
            if (const auto value = attribute(found->second, name, kDaohuNamespace)) {
                found_at = found->second;
                return std::optional{std::string{*value}};
            }
        }
    }
    return std::optional<std::string>{};
}

Result<void> Loader::load_sections() {
    Definition& form = *m_form;
    Schema& schema = form.m_schema;
    const SchemaId root = schema[SchemaId::document].children.front();
    form.m_sections.emplace_back().node = root;
    for (std::uint32_t i = index(root); i < schema.size(); ++i) {
        const SchemaId node{i};
        if (schema[node].is_attribute || schema[node].is_leaf) {
            continue;
        }
        NodeId found_at = m_primary;
        const auto kind = TRY(daohu_attribute(node, "subject", found_at));
        const auto seal = TRY(daohu_attribute(node, "seal", found_at));
        const auto subject_id = TRY(daohu_attribute(node, "subject-id", found_at));
        const auto entity = std::find_if(form.m_entities.begin(), form.m_entities.end(),
                                         [node](const EntityDeclaration& known) { return known.owner == node; });
        const bool is_entity = entity != form.m_entities.end();
        if (!kind && !is_entity) {
            if (node == root && !subject_id) {
                form.m_sections.front().seal = seal.value_or("");  // of the form as a whole
                continue;
            }
            if (seal || subject_id) {
                return error(ErrorCode::form_structure, found_at, schema[node].path,
                             "dh:seal or dh:subject-id without dh:subject");
            }
            continue;
        }
        const std::string outer = form.m_sections[schema[node].section].seal;
        if (node != root) {
            form.m_sections.emplace_back().node = node;
        }
        SectionDeclaration& section = form.m_sections.back();
        section.subject_kind = kind ? *kind : entity->dataset;
        section.seal = seal.value_or(outer);
        if (is_entity) {
            section.entity = static_cast<std::uint32_t>(entity - form.m_entities.begin());
        } else if (subject_id) {
            section.subject_id = TRY(compile(*subject_id, found_at, schema[node].path, "dh:subject-id"));
        } else {
            return error(ErrorCode::form_structure, found_at, schema[node].path,
                         "dh:subject, but neither an entity nor dh:subject-id says who it is");
        }
        const auto number = static_cast<std::uint32_t>(form.m_sections.size() - 1);
        for (std::uint32_t below = i; below <= index(schema[node].last_below); ++below) {
            schema.at(SchemaId{below}).section = number;
        }
    }
    // Seeded repeats.
    for (Repeat& repeat : form.m_repeats) {
        NodeId found_at = m_primary;
        const auto each = TRY(daohu_attribute(repeat.node, "each", found_at));
        const std::string& path = schema[repeat.node].path;
        for (std::uint32_t i = index(repeat.node); i <= index(schema[repeat.node].last_below); ++i) {
            const Bind* const bind = form.bind_of(SchemaId{i});
            if (bind != nullptr && bind->is_key && schema[SchemaId{i}].repeat == repeat.node) {
                repeat.key = SchemaId{i};
            }
        }
        if (!each) {
            continue;
        }
        auto rows = TRY(compile(*each, found_at, path, "dh:each"));
        const auto& references = rows.analysis().references;
        const auto list = std::find_if(references.begin(), references.end(), [](const xpath::Reference& reference) {
            return reference.origin == xpath::Origin::instance;
        });
        if (rows.type() != xpath::ValueType::node_set || list == references.end()) {
            return error(ErrorCode::form_structure, found_at, path, "dh:each gives no rows of a list");
        }
        if (repeat.key == SchemaId::none) {
            return error(ErrorCode::form_structure, found_at, path, "dh:each, but no node of the repeat has dh:key");
        }
        const auto instance = std::find_if(form.m_instances.begin(), form.m_instances.end(),
                                           [&](const SecondaryInstance& known) { return known.id == list->instance; });
        repeat.each_list = instance == form.m_instances.end() || instance->entity_list.empty() ? list->instance
                                                                                               : instance->entity_list;
        repeat.each = std::move(rows);
    }
    return {};
}

}  // namespace daohu::form
