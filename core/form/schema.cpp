// SPDX-License-Identifier: Apache-2.0
#include "core/form/schema.hpp"

namespace daohu::form {

namespace {

struct NamedGroup {
    std::vector<NodeId> nodes;
    bool occurs_often = false;
    NodeId last_parent = NodeId::none;
};

// Nodes below several instances by name, in the order in which the names first appear.
class Groups {
public:
    void collect(const Tree& tree, NodeId first, NodeId parent) {
        for (NodeId node = first; node != NodeId::none; node = tree.next_sibling(node)) {
            const NodeKind kind = tree.kind(node);
            if (kind != NodeKind::element && kind != NodeKind::attribute) {
                continue;
            }
            const auto [place, is_new] = m_places.try_emplace(tree.name(node), m_groups.size());
            if (is_new) {
                m_groups.emplace_back();
            }
            NamedGroup& group = m_groups[place->second];
            group.nodes.push_back(node);
            group.occurs_often |= group.last_parent == parent;
            group.last_parent = parent;
        }
    }
    [[nodiscard]] const std::vector<NamedGroup>& all() const { return m_groups; }

private:
    std::vector<NamedGroup> m_groups;
    std::unordered_map<NameId, std::size_t> m_places;
};

[[nodiscard]] std::uint64_t child_key(SchemaId parent, NameId name, bool is_attribute) {
    return (std::uint64_t{index(parent)} << 32U) | (std::uint64_t{static_cast<std::uint32_t>(name)} << 1U) |
           (is_attribute ? 1U : 0U);
}

}  // namespace

Schema::Schema() : m_nodes(2) {}

void Schema::build(Tree& prototype) {
    SchemaNode& document = m_nodes[index(SchemaId::document)];
    document.is_leaf = false;
    prototype.set_tag(Tree::document(), index(SchemaId::document));
    add_children(prototype, {Tree::document()}, SchemaId::document);
}

SchemaId Schema::add(Tree& tree, NodeId node, SchemaId parent, bool is_attribute) {
    const auto id = static_cast<SchemaId>(m_nodes.size());
    SchemaNode& added = m_nodes.emplace_back();
    SchemaNode& above = m_nodes[index(parent)];
    added.name = tree.name(node);
    added.declared = tree.declared_namespace(node);
    added.is_attribute = is_attribute;
    added.parent = parent;
    added.depth = above.depth + 1;
    added.order = static_cast<std::uint32_t>(above.children.size());
    added.path = above.path + (is_attribute ? "/@" : "/") + std::string{tree.local_name(node)};
    added.last_below = id;
    above.children.push_back(id);
    above.is_leaf = above.is_leaf && is_attribute;
    m_children.emplace(child_key(parent, added.name, is_attribute), id);
    return id;
}

void Schema::add_children(Tree& tree, const std::vector<NodeId>& instances, SchemaId parent) {
    Groups attributes;
    Groups elements;
    for (const NodeId instance : instances) {
        attributes.collect(tree, tree.first_attribute(instance), instance);
        elements.collect(tree, tree.first_child(instance), instance);
    }
    const auto add_group = [&](const NamedGroup& group, bool is_attribute) {
        const SchemaId id = add(tree, group.nodes.front(), parent, is_attribute);
        m_nodes[index(id)].occurs_often = group.occurs_often && !is_attribute;
        for (const NodeId node : group.nodes) {
            tree.set_tag(node, index(id));
        }
        if (!is_attribute) {
            add_children(tree, group.nodes, id);
        }
    };
    for (const NamedGroup& group : attributes.all()) {
        add_group(group, true);
    }
    for (const NamedGroup& group : elements.all()) {
        add_group(group, false);
    }
    m_nodes[index(parent)].last_below = static_cast<SchemaId>(m_nodes.size() - 1);
}

SchemaId Schema::find_child(SchemaId parent, NameId name, bool is_attribute) const {
    const auto found = m_children.find(child_key(parent, name, is_attribute));
    return found == m_children.end() ? SchemaId::none : found->second;
}

SchemaId Schema::ancestor_at(SchemaId node, std::uint32_t depth) const {
    while (m_nodes[index(node)].depth > depth) {
        node = m_nodes[index(node)].parent;
    }
    return node;
}

}  // namespace daohu::form
