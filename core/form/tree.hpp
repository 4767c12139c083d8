// SPDX-License-Identifier: Apache-2.0
#pragma once

// The node tree of an instance: the answers of a form (primary instance) or a list it looks things up in (secondary
// instance). The session owns the primary one, the definition the secondary ones; a tree never moves in memory.
// One thread at a time, reading included: lookups build their indexes when first asked.
//
// - Node ids are dense small integers and are never used again. A detached subtree keeps its ids and its values until
//   the tree dies, so that removing a repeat can be undone and ids can index the session's own arrays.
// - An element holds either text alone (a leaf: the text is the element's own value) or child nodes. XPath still sees
//   the text node of a leaf: its id is text_of(leaf).
// - Attributes are nodes: their parent is the element, and they are not children.

#include "core/form/names.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace daohu::form {

struct ChildIndex;
struct RowIndex;

enum class NodeId : std::uint32_t { none = 0 };

[[nodiscard]] constexpr std::uint32_t index(NodeId node) { return static_cast<std::uint32_t>(node); }

enum class NodeKind : std::uint8_t {
    document,
    element,
    attribute,
    text,
    cdata,
    comment,
    processing_instruction,
    name_space,  // of XPath's namespace axis: made when asked for, never a child
};

// An irrelevant node reads as empty in expressions; its value is kept.
enum class Relevance : std::uint8_t { relevant, irrelevant };

class Tree {
public:
    // `names` outlives the tree. The tree starts with its document node.
    explicit Tree(NameTable& names);
    ~Tree();
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;

    [[nodiscard]] NameTable& names() const { return *m_names; }
    // Every id is below this; grows as nodes are made.
    [[nodiscard]] std::uint32_t id_limit() const { return static_cast<std::uint32_t>(m_nodes.size()); }
    // Trees of one name table in the order they were made, which is document order between their nodes.
    [[nodiscard]] std::uint32_t serial() const { return m_serial; }
    // Counts every change of shape or value.
    [[nodiscard]] std::uint64_t version() const { return m_version; }
    // Bytes held, for limits and measurements.
    [[nodiscard]] std::size_t memory_bytes() const;

    // --- Shape. `none` where there is no such node. ---

    [[nodiscard]] static constexpr NodeId document() { return NodeId{1}; }
    [[nodiscard]] NodeId root_element() const;
    [[nodiscard]] NodeKind kind(NodeId node) const;
    [[nodiscard]] bool is_element(NodeId node) const { return kind(node) == NodeKind::element; }
    [[nodiscard]] NodeId parent(NodeId node) const;
    [[nodiscard]] NodeId first_child(NodeId node) const;
    [[nodiscard]] NodeId last_child(NodeId node) const;
    // Among children, or among the attributes of one element.
    [[nodiscard]] NodeId next_sibling(NodeId node) const;
    [[nodiscard]] NodeId previous_sibling(NodeId node) const;
    [[nodiscard]] NodeId first_attribute(NodeId element) const;
    [[nodiscard]] NodeId find_attribute(NodeId element, NameId name) const;
    // The first child element of that name, and from there the next of the same name. Wide elements are indexed.
    [[nodiscard]] NodeId find_child(NodeId parent, NameId name) const;
    // The same for whoever asks again and again: `hint` remembers how far the child was from its first sibling, which
    // is the same in every instance of a repeat. Starts at 0; a wrong hint costs time and nothing else.
    [[nodiscard]] NodeId find_child(NodeId parent, NameId name, std::uint32_t& hint) const;
    [[nodiscard]] NodeId next_named(NodeId element) const;
    // 1 for the first element of its name among its siblings, as position(..) counts repeats. 0 for other nodes.
    [[nodiscard]] std::uint32_t ordinal(NodeId element) const;
    [[nodiscard]] std::uint32_t count_named(NodeId parent, NameId name) const;
    // Children of every kind.
    [[nodiscard]] std::uint32_t child_count(NodeId parent) const;
    // Below the document node, that is, not in a detached subtree.
    [[nodiscard]] bool is_attached(NodeId node) const;
    // Document order; both nodes attached. Attributes follow their element and precede its children.
    [[nodiscard]] bool precedes(NodeId left, NodeId right) const;
    // The text node of a leaf element; `none` where the element has no text of its own.
    [[nodiscard]] NodeId text_of(NodeId leaf) const;

