// SPDX-License-Identifier: Apache-2.0
#include "core/form/submission.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace daohu::form {

namespace {

[[nodiscard]] bool is_true(std::string_view text) { return text == "1" || text == "true" || text == "true()"; }

[[nodiscard]] bool is_null(AnswerKind kind) {
    return kind == AnswerKind::unknown || kind == AnswerKind::refused || kind == AnswerKind::not_asked;
}

[[nodiscard]] AnswerKind kind_of_state(AnswerState state) {
    switch (state) {
        case AnswerState::unknown: return AnswerKind::unknown;
        case AnswerState::refused: return AnswerKind::refused;
        case AnswerState::not_asked: return AnswerKind::not_asked;
        case AnswerState::none: break;
    }
    return AnswerKind::blank;
}

[[nodiscard]] AnswerKind kind_of_type(DataType type) {
    switch (type) {
        case DataType::text: return AnswerKind::text;
        case DataType::integer: return AnswerKind::integer;
        case DataType::decimal: return AnswerKind::decimal;
        case DataType::boolean: return AnswerKind::boolean;
        case DataType::date: return AnswerKind::date;
        case DataType::time: return AnswerKind::time;
        case DataType::date_time: return AnswerKind::date_time;
        case DataType::select: return AnswerKind::choices;
        case DataType::geopoint: return AnswerKind::geopoint;
        case DataType::geotrace:
        case DataType::geoshape: return AnswerKind::geo;
        case DataType::binary: return AnswerKind::attachment;
    }
    return AnswerKind::text;
}

// Goes through the instance in document order and sorts values and changes into sections.
class Submitter {
public:
    explicit Submitter(Session& session)
        : m_session{session}, m_form{session.definition()}, m_schema{m_form.schema()}, m_tree{session.tree()} {
        for (const SetValue& action : m_form.actions()) {
            m_set_by_action.insert(action.target);
        }
    }

    Result<Submission> make() {
        m_submission.form_id = m_form.id();
        m_submission.form_version = m_form.version();
        m_submission.instance_id = value_at(m_form.instance_id_node());
        m_submission.instance_name = value_at(m_form.instance_name_node());
        const NodeId root = m_tree.root_element();
        TRY(open_section(0, root));
        TRY(visit(root, 0, root));
        close_sections();
        close_removed_entities();
        return std::move(m_submission);
    }

private:
    // Beside a section: what its changes are made of.
    struct Extra {
        std::map<std::pair<std::uint32_t, NodeId>, Change> entities;  // by declaration and owner
        Change record;
        std::vector<Change> attachments;
    };

    [[nodiscard]] SchemaId schema_of(NodeId node) const { return SchemaId{m_tree.tag(node)}; }

    [[nodiscard]] std::string value_at(SchemaId node) const {
        if (node == SchemaId::none) {
            return {};
        }
        const NodeId found = m_session.find(m_schema[node].path);
        return found == NodeId::none ? std::string{} : std::string{m_session.value(found)};
    }

    // The node of a declaration inside this very owner.
    [[nodiscard]] NodeId below(NodeId owner, SchemaId target) const {
        if (target == SchemaId::none) {
            return NodeId::none;
        }
        if (schema_of(owner) == target) {
            return owner;
        }
        const NodeId parent = below(owner, m_schema[target].parent);
        if (parent == NodeId::none) {
            return parent;
        }
        const SchemaNode& described = m_schema[target];
        return described.is_attribute ? m_tree.find_attribute(parent, described.name)
                                      : m_tree.find_child(parent, described.name);
    }

    [[nodiscard]] std::string value_below(NodeId owner, SchemaId target) const {
        const NodeId node = below(owner, target);
        return node == NodeId::none || !m_session.is_relevant(node) ? std::string{}
                                                                    : std::string{m_session.value(node)};
    }

