// SPDX-License-Identifier: Apache-2.0
#pragma once

// A form as its author wrote it (ODK XForms), read once, checked, and ready to be filled in any number of times.
// Owned by casework, outlives every session made from it. Immutable after load(), but its name table and its lists
// build indexes when asked: one thread at a time.
//
// What a form may contain, and where this engine decides differently from others: docs/decisions.

#include "core/form/body.hpp"
#include "core/form/data_type.hpp"
#include "core/form/graph.hpp"
#include "core/form/ports.hpp"
#include "core/form/schema.hpp"
#include "core/form/text.hpp"

#include <memory>
#include <unordered_map>

namespace daohu::form {

struct LoadLimits {
    std::size_t bytes = 16 * 1024 * 1024;    // of the form's document
    std::uint32_t instance_nodes = 200'000;  // in the primary instance as written
    std::uint32_t questions = 20'000;
};

// Something an author should look at; the form works all the same.
struct FormLint {
    Place place;
    std::string question;  // path of the node or question, where there is one
    std::string message;   // English, for authors: check tools show it, the app does not
};

struct Bind {
    SchemaId node = SchemaId::none;
    DataType type = DataType::text;
    std::optional<xpath::Expression> relevant;
    std::optional<xpath::Expression> required;
    std::optional<xpath::Expression> read_only;
    std::optional<xpath::Expression> constraint;
    std::optional<xpath::Expression> calculate;
    Text constraint_message;
    Text required_message;
    std::string preload;
    std::string preload_parameters;
    std::string save_to;       // entities:saveto, the property's name
    bool is_key = false;       // dh:key
    bool is_volatile = false;  // the calculation reads the clock, chance or its own value: drafts keep its result
    Place place;
};

struct Repeat {
    SchemaId node = SchemaId::none;
    std::optional<xpath::Expression> count;  // jr:count, seen from the parent node
    std::optional<xpath::Expression> each;   // dh:each, seen from the parent node
    SchemaId key = SchemaId::none;           // the node that holds the id of a seeded row
    std::string each_list;                   // instance id of dh:each, whose name is the entity list's
    bool is_fixed = false;                   // jr:noAddRemove
    NodeId row_template = NodeId::none;      // detached subtree of the prototype
    ElementId element = ElementId::none;     // in the body
    Place place;
};

// A `meta/entity` declaration: its group or row is that entity's section.
struct EntityDeclaration {
    SchemaId node = SchemaId::none;   // the `entity` element
    SchemaId owner = SchemaId::none;  // the group or row that is the entity
    std::string dataset;
    SchemaId id = SchemaId::none;      // @id
    SchemaId create = SchemaId::none;  // @create, where present
    SchemaId update = SchemaId::none;  // @update, where present
    SchemaId label = SchemaId::none;
};

// A part of the form about one subject. Section 0 is the rest of the form.
struct SectionDeclaration {
    SchemaId node = SchemaId::none;
    std::string subject_kind;                     // dh:subject, else the entity's dataset
    std::uint32_t entity = kNoIndex;              // gives the subject's id, where present
    std::optional<xpath::Expression> subject_id;  // dh:subject-id
    std::string seal;                             // dh:seal, its own or that of what is around it
};

enum class FormEvent : std::uint8_t { first_load, load, new_repeat, value_changed };

struct SetValue {
    std::vector<FormEvent> events;
    SchemaId target = SchemaId::none;
    SchemaId observer = SchemaId::none;  // the repeat of new_repeat, the question of value_changed; none in the model
    std::optional<xpath::Expression> value;  // seen from the target
    std::string literal;                     // where there is no expression
    bool is_geopoint = false;                // odk:setgeopoint: the caller's location
    Place place;
};

// A list the form looks things up in.
struct SecondaryInstance {
    std::string id;
    std::unique_ptr<Tree> tree;  // absent for an entity list, which each session reads
    std::string entity_list;
    Place place;
};

class Definition {
public:
    // Reads and checks a whole form, its attachments included. Errors name the question, line and column:
    // xml_*, xpath_*, form_structure, form_bind_missing, form_cycle, form_duplicate, form_unsupported (a feature this
    // version refuses), form_attachment_missing, form_csv_malformed, form_entities_version, form_too_large.
    [[nodiscard]] static Result<std::unique_ptr<Definition>>
    load(std::string_view document, const Attachments& attachments, LoadLimits limits = {});
    Definition(const Definition&) = delete;
    Definition& operator=(const Definition&) = delete;
    ~Definition();

    [[nodiscard]] const std::string& id() const { return m_id; }
    [[nodiscard]] const std::string& version() const { return m_version; }
    [[nodiscard]] const std::string& title() const { return m_title; }
    // In the order of the document; the first is the default. A form without translations has none.
    [[nodiscard]] const std::vector<std::string>& languages() const { return m_texts.languages; }
    [[nodiscard]] const std::vector<FormLint>& lints() const { return m_lints; }
    [[nodiscard]] const std::vector<BodyElement>& body() const { return m_body; }
    [[nodiscard]] const BodyElement& element(ElementId id) const { return m_body[index(id)]; }
    // The control that asks for a node; none where nothing in the body does.
    [[nodiscard]] ElementId question_of(SchemaId node) const;
    [[nodiscard]] const Schema& schema() const { return m_schema; }
    [[nodiscard]] SchemaId find(std::string_view path) const;

    [[nodiscard]] NameTable& names() const { return m_names; }
    [[nodiscard]] const Tree& prototype() const { return *m_prototype; }
    [[nodiscard]] const TextTable& texts() const { return m_texts; }
    [[nodiscard]] const Graph& graph() const { return m_graph; }
    [[nodiscard]] const std::vector<Bind>& binds() const { return m_binds; }
    [[nodiscard]] const Bind* bind_of(SchemaId node) const;
    [[nodiscard]] const std::vector<Repeat>& repeats() const { return m_repeats; }
    [[nodiscard]] const std::vector<EntityDeclaration>& entities() const { return m_entities; }
    [[nodiscard]] const std::vector<SectionDeclaration>& sections() const { return m_sections; }
    [[nodiscard]] const std::vector<SetValue>& actions() const { return m_actions; }
    [[nodiscard]] const std::vector<SecondaryInstance>& instances() const { return m_instances; }
    [[nodiscard]] SchemaId instance_id_node() const { return m_instance_id; }
    [[nodiscard]] SchemaId instance_name_node() const { return m_instance_name; }
    // (prefix, URI) as declared around the primary instance, in the order of the document; for writing instances.
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& namespaces() const { return m_namespaces; }

private:
    friend class Loader;
    Definition();

    mutable NameTable m_names;
    std::string m_id;
    std::string m_version;
    std::string m_title;
    std::vector<std::pair<std::string, std::string>> m_namespaces;
    std::unique_ptr<Tree> m_prototype;
    Schema m_schema;
    TextTable m_texts;
    Graph m_graph;
    std::vector<Bind> m_binds;
    std::vector<BodyElement> m_body;
    std::vector<Repeat> m_repeats;
    std::vector<EntityDeclaration> m_entities;
    std::vector<SectionDeclaration> m_sections;
    std::vector<SetValue> m_actions;
    std::vector<SecondaryInstance> m_instances;
    std::vector<FormLint> m_lints;
    std::unordered_map<std::uint32_t, ElementId> m_questions;  // by schema node
    SchemaId m_instance_id = SchemaId::none;
    SchemaId m_instance_name = SchemaId::none;
};

}  // namespace daohu::form
