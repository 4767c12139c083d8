// SPDX-License-Identifier: Apache-2.0
#include "core/form/tree.hpp"

#include "core/form/tree_storage.hpp"

#include <algorithm>

namespace daohu::form {

namespace {

constexpr std::string_view kXmlUri = "http://www.w3.org/XML/1998/namespace";

}  // namespace

Tree::Tree(NameTable& names)
    : m_names{&names}, m_storage{std::make_unique<Storage>()}, m_serial{names.next_tree_serial()} {
    m_nodes.resize(2);  // none and the document
    at(document()).kind = NodeKind::document;
}

Tree::~Tree() = default;

std::size_t Tree::memory_bytes() const {
    std::size_t bytes =
        m_nodes.capacity() * sizeof(Node) + m_storage->text_bytes + m_storage->order.capacity() * sizeof(std::uint32_t);
    for (const std::string& text : m_storage->adopted) {
        bytes += text.capacity();
    }
    for (const std::unique_ptr<ChildIndex>& children : m_storage->child_indexes) {
        bytes += children->groups.capacity() * sizeof(ChildIndex::Group) + children->slots.capacity() * sizeof(NodeId);
    }
    for (const auto& [key, rows] : m_storage->row_indexes) {
        bytes += (rows.rows.capacity() + rows.slots.capacity()) * sizeof(NodeId) +
                 rows.groups.capacity() * sizeof(RowIndex::Group);
    }
    return bytes;
}

// --- Shape ---

NodeId Tree::root_element() const {
    NodeId child = at(document()).first_child;
    while (child != NodeId::none && at(child).kind != NodeKind::element) {
        child = at(child).next;
    }
    return child;
}

NodeId Tree::find_attribute(NodeId element, NameId name) const {
    NodeId attribute = first_attribute(element);
    while (attribute != NodeId::none && at(attribute).name != name) {
        attribute = at(attribute).next;
    }
    return attribute;
}

bool Tree::is_attached(NodeId node) const {
    while (node != NodeId::none && node != document()) {
        node = parent(node);
    }
    return node == document();
}

void Tree::number_nodes() const {
    std::vector<std::uint32_t>& order = m_storage->order;
    order.assign(m_nodes.size(), 0);
    std::uint32_t next = 0;
    NodeId node = document();
    while (node != NodeId::none) {
        order[index(node)] = next++;
        for (NodeId attribute = at(node).first_attribute; attribute != NodeId::none; attribute = at(attribute).next) {
            order[index(attribute)] = next++;
        }
        ++next;  // the place of a leaf's own text, see order_of()
        if (at(node).first_child != NodeId::none) {
            node = at(node).first_child;
            continue;
        }
        while (node != NodeId::none && at(node).next == NodeId::none) {
            node = at(node).parent;
        }
        node = node == NodeId::none ? node : at(node).next;
    }
    m_storage->order_version = m_storage->shape_version;
}

std::uint32_t Tree::order_of(NodeId node) const {
    if (m_storage->order_version != m_storage->shape_version) {
        number_nodes();
    }
    if (kind(node) == NodeKind::name_space) {
        return m_storage->order[index(at(node).parent)];  // with its element; precedes() tells them apart
    }
    if (!is_own_text(node)) {
        return m_storage->order[index(node)];
    }
    const NodeId element = owner_of_text(node);
    std::uint32_t place = m_storage->order[index(element)] + 1;
    for (NodeId attribute = at(element).first_attribute; attribute != NodeId::none; attribute = at(attribute).next) {
        ++place;
    }
    return place;
}

bool Tree::precedes(NodeId left, NodeId right) const {
    const std::uint32_t left_order = order_of(left);
    const std::uint32_t right_order = order_of(right);
    if (left_order != right_order) {
        return left_order < right_order;
    }
    const bool left_is_namespace = kind(left) == NodeKind::name_space;
    const bool right_is_namespace = kind(right) == NodeKind::name_space;
    return left_is_namespace == right_is_namespace ? index(left) < index(right) : right_is_namespace;
}

// --- Names ---

std::string_view Tree::local_name(NodeId node) const { return m_names->local_name(name(node)); }

std::string_view Tree::namespace_uri(NodeId node) const {
    if (is_own_text(node)) {
        return {};
    }
    const std::string_view written = m_names->uri(at(node).declared);
    return written.empty() ? m_names->namespace_uri(at(node).name) : written;
}

std::string_view Tree::prefix(NodeId node) const { return m_names->prefix(declared_namespace(node)); }

NamespaceId Tree::declared_namespace(NodeId node) const {
    return is_own_text(node) ? NamespaceId::none : at(node).declared;
}

std::span<const NamespaceId> Tree::declarations(NodeId element) const {
    if (is_own_text(element) || (at(element).flags & kDeclares) == 0) {
        return {};
    }
    return m_storage->declarations.at(index(element));
}

void Tree::add_declaration(NodeId element, NamespaceId declared) {
    at(element).flags |= kDeclares;
    m_storage->declarations[index(element)].push_back(declared);
}

std::span<const NodeId> Tree::namespace_nodes(NodeId element) const {
    if (kind(element) != NodeKind::element) {
        return {};
    }
    const auto [entry, is_new] = m_storage->namespace_nodes.try_emplace(index(element));
    std::vector<NodeId>& made = entry->second;
    if (!is_new) {
        return made;
    }
    std::vector<NamespaceId> in_scope;
    for (NodeId up = element; up != NodeId::none; up = parent(up)) {
        for (const NamespaceId declared : declarations(up)) {
            const bool is_hidden = std::ranges::any_of(
                in_scope, [&](NamespaceId nearer) { return m_names->prefix(nearer) == m_names->prefix(declared); });
            if (!is_hidden) {
                in_scope.push_back(declared);
            }
        }
    }
    std::erase_if(in_scope, [this](NamespaceId declared) { return m_names->uri(declared).empty(); });
    const auto unprefixed =
        std::ranges::find_if(in_scope, [this](NamespaceId declared) { return m_names->prefix(declared).empty(); });
    if (unprefixed != in_scope.end()) {
        std::rotate(in_scope.begin(), unprefixed, std::next(unprefixed));  // it stands first
    }
    in_scope.push_back(m_names->intern_namespace("xml", kXmlUri));
    for (const NamespaceId declared : in_scope) {
        made.push_back(NodeId{static_cast<std::uint32_t>(m_nodes.size())});
        Node& node = m_nodes.emplace_back();
        node.kind = NodeKind::name_space;
        node.parent = element;
        node.name = m_names->intern({}, m_names->prefix(declared));
        node.declared = declared;
        node.text = m_names->uri(declared).data();
        node.length = static_cast<std::uint32_t>(m_names->uri(declared).size());
    }
    return made;
}

}  // namespace daohu::form