    Result<void> open_section(std::uint32_t declared, NodeId node) {
        const SectionDeclaration& declaration = m_form.sections()[declared];
        Section& section = m_submission.sections.emplace_back();
        m_extras.emplace_back();
        section.path = declared == 0 ? std::string{} : m_session.path(node);
        section.subject_kind = declaration.subject_kind;
        section.seal = declaration.seal;
        if (declaration.entity != kNoIndex) {
            section.subject_id = value_below(node, m_form.entities()[declaration.entity].id);
        } else {
            section.subject_id = TRY(m_session.subject_id(declared, node));
        }
        return {};
    }

    // True where something below is written as well.
    Result<void> visit(NodeId node, std::size_t section, NodeId section_node) {
        const SchemaId schema = schema_of(node);
        const std::uint32_t declared = m_schema[schema].section;
        if (node != section_node && declared != 0 && m_form.sections()[declared].node == schema) {
            section = m_submission.sections.size();
            section_node = node;
            TRY(open_section(declared, node));
        }
        for (NodeId child = m_tree.first_attribute(node); child != NodeId::none; child = m_tree.next_sibling(child)) {
            if (is_filled_attribute(child)) {
                TRY(take_value(child, section));
            }
        }
        if (m_schema[schema].is_leaf) {
            return take_value(node, section);
        }
        bool has_children = false;
        for (NodeId child = m_tree.first_child(node); child != NodeId::none; child = m_tree.next_sibling(child)) {
            if (m_tree.is_element(child) && m_session.is_relevant(child)) {
                has_children = true;
                TRY(visit(child, section, section_node));
            }
        }
        if (!has_children) {
            m_submission.sections[section].values.push_back({m_session.path(node), AnswerKind::blank, {}});
        }
        return {};
    }

    // Others are as the form's document has them.
    [[nodiscard]] bool is_filled_attribute(NodeId attribute) const {
        const SchemaId schema = schema_of(attribute);
        return schema != SchemaId::none && m_session.is_relevant(attribute) &&
               (m_form.bind_of(schema) != nullptr || m_set_by_action.contains(schema));
    }

    [[nodiscard]] AnswerKind kind_of(NodeId node) const {
        const SchemaId schema = schema_of(node);
        if (const AnswerState state = m_session.state(node); state != AnswerState::none) {
            return kind_of_state(state);
        }
        if (m_session.value(node).empty()) {
            return AnswerKind::blank;
        }
        if (const ElementId element = m_form.question_of(schema); element != ElementId::none) {
            switch (m_form.element(element).control) {
                case Control::select_one: return AnswerKind::choice;
                case Control::select_many:
                case Control::rank: return AnswerKind::choices;
                case Control::upload: return AnswerKind::attachment;
                default: break;
            }
        }
        const Bind* const bind = m_form.bind_of(schema);
        return bind == nullptr ? AnswerKind::text : kind_of_type(bind->type);
    }

    [[nodiscard]] bool is_about_the_form(SchemaId schema) const {
        for (SchemaId at = schema; at != SchemaId::none && at != SchemaId::document; at = m_schema[at].parent) {
            if (m_form.names().local_name(m_schema[at].name) == "meta") {
                return true;
            }
        }
        return false;
    }

    Result<void> take_value(NodeId node, std::size_t section) {
        const SchemaId schema = schema_of(node);
        auto& values = m_submission.sections[section].values;
        const std::size_t number = values.size();
        const AnswerKind kind = kind_of(node);
        values.push_back({m_session.path(node), kind, std::string{m_session.value(node)}});
        const bool says_something = kind != AnswerKind::blank || m_session.was_answered(node);
        const Bind* const bind = m_form.bind_of(schema);
        const bool is_id = bind != nullptr && bind->is_key;  // the section is about that entity already
        if (!says_something || is_id || is_about_the_form(schema)) {
            return {};
        }
        const std::string property = bind == nullptr ? std::string{} : bind->save_to;
        if (!property.empty()) {
            NodeId owner = node;
            while (schema_of(owner) != m_form.entities()[m_schema[schema].entity].owner) {
                owner = m_tree.parent(owner);
            }
            if (Change* const change = TRY(entity_change(section, m_schema[schema].entity, owner))) {
                write_property(*change, property, number, kind, section);
                return {};
            }
        }
        Extra& extra = m_extras[section];
        const PropertyWrite write{property.empty() ? m_schema[schema].path : property, number, {}, {}};
        if (kind == AnswerKind::attachment) {
            Change& attached = extra.attachments.emplace_back();
            attached.kind = ChangeKind::attach;
            attached.writes.push_back(write);
        } else {
            extra.record.writes.push_back(write);
        }
        return {};
    }

