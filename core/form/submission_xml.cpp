// SPDX-License-Identifier: Apache-2.0
// Puts the values of sections together again as an instance, and writes that.
#include "core/form/instance_xml.hpp"
#include "core/form/namespaces.hpp"
#include "core/form/submission.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace daohu::form {

namespace {

class Assembler {
public:
    explicit Assembler(const Definition& form)
        : m_form{form}, m_schema{form.schema()}, m_tree{form.names()}, m_written_attributes(m_schema.size()) {
        const Tree& prototype = form.prototype();
        const NameId template_mark =
            form.names().intern(kJavaRosaNamespace, "template");  // says what a new row is like
        for (std::uint32_t i = 1; i < prototype.id_limit(); ++i) {
            const NodeId node{i};
            if (prototype.kind(node) == NodeKind::attribute && prototype.tag(node) != 0 &&
                prototype.name(node) != template_mark) {
                std::optional<std::string>& written = m_written_attributes[prototype.tag(node)];
                if (!written) {
                    written = prototype.value(node);
                }
            }
        }
        for (const SetValue& action : form.actions()) {
            m_written_attributes[index(action.target)].reset();
        }
        m_places.emplace(std::string{}, Place{Tree::document(), SchemaId::document});
    }

    Result<void> add(const SectionValue& value) {
        const Place place = TRY(ensure(value.path));
        if (!value.text.empty()) {
            if (!m_schema[place.schema].is_leaf) {
                return fail(ErrorCode::form_structure, fmt::format("{} holds no value", value.path));
            }
            m_tree.set_value(place.node, value.text);
        }
        switch (value.kind) {
            case AnswerKind::unknown: set_state(place.node, AnswerState::unknown); break;
            case AnswerKind::refused: set_state(place.node, AnswerState::refused); break;
            case AnswerKind::not_asked: set_state(place.node, AnswerState::not_asked); break;
            default: break;
        }
        return {};
    }

    [[nodiscard]] std::string write() const { return instance_xml(m_form, m_tree); }

private:
    struct Place {
        NodeId node = NodeId::none;
        SchemaId schema = SchemaId::none;
    };

    void set_state(NodeId node, AnswerState state) {
        m_tree.set_attribute(node, m_form.names().intern(kDaohuNamespace, "state"), to_string(state));
    }

    Result<Place> ensure(const std::string& path) {
        if (const auto known = m_places.find(path); known != m_places.end()) {
            return known->second;
        }
        const std::size_t slash = path.rfind('/');
        if (slash == std::string::npos) {
            return no_such_place(path);
        }
        const Place parent = TRY(ensure(path.substr(0, slash)));
        std::string_view step = std::string_view{path}.substr(slash + 1);
        std::uint32_t number = 1;
        if (const std::size_t open = step.find('['); open != std::string_view::npos) {
            std::from_chars(step.data() + open + 1, step.data() + step.size(), number);
            step = step.substr(0, open);
        }
        const bool is_attribute = step.starts_with('@');
        step.remove_prefix(is_attribute ? 1 : 0);
        for (const SchemaId child : m_schema[parent.schema].children) {
            if (m_schema[child].is_attribute == is_attribute &&
                m_form.names().local_name(m_schema[child].name) == step) {
                const Place place{make(parent.node, child, number), child};
                m_places.emplace(path, place);
                return place;
            }
        }
        return no_such_place(path);
    }

    [[nodiscard]] static Failure no_such_place(const std::string& path) {
        return fail(ErrorCode::form_structure, fmt::format("the form has no node {}", path));
    }

    NodeId make(NodeId parent, SchemaId schema, std::uint32_t number) {
        const SchemaNode& described = m_schema[schema];
        if (described.is_attribute) {
            const NodeId attribute = m_tree.set_attribute(parent, described.name, {}, described.declared);
            m_tree.set_tag(attribute, index(schema));
            return attribute;
        }
        // Sections come one after another, and their nodes between each other's.
        NodeId before = NodeId::none;
        for (NodeId node = m_tree.last_child(parent); node != NodeId::none; node = m_tree.previous_sibling(node)) {
            const std::uint32_t order = m_schema[SchemaId{m_tree.tag(node)}].order;
            if (order < described.order || (order == described.order && m_row_numbers.at(index(node)) < number)) {
                break;
            }
            before = node;
        }
        const NodeId element = m_tree.append_element(parent, described.name, described.declared);
        if (before != NodeId::none) {
            m_tree.detach(element);
            m_tree.attach(element, parent, before);
        }
        m_tree.set_tag(element, index(schema));
        m_row_numbers.emplace(index(element), number);
        for (const SchemaId child : described.children) {
            if (m_schema[child].is_attribute && m_written_attributes[index(child)] &&
                m_form.bind_of(child) == nullptr) {
                const NodeId attribute = m_tree.set_attribute(
                    element, m_schema[child].name, *m_written_attributes[index(child)], m_schema[child].declared);
                m_tree.set_tag(attribute, index(child));
            }
        }
        return element;
    }

    const Definition& m_form;
    const Schema& m_schema;
    Tree m_tree;
    std::vector<std::optional<std::string>> m_written_attributes;  // by schema node, as in the form's document
    std::unordered_map<std::string, Place> m_places;               // by path
    std::unordered_map<std::uint32_t, std::uint32_t> m_row_numbers;
};

}  // namespace

Result<std::string> submission_xml(const Definition& definition, std::span<const Section> sections) {
    Assembler assembler{definition};
    for (const Section& section : sections) {
        for (const SectionValue& value : section.values) {
            TRY(assembler.add(value));
        }
    }
    return assembler.write();
}

}  // namespace daohu::form