    // --- Names. NameId::none for nodes without one; a processing instruction's target is a name without namespace. ---

    [[nodiscard]] NameId name(NodeId node) const;
    [[nodiscard]] std::string_view local_name(NodeId node) const;
    // The namespace as written in the document, folded or not.
    [[nodiscard]] std::string_view namespace_uri(NodeId node) const;
    [[nodiscard]] std::string_view prefix(NodeId node) const;
    [[nodiscard]] NamespaceId declared_namespace(NodeId node) const;
    // The prefixes declared on this very element, in document order.
    [[nodiscard]] std::span<const NamespaceId> declarations(NodeId element) const;
    void add_declaration(NodeId element, NamespaceId declared);
    // The namespaces in scope of an element: the default one, then nearest first, "xml" last. Empty for other nodes.
    [[nodiscard]] std::span<const NodeId> namespace_nodes(NodeId element) const;

    // --- Values. A view holds until the value of that node changes. ---

    // The node's own text, relevant or not; empty for an element with child nodes.
    [[nodiscard]] std::string_view value(NodeId node) const;
    // Leaf elements, attributes, texts, comments, instructions. An element with child nodes asserts.
    void set_value(NodeId node, std::string_view value);
    // XPath's string-value: texts below, irrelevant ones skipped. Uses `scratch` only where texts have to be joined.
    [[nodiscard]] std::string_view string_value(NodeId node, std::string& scratch) const;
    // XPath's number() of the string-value, remembered until the value changes. NaN where it is no number.
    [[nodiscard]] double number_value(NodeId node) const;
    // No text at all once irrelevant nodes are read as empty.
    [[nodiscard]] bool is_blank(NodeId node) const;

    // Set on every node of an irrelevant subtree by the session; the tree does not inherit it.
    void set_relevance(NodeId node, Relevance relevance);
    [[nodiscard]] Relevance relevance(NodeId node) const;

    // A number the owner attaches to the node, for instance the place in its schema. Starts at 0; copies copy it.
    void set_tag(NodeId node, std::uint32_t tag);
    [[nodiscard]] std::uint32_t tag(NodeId node) const;

    // --- Building. `parent` is the document or an element; `before` is one of its children or `none` for the end. ---

    NodeId append_element(NodeId parent, NameId name, NamespaceId declared = NamespaceId::none);
    // A leaf with its text, for long lists: the quickest way to build.
    NodeId append_leaf(NodeId parent, NameId name, std::string_view value);
    // The same, without copying: `value` lies in a text that was given to adopt_text().
    NodeId append_borrowing_leaf(NodeId parent, NameId name, std::string_view value);
    // Keeps a whole file's text alive as long as the tree.
    std::string_view adopt_text(std::string text);
    // Makes room for that many more nodes.
    void reserve(std::size_t more_nodes);
    // Text, CDATA, comment or, with its target as name, a processing instruction. `none` for an empty text.
    NodeId append_content(NodeId parent, NodeKind kind, std::string_view value, NameId target = NameId::none);
    // Adds the attribute or changes its value.
    NodeId set_attribute(NodeId element, NameId name, std::string_view value, NamespaceId declared = NamespaceId::none);
    void remove_attribute(NodeId element, NameId name);

    // A detached deep copy (values, attributes, tags, relevance) of a node of this or another tree of the same names.
    NodeId copy_subtree(const Tree& from, NodeId node);
    // Takes the node out of its parent; it keeps everything below.
    void detach(NodeId node);
    // Puts a detached node in.
    void attach(NodeId node, NodeId parent, NodeId before = NodeId::none);

    // --- Lookup in long lists ---