    // The change this form makes to the entity, begun where it is the first; nullptr where it makes none.
    Result<Change*> entity_change(std::size_t section, std::uint32_t number, NodeId owner) {
        auto& changes = m_extras[section].entities;
        const auto known = changes.find({number, owner});
        if (known != changes.end()) {
            return &known->second;
        }
        const EntityDeclaration& entity = m_form.entities()[number];
        const bool creates = is_true(value_below(owner, entity.create));
        const bool updates = is_true(value_below(owner, entity.update));
        if (!creates && !updates) {
            return nullptr;
        }
        Change change;
        change.dataset = entity.dataset;
        change.entity = value_below(owner, entity.id);
        change.label = value_below(owner, entity.label);
        if (change.entity.empty()) {
            return fail(ErrorCode::form_structure, fmt::format("the entity of {} has no id", m_session.path(owner)));
        }
        // An "upsert": whoever is known already is updated.
        const bool is_known = m_session.knows_entity(entity.dataset, change.entity);
        change.kind = creates && !(updates && is_known) ? ChangeKind::create : ChangeKind::update;
        return &changes.emplace(std::pair{number, owner}, std::move(change)).first->second;
    }

    void write_property(Change& change, const std::string& property, std::size_t number, AnswerKind kind,
                        std::size_t section) {
        const std::string& text = m_submission.sections[section].values[number].text;
        PropertyWrite write{property, number, {}, {}};
        if (change.kind == ChangeKind::create) {
            if (kind != AnswerKind::blank) {
                change.writes.push_back(std::move(write));
            }
            return;
        }
        if (const ShownProperty* const shown = m_session.shown(change.dataset, change.entity, property)) {
            if (!is_null(kind) && text == shown->value) {
                return;
            }
            write.shown = shown->value;
            write.replaces = shown->writes;
        } else if (kind == AnswerKind::blank) {
            return;  // nothing was there, nothing is there
        }
        change.writes.push_back(std::move(write));
    }

    void close_sections() {
        for (std::size_t i = 0; i < m_submission.sections.size(); ++i) {
            Section& section = m_submission.sections[i];
            Extra& extra = m_extras[i];
            for (auto& [key, change] : extra.entities) {
                if (change.kind == ChangeKind::create || !change.writes.empty()) {
                    section.changes.push_back(std::move(change));
                }
            }
            if (!extra.record.writes.empty()) {
                extra.record.entity = section.subject_id;
                section.changes.push_back(std::move(extra.record));
            }
            for (Change& attached : extra.attachments) {
                attached.entity = section.subject_id;
                section.changes.push_back(std::move(attached));
            }
        }
    }

    // A row that stood for somebody and was taken out leaves a section without values.
    void close_removed_entities() {
        for (const RemovedEntity& removed : m_session.removed_entities()) {
            Section& section = m_submission.sections.emplace_back();
            section.subject_kind = removed.list;
            section.subject_id = removed.entity;
            section.seal = m_form.sections().front().seal;
            Change& change = section.changes.emplace_back();
            change.kind = ChangeKind::close;
            change.dataset = removed.list;
            change.entity = removed.entity;
            change.reason = removed.reason;
        }
    }

    Session& m_session;
    const Definition& m_form;
    const Schema& m_schema;
    const Tree& m_tree;
    std::set<SchemaId> m_set_by_action;
    Submission m_submission;
    std::vector<Extra> m_extras;
};

}  // namespace

Result<Submission> make_submission(Session& session) {
    if (const auto problem = session.next_problem({})) {
        return fail(ErrorCode::form_incomplete, session.path(problem->place.node));
    }
    return Submitter{session}.make();
}

}  // namespace daohu::form
