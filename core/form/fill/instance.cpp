// SPDX-License-Identifier: Apache-2.0
#include "core/form/fill/instance.hpp"

#include "core/form/namespaces.hpp"

#include <algorithm>
#include <charconv>

namespace daohu::form {

namespace {

// Of a value in an entry's section, beside its path and text.
constexpr std::size_t kBytesPerValue = 6;

struct PathStep {
    std::string_view name;
    std::uint32_t position = 1;
    bool is_attribute = false;
};

// Takes "/name[2]" off the front of a path; an empty name where there is none.
[[nodiscard]] PathStep take_step(std::string_view& path) {
    PathStep step;
    if (!path.starts_with('/')) {
        return step;
    }
    path.remove_prefix(1);
    step.name = path.substr(0, path.find_first_of("/["));
    path.remove_prefix(step.name.size());
    if (path.starts_with('[')) {
        const std::size_t close = std::min(path.find(']'), path.size() - 1);
        std::from_chars(path.data() + 1, path.data() + close, step.position);
        path.remove_prefix(close + 1);
    }
    if (step.name.starts_with('@')) {
        step.is_attribute = true;
        step.name.remove_prefix(1);
    }
    return step;
}

}  // namespace

Instance::Instance(const Definition& form)
    : m_form{&form}, m_tree{form.names()}, m_state_name{form.names().intern(kDaohuNamespace, "state")},
      m_state_namespace{form.names().intern_namespace("dh", kDaohuNamespace)}, m_instances(form.schema().size()),
      m_is_single(form.schema().size(), true) {
    for (std::uint32_t i = index(SchemaId::document) + 1; i < schema().size(); ++i) {
        const SchemaNode& node = schema()[SchemaId{i}];
        m_is_single[i] = m_is_single[index(node.parent)] && !node.occurs_often;
    }
    m_tree.set_tag(Tree::document(), index(SchemaId::document));
    const NodeId root = m_tree.copy_subtree(form.prototype(), form.prototype().root_element());
    m_tree.attach(root, Tree::document());
    m_nodes.resize(m_tree.id_limit());
    put(Tree::document(), kPresent, true);
    m_instances[index(SchemaId::document)].push_back(Tree::document());
    add_subtree(root, m_next_row);
}

std::uint8_t Instance::waiting_flag(ComputationKind kind) {
    switch (kind) {
        case ComputationKind::relevance: return kWaitingRelevance;
        case ComputationKind::calculation: return kWaitingCalculation;
        case ComputationKind::choices: return kWaitingChoices;
        case ComputationKind::row_count: return 0;
    }
    return 0;
}

bool Instance::start_waiting(NodeId node, ComputationKind kind) {
    const std::uint8_t flag = waiting_flag(kind);
    if (has(node, flag)) {
        return false;
    }
    put(node, flag, true);
    return true;
}

void Instance::put(NodeId node, std::uint8_t flag, bool on) {
    std::uint8_t& flags = m_nodes[index(node)].flags;
    flags = static_cast<std::uint8_t>(on ? flags | flag : flags & ~flag);
}

// A node that will stand in a section: a leaf, or an attribute that something sets.
void Instance::account(NodeId node, bool added) {
    const SchemaNode& description = described(node);
    if (!description.is_leaf || (description.is_attribute && description.bind == kNoIndex)) {
        return;
    }
    const std::size_t bytes = description.path.size() + m_tree.value(node).size() + kBytesPerValue;
    m_value_count += added ? 1U : static_cast<std::size_t>(-1);
    m_value_bytes += added ? bytes : static_cast<std::size_t>(0) - bytes;
}

void Instance::add_subtree(NodeId node, std::uint32_t& number) {
    const SchemaId schema_id = schema_of(node);
    if (schema_id != SchemaId::none) {
        put(node, kPresent, true);
        m_instances[index(schema_id)].push_back(node);
        account(node, true);
        if (const std::uint32_t repeat = schema()[schema_id].repeat_index; repeat != kNoIndex) {
            m_rows.insert_or_assign(number, Row{node, m_tree.parent(node), repeat, {}, {}, {}, true});
            m_row_numbers.insert_or_assign(index(node), number);
            ++number;
        }
    }
    if (!m_tree.value(node).empty()) {
        put(node, kAnswered, true);
    }
    for (NodeId below = m_tree.first_attribute(node); below != NodeId::none; below = m_tree.next_sibling(below)) {
        add_subtree(below, number);
    }
    if (m_tree.is_element(node)) {
        for (NodeId below = m_tree.first_child(node); below != NodeId::none; below = m_tree.next_sibling(below)) {
            if (m_tree.is_element(below)) {
                add_subtree(below, number);
            }
        }
    }
}

void Instance::mark_subtree(NodeId node, bool present) {
    if (schema_of(node) != SchemaId::none) {
        put(node, kPresent, present);
        account(node, present);
    }
    for (NodeId below = m_tree.first_attribute(node); below != NodeId::none; below = m_tree.next_sibling(below)) {
        mark_subtree(below, present);
    }
    for (NodeId below = m_tree.first_child(node); below != NodeId::none; below = m_tree.next_sibling(below)) {
        if (m_tree.is_element(below)) {
            mark_subtree(below, present);
        }
    }
}

void Instance::set_value(NodeId node, std::string_view value) {
    account(node, false);
    m_tree.set_value(node, value);
    account(node, true);
    if (!value.empty()) {
        set_answered(node);
    }
}

void Instance::set_state(NodeId node, AnswerState state) {
    m_nodes[index(node)].state = state;
    if (state == AnswerState::none) {
        m_tree.remove_attribute(node, m_state_name);
    } else {
        const NodeId attribute = m_tree.set_attribute(node, m_state_name, to_string(state), m_state_namespace);
        m_tree.set_relevance(attribute, m_tree.relevance(node));
        m_nodes.resize(std::max<std::size_t>(m_nodes.size(), m_tree.id_limit()));
    }
}

void Instance::spread_relevance(NodeId node, const std::function<void(NodeId)>& changed) {
    const bool relevant = is_relevant(m_tree.parent(node)) && is_own_relevant(node);
    if (relevant == is_relevant(node)) {
        return;  // and so is everything below what it was
    }
    m_tree.set_relevance(node, relevant ? Relevance::relevant : Relevance::irrelevant);
    if (schema_of(node) != SchemaId::none && described(node).is_leaf &&
        (!m_tree.value(node).empty() || state(node) != AnswerState::none)) {
        changed(node);
    }
    for (NodeId below = m_tree.first_attribute(node); below != NodeId::none; below = m_tree.next_sibling(below)) {
        spread_relevance(below, changed);
    }
    for (NodeId below = m_tree.first_child(node); below != NodeId::none; below = m_tree.next_sibling(below)) {
        if (m_tree.is_element(below)) {
            spread_relevance(below, changed);
        }
    }
}

NodeId Instance::ancestor_at(NodeId node, std::uint32_t depth) const {
    for (std::uint32_t at = described(node).depth; at > depth; --at) {
        node = m_tree.parent(node);
    }
    return node;
}

bool Instance::walk(NodeId node, std::span<const SchemaId> steps, const std::function<bool(NodeId)>& visit) const {
    if (steps.empty()) {
        return visit(node);
    }
    const SchemaNode& next = schema()[steps.front()];
    if (next.is_attribute) {
        const NodeId attribute = m_tree.find_attribute(node, next.name);
        return attribute == NodeId::none || visit(attribute);
    }
    for (NodeId child = m_tree.find_child(node, next.name); child != NodeId::none;
         child = next.occurs_often ? m_tree.next_named(child) : NodeId::none) {
        if (!walk(child, steps.subspan(1), visit)) {
            return false;
        }
    }
    return true;
}

void Instance::for_each_below(NodeId apex, SchemaId target, const std::function<bool(NodeId)>& visit) const {
    std::vector<SchemaId> steps;
    for (SchemaId at = target; at != schema_of(apex); at = schema()[at].parent) {
        steps.push_back(at);
    }
    std::reverse(steps.begin(), steps.end());
    (void)walk(apex, steps, visit);
}

NodeId Instance::nearest(NodeId from, SchemaId target) const {
    NodeId apex = from;
    while (!schema().is_below(target, schema_of(apex))) {
        apex = m_tree.parent(apex);
    }
    NodeId found = NodeId::none;
    for_each_below(apex, target, [&found](NodeId node) {
        found = node;
        return false;
    });
    return found;
}

NodeId Instance::find(std::string_view path) const {
    NodeId node = Tree::document();
    while (!path.empty()) {
        const PathStep step = take_step(path);
        if (step.name.empty() || step.position == 0) {
            return NodeId::none;
        }
        // Local names suffice: where two namespaces share one, the first in the form is meant.
        const SchemaNode& here = described(node);
        const auto child = std::find_if(here.children.begin(), here.children.end(), [&](SchemaId id) {
            return schema()[id].is_attribute == step.is_attribute &&
                   m_tree.names().local_name(schema()[id].name) == step.name;
        });
        if (child == here.children.end()) {
            return NodeId::none;
        }
        const NameId name = schema()[*child].name;
        node = step.is_attribute ? m_tree.find_attribute(node, name) : m_tree.find_child(node, name);
        for (std::uint32_t i = 1; i < step.position && node != NodeId::none; ++i) {
            node = m_tree.next_named(node);
        }
        if (node == NodeId::none) {
            return node;
        }
    }
    return node == Tree::document() ? NodeId::none : node;
}

std::string Instance::path(NodeId node) const {
    if (node == Tree::document() || node == NodeId::none) {
        return {};
    }
    const SchemaNode& description = described(node);
    std::string text = path(m_tree.parent(node));
    text += description.is_attribute ? "/@" : "/";
    text += m_tree.local_name(node);
    if (description.occurs_often) {
        text += '[' + std::to_string(m_tree.ordinal(node)) + ']';
    }
    return text;
}

}  // namespace daohu::form
