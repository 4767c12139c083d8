// SPDX-License-Identifier: Apache-2.0
#include "core/form/tree.hpp"

#include "core/base/check.hpp"
#include "core/form/number_text.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <deque>
#include <functional>
#include <limits>
#include <unordered_map>

namespace daohu::form {

namespace {

// Elements with more children than this get an index by name on the first lookup.
constexpr std::uint32_t kIndexedWidth = 24;
constexpr std::size_t kTextChunk = 64 * 1024;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view kXmlUri = "http://www.w3.org/XML/1998/namespace";

}  // namespace

// The child elements of one wide element: first and last of each name. Following ones are linked by Node::next_named.
struct ChildIndex {
    struct Group {
        NameId name = NameId::none;
        NodeId first = NodeId::none;
        NodeId last = NodeId::none;
        std::uint32_t count = 0;
    };
    std::vector<Group> groups;         // in order of first appearance
    std::vector<std::uint32_t> slots;  // a hash table of 1 + place in groups

    [[nodiscard]] Group* find(NameId name) {
        const std::size_t mask = slots.size() - 1;
        for (std::size_t slot = hash(name) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            Group& group = groups[slots[slot] - 1];
            if (group.name == name) {
                return &group;
            }
        }
        return nullptr;
    }
    void fill_slots() {
        slots.assign(std::bit_ceil(groups.size() * 2 + 2), 0);
        const std::size_t mask = slots.size() - 1;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            std::size_t slot = hash(groups[i].name) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = static_cast<std::uint32_t>(i + 1);
        }
    }
    [[nodiscard]] static std::size_t hash(NameId name) { return static_cast<std::uint32_t>(name) * 0x9E3779B9U >> 7U; }
};

struct RowKey {
    NodeId list;
    NameId item;
    NameId column;
    friend bool operator==(const RowKey&, const RowKey&) = default;
};

struct RowKeyHash {
    std::size_t operator()(const RowKey& key) const {
        const std::uint64_t names =
            (std::uint64_t{static_cast<std::uint32_t>(key.item)} << 32U) | static_cast<std::uint32_t>(key.column);
        return std::hash<std::uint64_t>{}(names * 0x9E3779B97F4A7C15ULL + index(key.list));
    }
};

// Rows of a list by the text of one column: a hash table of the texts, and the rows of each text side by side.
struct RowIndex {
    struct Group {
        std::string_view text;
        std::uint32_t first = 0;  // in rows
        std::uint32_t count = 0;
    };
    std::vector<Group> groups;
    std::vector<std::uint32_t> slots;  // of 1 + place in groups
    std::vector<NodeId> rows;
    std::deque<std::string> joined_texts;  // string-values that had to be put together
    std::uint64_t version = 0;

    // The slot that holds the text's group or would.
    [[nodiscard]] std::uint32_t& slot_of(std::string_view text) {
        const std::size_t mask = slots.size() - 1;
        std::size_t slot = TextHash{}(text)&mask;
        while (slots[slot] != 0 && groups[slots[slot] - 1].text != text) {
            slot = (slot + 1) & mask;
        }
        return slots[slot];
    }
    [[nodiscard]] std::uint32_t group_of(std::string_view text) {
        std::uint32_t& slot = slot_of(text);
        if (slot == 0) {
            groups.push_back({text, 0, 0});
            slot = static_cast<std::uint32_t>(groups.size());
        }
        return slot - 1;
    }
};

// Rows with several cells of the column may have more texts than there are rows.
void grow_slots(RowIndex& rows) {
    rows.slots.assign(rows.slots.size() * 2, 0);
    for (std::size_t i = 0; i < rows.groups.size(); ++i) {
        rows.slot_of(rows.groups[i].text) = static_cast<std::uint32_t>(i + 1);
    }
}

