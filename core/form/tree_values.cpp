// SPDX-License-Identifier: Apache-2.0
//
// Values of a tree's nodes: where texts lie, string-values, numbers.

#include "core/base/check.hpp"
#include "core/form/number_text.hpp"
#include "core/form/tree_storage.hpp"

#include <cstring>
#include <limits>

namespace daohu::form {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace

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

}  // namespace daohu::form
