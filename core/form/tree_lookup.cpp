// SPDX-License-Identifier: Apache-2.0
//
// Finding a tree's nodes by name, and rows of a list by the text of a column.

#include "core/form/tree_storage.hpp"

#include <algorithm>
#include <bit>

namespace daohu::form {

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