struct Tree::Storage {
    std::vector<std::unique_ptr<char[]>> chunks;
    char* free_text = nullptr;
    std::size_t free_bytes = 0;
    std::size_t text_bytes = 0;
    std::deque<std::string> adopted;
    std::vector<std::unique_ptr<ChildIndex>> child_indexes;
    std::vector<std::uint32_t> group_of_name;  // scratch of building a ChildIndex
    std::unordered_map<std::uint32_t, std::vector<NamespaceId>> declarations;
    std::unordered_map<std::uint32_t, std::vector<NodeId>> namespace_nodes;
    std::unordered_map<RowKey, RowIndex, RowKeyHash> row_indexes;
    std::uint64_t shape_version = 1;
    std::uint64_t order_version = 0;
    std::vector<std::uint32_t> order;

    char* allocate(std::size_t bytes) {
        if (bytes > free_bytes) {
            const std::size_t size = std::max(bytes, kTextChunk);
            chunks.push_back(std::make_unique_for_overwrite<char[]>(size));
            text_bytes += size;
            free_text = chunks.back().get();
            free_bytes = size;
        }
        char* place = free_text;
        free_text += bytes;
        free_bytes -= bytes;
        return place;
    }
};

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

ChildIndex* Tree::wide_children(NodeId parent) const {
    const Node& node = at(parent);
    if (node.child_count <= kIndexedWidth) {
        return nullptr;
    }
    if ((node.flags & kIndexed) == 0) {
        index_children(parent);
    }
    return m_storage->child_indexes[node.child_index - 1].get();
}

void Tree::index_children(NodeId parent) const {
    const Node& node = at(parent);
    if (node.child_index == 0) {
        m_storage->child_indexes.push_back(std::make_unique<ChildIndex>());
        node.child_index = static_cast<std::uint32_t>(m_storage->child_indexes.size());
    }
    ChildIndex& children = *m_storage->child_indexes[node.child_index - 1];
    children.groups.clear();
    std::vector<std::uint32_t>& group_of_name = m_storage->group_of_name;
    for (NodeId child = node.first_child; child != NodeId::none; child = at(child).next) {
        if (at(child).kind != NodeKind::element) {
            continue;
        }
        const auto name = static_cast<std::uint32_t>(at(child).name);
        if (name >= group_of_name.size()) {
            group_of_name.resize(name + 1);
        }
        if (group_of_name[name] == 0) {
            children.groups.push_back({at(child).name, child, NodeId::none, 0});
            group_of_name[name] = static_cast<std::uint32_t>(children.groups.size());
        }
        ChildIndex::Group& group = children.groups[group_of_name[name] - 1];
        if (group.last != NodeId::none) {
            at(group.last).next_named = child;
        }
        group.last = child;
        at(child).ordinal = ++group.count;
        at(child).next_named = NodeId::none;
    }
    for (const ChildIndex::Group& group : children.groups) {
        group_of_name[static_cast<std::uint32_t>(group.name)] = 0;
    }
    children.fill_slots();
    node.flags |= kIndexed;
}

NodeId Tree::find_wide_child(NodeId parent, NameId name) const {
    const ChildIndex::Group* group = wide_children(parent)->find(name);
    return group == nullptr ? NodeId::none : group->first;
}

NodeId Tree::find_child(NodeId parent, NameId name) const {
    if (is_own_text(parent)) {
        return NodeId::none;
    }
    const Node& node = at(parent);
    NodeId child = node.first_child;
    // In a long list of equal rows the first child is the answer, and no index is needed.
    if (node.child_count > kIndexedWidth && at(child).name != name) {
        return find_wide_child(parent, name);
    }
    while (child != NodeId::none && (at(child).name != name || at(child).kind != NodeKind::element)) {
        child = at(child).next;
    }
    return child;
}

void Tree::check_distinct(NodeId parent) const {
    const Node& node = at(parent);
    for (NodeId child = node.first_child; child != NodeId::none; child = at(child).next) {
        for (NodeId other = at(child).next; other != NodeId::none; other = at(other).next) {
            if (at(other).name == at(child).name) {
                return;
            }
        }
    }
    node.flags |= kDistinct;
}

