// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a Tree keeps beside its nodes. Private to tree*.cpp. Same thread as the tree.

#include "core/form/tree.hpp"

#include <algorithm>
#include <bit>
#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>

namespace daohu::form {

// Elements with more children than this get an index by name on the first lookup.
inline constexpr std::uint32_t kIndexedWidth = 24;
inline constexpr std::size_t kTextChunk = std::size_t{64} * 1024;

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
inline void grow_slots(RowIndex& rows) {
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

}  // namespace daohu::form