    // Children of `list` named `item` having a child `column` whose string-value is `value`, in document order. The
    // first call for (list, item, column) builds a hash index; any change of the tree drops it. Relevance is ignored:
    // this is for secondary instances. The span holds until the tree changes.
    [[nodiscard]] std::span<const NodeId> find_rows(NodeId list, NameId item, NameId column,
                                                    std::string_view value) const;

private:
    // The high bit of an id marks the text node of a leaf element.
    static constexpr std::uint32_t kTextBit = 0x8000'0000U;

    struct Node {
        NodeId parent = NodeId::none;
        NodeId first_child = NodeId::none;
        NodeId last_child = NodeId::none;
        NodeId next = NodeId::none;
        NodeId previous = NodeId::none;
        NodeId first_attribute = NodeId::none;
        NameId name = NameId::none;
        NamespaceId declared = NamespaceId::none;
        NodeKind kind = NodeKind::element;
        mutable std::uint8_t flags = 0;
        const char* text = nullptr;
        std::uint32_t length = 0;
        std::uint32_t capacity = 0;  // of the node's own place in the text store; 0 where it borrows
        mutable double number = 0;
        // Among siblings of the same name; both valid while the parent is kIndexed.
        mutable std::uint32_t ordinal = 0;
        mutable NodeId next_named = NodeId::none;
        std::uint32_t child_count = 0;
        mutable std::uint32_t child_index = 0;  // 1 + place in Storage::child_indexes, 0 for none
        std::uint32_t tag = 0;
    };
    static constexpr std::uint8_t kIrrelevant = 1;
    static constexpr std::uint8_t kCdata = 2;        // the leaf's own text was a CDATA section
    static constexpr std::uint8_t kNumberKnown = 4;  // Node::number holds number() of the value
    static constexpr std::uint8_t kDeclares = 8;     // the element declares namespace prefixes
    static constexpr std::uint8_t kIndexed = 16;     // its child index is up to date
    static constexpr std::uint8_t kDistinct = 32;    // no two of its child elements have the same name

    struct Storage;

    [[nodiscard]] ChildIndex* wide_children(NodeId parent) const;  // nullptr where the element is not wide
    void index_children(NodeId parent) const;
    [[nodiscard]] NodeId find_wide_child(NodeId parent, NameId name) const;
    [[nodiscard]] NodeId search_next_named(NodeId element) const;
    void check_distinct(NodeId parent) const;
    void children_changed(Node& parent);
    [[nodiscard]] std::uint32_t order_of(NodeId node) const;
    void build_rows(RowIndex& rows, NodeId list, NameId item, NameId column) const;
    NodeId copy_node(const Tree& from, NodeId source);
    [[nodiscard]] static constexpr bool is_own_text(NodeId node) { return (index(node) & kTextBit) != 0; }
    [[nodiscard]] static constexpr NodeId owner_of_text(NodeId node) { return NodeId{index(node) & ~kTextBit}; }
    [[nodiscard]] const Node& at(NodeId node) const { return m_nodes[index(node)]; }
    [[nodiscard]] Node& at(NodeId node) { return m_nodes[index(node)]; }
    NodeId make_node(NodeKind kind, NameId name, NamespaceId declared);
    void link(NodeId node, NodeId parent, NodeId before);
    void own_text_becomes_child(NodeId element);
    void store_value(Node& node, std::string_view value);
    void append_string_value(NodeId node, std::string& out) const;
    [[nodiscard]] std::string_view joined_value(NodeId node, std::string& scratch) const;
    [[nodiscard]] double read_number(NodeId node) const;
    void number_nodes() const;

    NameTable* m_names;
    mutable std::vector<Node> m_nodes;  // mutable for namespace nodes only
    std::unique_ptr<Storage> m_storage;
    std::uint64_t m_version = 0;
    std::uint32_t m_serial;
};

inline NodeKind Tree::kind(NodeId node) const {
    if (is_own_text(node)) {
        return (at(owner_of_text(node)).flags & kCdata) != 0 ? NodeKind::cdata : NodeKind::text;
    }
    return at(node).kind;
}