NodeId Tree::search_next_named(NodeId element) const {
    const Node& node = at(element);
    if (node.parent != NodeId::none) {
        if (wide_children(node.parent) != nullptr) {
            return node.next_named;
        }
        check_distinct(node.parent);
    }
    NodeId next = node.next;
    while (next != NodeId::none && (at(next).name != node.name || at(next).kind != NodeKind::element)) {
        next = at(next).next;
    }
    return next;
}

std::uint32_t Tree::ordinal(NodeId element) const {
    if (kind(element) != NodeKind::element) {
        return 0;
    }
    const Node& node = at(element);
    if (node.parent != NodeId::none && wide_children(node.parent) != nullptr) {
        return node.ordinal;
    }
    std::uint32_t position = 1;
    for (NodeId sibling = node.previous; sibling != NodeId::none; sibling = at(sibling).previous) {
        position += at(sibling).name == node.name && at(sibling).kind == NodeKind::element ? 1U : 0U;
    }
    return position;
}

std::uint32_t Tree::count_named(NodeId parent, NameId name) const {
    if (is_own_text(parent)) {
        return 0;
    }
    if (ChildIndex* children = wide_children(parent)) {
        const ChildIndex::Group* group = children->find(name);
        return group == nullptr ? 0 : group->count;
    }
    std::uint32_t count = 0;
    for (NodeId child = at(parent).first_child; child != NodeId::none; child = at(child).next) {
        count += at(child).name == name && at(child).kind == NodeKind::element ? 1U : 0U;
    }
    return count;
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
    std::ranges::stable_partition(in_scope, [this](NamespaceId declared) { return m_names->prefix(declared).empty(); });
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

// --- Values ---

void Tree::store_value(Node& node, std::string_view value) {
    node.flags &= static_cast<std::uint8_t>(~kNumberKnown);
    if (value.size() > node.capacity) {
        constexpr std::size_t kGrain = 16;
        const std::size_t capacity = (value.size() + kGrain - 1) / kGrain * kGrain;
        char* place = m_storage->allocate(capacity);
        std::memcpy(place, value.data(), value.size());
        node.text = place;
        node.capacity = static_cast<std::uint32_t>(capacity);
    } else if (!value.empty()) {
        std::memmove(const_cast<char*>(node.text), value.data(), value.size());  // the node's own place, see allocate()
    }
    node.length = static_cast<std::uint32_t>(value.size());
}

void Tree::set_value(NodeId node, std::string_view value) {
    Node& target = at(is_own_text(node) ? owner_of_text(node) : node);
    DAOHU_CHECK(target.first_child == NodeId::none);
    if (target.kind == NodeKind::element && (target.length == 0) != value.empty()) {
        ++m_storage->shape_version;  // its text node comes or goes
    }
    store_value(target, value);
    ++m_version;
}

void Tree::append_string_value(NodeId top, std::string& out) const {
    NodeId node = top;
    while (node != NodeId::none) {
        const Node& current = at(node);
        const bool readable = (current.flags & kIrrelevant) == 0;
        const bool is_content = current.kind == NodeKind::element || current.kind == NodeKind::text ||
                                current.kind == NodeKind::cdata || current.kind == NodeKind::document;
        if (readable && is_content) {
            out.append(current.text, current.length);
            if (current.first_child != NodeId::none) {
                node = current.first_child;
                continue;
            }
        }
        while (node != top && at(node).next == NodeId::none) {
            node = at(node).parent;
        }
        node = node == top ? NodeId::none : at(node).next;
    }
}

std::string_view Tree::joined_value(NodeId node, std::string& scratch) const {
    scratch.clear();
    append_string_value(node, scratch);
    return scratch;
}

double Tree::read_number(NodeId node) const {
    const Node& source = at(is_own_text(node) ? owner_of_text(node) : node);
    if ((source.flags & kIrrelevant) != 0) {
        return kNaN;
    }
    if (source.first_child != NodeId::none) {
        std::string joined;
        append_string_value(node, joined);
        return parse_number(joined);
    }
    source.number = parse_number({source.text, source.length});
    source.flags |= kNumberKnown;
    return source.number;
}

bool Tree::is_blank(NodeId node) const {
    const Node& source = at(is_own_text(node) ? owner_of_text(node) : node);
    if ((source.flags & kIrrelevant) != 0) {
        return true;
    }
    if (source.first_child == NodeId::none) {
        return source.length == 0;
    }
    std::string joined;
    append_string_value(node, joined);
    return joined.empty();
}

void Tree::set_relevance(NodeId node, Relevance relevance) {
    std::uint8_t& flags = at(node).flags;
    flags = static_cast<std::uint8_t>(relevance == Relevance::irrelevant ? flags | kIrrelevant : flags & ~kIrrelevant);
    ++m_version;
}

Relevance Tree::relevance(NodeId node) const {
    const Node& source = at(is_own_text(node) ? owner_of_text(node) : node);
    return (source.flags & kIrrelevant) != 0 ? Relevance::irrelevant : Relevance::relevant;
}

void Tree::set_tag(NodeId node, std::uint32_t tag) { at(node).tag = tag; }

std::uint32_t Tree::tag(NodeId node) const { return is_own_text(node) ? 0 : at(node).tag; }

// --- Building ---

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

// --- Lookup ---

std::span<const NodeId> Tree::find_rows(NodeId list, NameId item, NameId column, std::string_view value) const {
    RowIndex& rows = m_storage->row_indexes[RowKey{list, item, column}];
    if (rows.version != m_version + 1) {  // + 1: a new index has never been built
        build_rows(rows, list, item, column);
    }
    const std::uint32_t slot = rows.slot_of(value);
    if (slot == 0) {
        return {};
    }
    const RowIndex::Group& group = rows.groups[slot - 1];
    return std::span{rows.rows}.subspan(group.first, group.count);
}

void Tree::build_rows(RowIndex& rows, NodeId list, NameId item, NameId column) const {
    rows = RowIndex{};
    rows.version = m_version + 1;
    struct Entry {
        std::uint32_t group;
        NodeId row;
    };
    std::vector<Entry> entries;
    entries.reserve(at(list).child_count);
    rows.slots.resize(std::bit_ceil(std::size_t{2} * at(list).child_count + 2));
    std::string scratch;
    std::uint32_t hint = 0;
    for (NodeId row = find_child(list, item); row != NodeId::none; row = next_named(row)) {
        const std::size_t first_of_row = entries.size();
        for (NodeId cell = find_child(row, column, hint); cell != NodeId::none; cell = next_named(cell)) {
            std::string_view text = string_value(cell, scratch);
            if (at(cell).first_child != NodeId::none) {
                text = rows.joined_texts.emplace_back(text);
            }
            const std::uint32_t group = rows.group_of(text);
            const bool counted = std::any_of(entries.begin() + static_cast<std::ptrdiff_t>(first_of_row), entries.end(),
                                             [group](const Entry& entry) { return entry.group == group; });
            if (!counted) {
                ++rows.groups[group].count;
                entries.push_back({group, row});
            }
            if (rows.groups.size() * 2 >= rows.slots.size()) {
                grow_slots(rows);
            }
        }
    }
    std::uint32_t next = 0;
    for (RowIndex::Group& group : rows.groups) {
        group.first = next;
        next += group.count;
        group.count = 0;
    }
    rows.rows.resize(next);
    for (const Entry& entry : entries) {
        RowIndex::Group& group = rows.groups[entry.group];
        rows.rows[group.first + group.count++] = entry.row;
    }
}

}  // namespace daohu::form
