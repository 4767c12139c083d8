// SPDX-License-Identifier: Apache-2.0
//
// Making, copying, removing and putting back a tree's nodes.

#include "core/base/check.hpp"
#include "core/form/tree_storage.hpp"

namespace daohu::form {

NodeId Tree::make_node(NodeKind kind, NameId name, NamespaceId declared) {
    DAOHU_CHECK(m_nodes.size() < kTextBit);
    const NodeId id{static_cast<std::uint32_t>(m_nodes.size())};
    Node& node = m_nodes.emplace_back();
    node.kind = kind;
    node.name = name;
    node.declared = declared;
    return id;
}

void Tree::link(NodeId id, NodeId parent_id, NodeId before) {
    Node& node = at(id);
    Node& parent_node = at(parent_id);
    node.parent = parent_id;
    node.next = before;
    node.previous = before == NodeId::none ? parent_node.last_child : at(before).previous;
    (node.previous == NodeId::none ? parent_node.first_child : at(node.previous).next) = id;
    (before == NodeId::none ? parent_node.last_child : at(before).previous) = id;
    ++parent_node.child_count;
    parent_node.flags &= static_cast<std::uint8_t>(~kNumberKnown);
    ++m_version;
    ++m_storage->shape_version;
    // A repeat grows at its end: its group in the index can simply grow too.
    if ((parent_node.flags & kIndexed) != 0 && node.kind == NodeKind::element) {
        ChildIndex::Group* group = m_storage->child_indexes[parent_node.child_index - 1]->find(node.name);
        if (group != nullptr && group->last == node.previous) {
            at(group->last).next_named = id;
            group->last = id;
            node.ordinal = ++group->count;
            node.next_named = NodeId::none;
            return;
        }
    }
    children_changed(parent_node);
}

void Tree::children_changed(Node& parent) { parent.flags &= static_cast<std::uint8_t>(~(kIndexed | kDistinct)); }

NodeId Tree::append_element(NodeId parent, NameId name, NamespaceId declared) {
    own_text_becomes_child(parent);
    const NodeId element = make_node(NodeKind::element, name, declared);
    link(element, parent, NodeId::none);
    return element;
}

NodeId Tree::append_leaf(NodeId parent, NameId name, std::string_view value) {
    const NodeId leaf = append_element(parent, name);
    if (!value.empty()) {
        store_value(at(leaf), value);
    }
    return leaf;
}

NodeId Tree::append_borrowing_leaf(NodeId parent, NameId name, std::string_view value) {
    const NodeId leaf = append_element(parent, name);
    at(leaf).text = value.data();
    at(leaf).length = static_cast<std::uint32_t>(value.size());
    return leaf;
}

std::string_view Tree::adopt_text(std::string text) { return m_storage->adopted.emplace_back(std::move(text)); }

void Tree::reserve(std::size_t more_nodes) { m_nodes.reserve(m_nodes.size() + more_nodes); }

void Tree::own_text_becomes_child(NodeId element) {
    if (at(element).length == 0 || at(element).kind != NodeKind::element) {
        return;
    }
    const NodeKind kind = (at(element).flags & kCdata) != 0 ? NodeKind::cdata : NodeKind::text;
    const NodeId text = make_node(kind, NameId::none, NamespaceId::none);
    Node& owner = at(element);
    Node& child = at(text);
    child.text = owner.text;
    child.length = owner.length;
    child.capacity = owner.capacity;
    owner.text = nullptr;
    owner.length = 0;
    owner.capacity = 0;
    owner.flags &= static_cast<std::uint8_t>(~(kCdata | kNumberKnown));
    link(text, element, NodeId::none);
}

NodeId Tree::append_content(NodeId parent, NodeKind kind, std::string_view value, NameId target) {
    const bool is_text = kind == NodeKind::text || kind == NodeKind::cdata;
    if (is_text && value.empty()) {
        return NodeId::none;
    }
    Node& element = at(parent);
    if (is_text && element.kind == NodeKind::element && element.first_child == NodeId::none && element.length == 0) {
        store_value(element, value);
        element.flags |= kind == NodeKind::cdata ? kCdata : std::uint8_t{0};
        ++m_version;
        ++m_storage->shape_version;
        return text_of(parent);
    }
    own_text_becomes_child(parent);
    const NodeId node = make_node(kind, target, NamespaceId::none);
    store_value(at(node), value);
    link(node, parent, NodeId::none);
    return node;
}

NodeId Tree::set_attribute(NodeId element, NameId name, std::string_view value, NamespaceId declared) {
    NodeId attribute = find_attribute(element, name);
    if (attribute == NodeId::none) {
        attribute = make_node(NodeKind::attribute, name, declared);
        NodeId last = at(element).first_attribute;
        while (last != NodeId::none && at(last).next != NodeId::none) {
            last = at(last).next;
        }
        at(attribute).parent = element;
        at(attribute).previous = last;
        (last == NodeId::none ? at(element).first_attribute : at(last).next) = attribute;
        ++m_storage->shape_version;
    }
    store_value(at(attribute), value);
    ++m_version;
    return attribute;
}

void Tree::remove_attribute(NodeId element, NameId name) {
    const NodeId attribute = find_attribute(element, name);
    if (attribute == NodeId::none) {
        return;
    }
    Node& node = at(attribute);
    (node.previous == NodeId::none ? at(element).first_attribute : at(node.previous).next) = node.next;
    if (node.next != NodeId::none) {
        at(node.next).previous = node.previous;
    }
    node.parent = node.next = node.previous = NodeId::none;
    ++m_version;
    ++m_storage->shape_version;
}

NodeId Tree::copy_node(const Tree& from, NodeId source) {
    const Node original = from.at(source);  // by value: making a node may move a tree's nodes
    const NodeId copy = make_node(original.kind, original.name, original.declared);
    store_value(at(copy), {original.text, original.length});
    at(copy).flags = static_cast<std::uint8_t>(original.flags & (kIrrelevant | kCdata));
    at(copy).tag = original.tag;
    for (const NamespaceId declared : from.declarations(source)) {
        add_declaration(copy, declared);
    }
    NodeId last = NodeId::none;
    for (NodeId attribute = original.first_attribute; attribute != NodeId::none; attribute = from.at(attribute).next) {
        const NodeId attribute_copy = copy_node(from, attribute);
        at(attribute_copy).parent = copy;
        at(attribute_copy).previous = last;
        (last == NodeId::none ? at(copy).first_attribute : at(last).next) = attribute_copy;
        last = attribute_copy;
    }
    return copy;
}

NodeId Tree::copy_subtree(const Tree& from, NodeId top) {
    DAOHU_CHECK(from.m_names == m_names && !is_own_text(top) && top != document());
    const NodeId copy_top = copy_node(from, top);
    NodeId source = top;
    NodeId copy = copy_top;
    while (true) {
        if (from.at(source).first_child != NodeId::none) {
            source = from.at(source).first_child;
            const NodeId child = copy_node(from, source);
            link(child, copy, NodeId::none);
            copy = child;
            continue;
        }
        while (source != top && from.at(source).next == NodeId::none) {
            source = from.at(source).parent;
            copy = at(copy).parent;
        }
        if (source == top) {
            return copy_top;
        }
        source = from.at(source).next;
        const NodeId sibling = copy_node(from, source);
        link(sibling, at(copy).parent, NodeId::none);
        copy = sibling;
    }
}

void Tree::detach(NodeId id) {
    DAOHU_CHECK(!is_own_text(id) && at(id).parent != NodeId::none);
    Node& node = at(id);
    Node& parent_node = at(node.parent);
    (node.previous == NodeId::none ? parent_node.first_child : at(node.previous).next) = node.next;
    (node.next == NodeId::none ? parent_node.last_child : at(node.next).previous) = node.previous;
    --parent_node.child_count;
    children_changed(parent_node);
    node.parent = node.next = node.previous = NodeId::none;
    ++m_version;
    ++m_storage->shape_version;
}

void Tree::attach(NodeId node, NodeId parent, NodeId before) {
    DAOHU_CHECK(!is_own_text(node) && at(node).parent == NodeId::none && at(node).kind != NodeKind::attribute);
    own_text_becomes_child(parent);
    link(node, parent, before);
}

}  // namespace daohu::form
