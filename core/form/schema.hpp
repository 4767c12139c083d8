// SPDX-License-Identifier: Apache-2.0
#pragma once

// The shape of a form's primary instance: one schema node for every path, whatever number of rows it has. Owned by the
// definition, immutable after loading; any thread may read.

#include "core/form/tree.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace daohu::form {

// A place in the schema, carried by every instance node as its tag. 0 is none, 1 the document node.
enum class SchemaId : std::uint32_t { none = 0, document = 1 };
[[nodiscard]] constexpr std::uint32_t index(SchemaId id) { return static_cast<std::uint32_t>(id); }

// Places in the definition's lists.
inline constexpr std::uint32_t kNoIndex = std::numeric_limits<std::uint32_t>::max();

struct SchemaNode {
    NameId name = NameId::none;
    NamespaceId declared = NamespaceId::none;
    bool is_attribute = false;
    bool is_leaf = true;        // no element below: it can hold a value
    bool occurs_often = false;  // a repeat, or written several times without being one
    SchemaId parent = SchemaId::none;
    std::vector<SchemaId> children;        // attributes first, then elements in document order
    std::uint32_t depth = 0;               // document 0, root element 1
    std::uint32_t order = 0;               // among its parent's children
    SchemaId last_below = SchemaId::none;  // ids of a subtree are contiguous: from its own to this one
    SchemaId repeat = SchemaId::none;      // the innermost repeat it is, or is in
    std::uint32_t bind = kNoIndex;
    std::uint32_t repeat_index = kNoIndex;  // where it is a repeat
    std::uint32_t entity = kNoIndex;        // the entity declaration whose group it is in
    std::uint32_t section = 0;              // the section its values go to
    std::string path;                       // "/data/member/name", "/data/member/@id"
};

class Schema {
public:
    Schema();

    [[nodiscard]] const SchemaNode& operator[](SchemaId id) const { return m_nodes[index(id)]; }
    [[nodiscard]] SchemaNode& at(SchemaId id) { return m_nodes[index(id)]; }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_nodes.size()); }

    // Adds every path of the tree, nodes of the same path once, and tags the tree's nodes. Once, before all else.
    void build(Tree& prototype);

    // none where the form has no such node.
    [[nodiscard]] SchemaId find_child(SchemaId parent, NameId name, bool is_attribute) const;
    [[nodiscard]] bool is_below(SchemaId node, SchemaId ancestor) const {
        return index(node) >= index(ancestor) && index(node) <= index(m_nodes[index(ancestor)].last_below);
    }
    [[nodiscard]] SchemaId ancestor_at(SchemaId node, std::uint32_t depth) const;

private:
    void add_children(Tree& tree, const std::vector<NodeId>& instances, SchemaId parent);
    SchemaId add(Tree& tree, NodeId node, SchemaId parent, bool is_attribute);

    std::vector<SchemaNode> m_nodes;
    std::unordered_map<std::uint64_t, SchemaId> m_children;  // (parent, name, kind)
};

}  // namespace daohu::form