inline std::uint32_t Tree::child_count(NodeId parent) const { return is_own_text(parent) ? 0 : at(parent).child_count; }

inline NodeId Tree::parent(NodeId node) const { return is_own_text(node) ? owner_of_text(node) : at(node).parent; }

inline NodeId Tree::text_of(NodeId leaf) const {
    if (is_own_text(leaf) || at(leaf).kind != NodeKind::element || at(leaf).length == 0) {
        return NodeId::none;
    }
    return NodeId{index(leaf) | kTextBit};
}

inline NodeId Tree::first_child(NodeId node) const {
    if (is_own_text(node)) {
        return NodeId::none;
    }
    const NodeId child = at(node).first_child;
    return child == NodeId::none ? text_of(node) : child;
}

inline NodeId Tree::last_child(NodeId node) const {
    if (is_own_text(node)) {
        return NodeId::none;
    }
    const NodeId child = at(node).last_child;
    return child == NodeId::none ? text_of(node) : child;
}

inline NodeId Tree::next_sibling(NodeId node) const { return is_own_text(node) ? NodeId::none : at(node).next; }

inline NodeId Tree::previous_sibling(NodeId node) const { return is_own_text(node) ? NodeId::none : at(node).previous; }

inline NodeId Tree::first_attribute(NodeId element) const {
    return is_own_text(element) ? NodeId::none : at(element).first_attribute;
}

inline NodeId Tree::find_child(NodeId parent, NameId name, std::uint32_t& hint) const {
    if (is_own_text(parent)) {
        return NodeId::none;
    }
    const Node& node = at(parent);
    const std::uint32_t guess = index(node.first_child) + hint;
    if (guess < m_nodes.size()) {
        const Node& candidate = m_nodes[guess];
        const bool is_first = (node.flags & kDistinct) != 0 || ((node.flags & kIndexed) != 0 && candidate.ordinal == 1);
        if (candidate.parent == parent && candidate.name == name && is_first && candidate.kind == NodeKind::element) {
            return NodeId{guess};
        }
    }
    const NodeId found = find_child(parent, name);
    hint = index(found) - index(node.first_child);
    return found;
}

inline NodeId Tree::next_named(NodeId element) const {
    const Node& node = at(element);
    if (node.next == NodeId::none) {
        return NodeId::none;
    }
    const Node& next = at(node.next);
    if (next.name == node.name && next.kind == NodeKind::element) {
        return node.next;
    }
    const std::uint8_t flags = node.parent == NodeId::none ? std::uint8_t{0} : at(node.parent).flags;
    if ((flags & kDistinct) != 0) {
        return NodeId::none;
    }
    return (flags & kIndexed) != 0 ? node.next_named : search_next_named(element);
}

inline NameId Tree::name(NodeId node) const { return is_own_text(node) ? NameId::none : at(node).name; }

inline std::string_view Tree::string_value(NodeId node, std::string& scratch) const {
    const Node& source = at(is_own_text(node) ? owner_of_text(node) : node);
    if (source.first_child != NodeId::none) {
        return joined_value(node, scratch);
    }
    return (source.flags & kIrrelevant) != 0 ? std::string_view{} : std::string_view{source.text, source.length};
}

inline double Tree::number_value(NodeId node) const {
    const Node& source = at(is_own_text(node) ? owner_of_text(node) : node);
    return (source.flags & (kIrrelevant | kNumberKnown)) == kNumberKnown ? source.number : read_number(node);
}

inline std::string_view Tree::value(NodeId node) const {
    const Node& source = at(is_own_text(node) ? owner_of_text(node) : node);
    return {source.text, source.length};
}

// A node and the tree it is in. Never owns; compares equal when both are the same.
struct NodeRef {
    const Tree* tree = nullptr;
    NodeId id = NodeId::none;

    [[nodiscard]] explicit operator bool() const { return id != NodeId::none; }
    friend bool operator==(const NodeRef&, const NodeRef&) = default;
};

}  // namespace daohu::form
