// SPDX-License-Identifier: Apache-2.0
//
// The functions that give nodes.

#include "core/form/number_text.hpp"
#include "core/form/xpath/digest.hpp"
#include "core/form/xpath/shuffle.hpp"
#include "core/form/xpath/tokens.hpp"
#include "core/form/xpath/walk.hpp"

#include <algorithm>
#include <unordered_set>

namespace daohu::form::xpath {

NodeRef Evaluator::node_call(const Expr& expr, const Focus& focus) {
    if (expr.function == Function::current) {
        return m_current;
    }
    std::string scratch;
    const std::string_view id = text(argument(expr, 0), focus, scratch);
    const NodeRef found = m_context.host->find_instance(id);
    if (!found) {
        set_error(expr.offset, ErrorCode::xpath_unknown_instance, id);
    }
    return found;
}

void Evaluator::nodes_call(const Expr& expr, const Focus& focus, NodeSet& out) {
    switch (expr.function) {
        case Function::id: elements_with_id(expr, focus, out); return;
        case Function::indexed_repeat: indexed_repeat(expr, focus, out); return;
        case Function::randomize: randomize(expr, focus, out); return;
        default:
            if (const NodeRef node = node_call(expr, focus)) {
                out.push_back(node);
            }
            return;
    }
}

// The places of the repeat arguments, the outermost repeat first, in whatever order they were written.
std::vector<std::size_t> Evaluator::repeats_from_outside(const Expr& expr, const Focus& focus) {
    std::vector<std::pair<std::size_t, std::size_t>> by_depth;
    for (std::size_t i = 1; i < expr.operand_count; i += 2) {
        std::size_t depth = 0;
        for_each(argument(expr, i), focus, [&depth](NodeRef node) {
            for (NodeId up = node.id; up != NodeId::none; up = node.tree->parent(up)) {
                ++depth;
            }
            return false;
        });
        by_depth.emplace_back(depth, i);
    }
    std::ranges::sort(by_depth);
    std::vector<std::size_t> places;
    for (const auto& [depth, place] : by_depth) {
        places.push_back(place);
    }
    return places;
}

// The target inside the index-th instance of each repeat, the next repeat counted inside the one before.
void Evaluator::indexed_repeat(const Expr& expr, const Focus& focus, NodeSet& out) {
    NodeRef inside;
    const auto is_inside = [&inside](NodeRef node) {
        NodeId up = node.id;
        while (up != NodeId::none && up != inside.id) {
            up = node.tree->parent(up);
        }
        return !inside || (up == inside.id && node.tree == inside.tree);
    };
    for (const std::size_t i : repeats_from_outside(expr, focus)) {
        const double wanted = argument_number(expr, i + 1, focus);
        double place = 0;
        NodeRef found;
        for_each(argument(expr, i), focus, [&](NodeRef node) {
            place += is_inside(node) ? 1 : 0;
            found = place == wanted ? node : NodeRef{};
            return !found && work();
        });
        if (!found) {
            return;
        }
        inside = found;
    }
    for_each(argument(expr, 0), focus, [&](NodeRef node) {
        if (is_inside(node)) {
            out.push_back(node);
        }
        return out.empty() && work();
    });
}

void Evaluator::elements_with_id(const Expr& expr, const Focus& focus, NodeSet& out) {
    std::vector<std::string> lists;
    gather_texts(expr, 0, focus, lists);
    std::unordered_set<std::string_view> wanted;
    for (std::string_view list : lists) {
        for (std::string_view id = take_token(list); !id.empty(); id = take_token(list)) {
            wanted.insert(id);
        }
    }
    const NodeRef root = focus.node ? focus.node : m_context.root;
    const Tree& tree = *root.tree;
    NodeId node = Tree::document();
    while (node != NodeId::none && work()) {
        const NodeId attribute = tree.find_attribute(node, m_program.id_attribute);
        if (attribute != NodeId::none && wanted.erase(tree.value(attribute)) != 0) {
            out.push_back({&tree, node});
        }
        NodeId next = tree.first_child(node);
        while (next == NodeId::none && node != NodeId::none) {
            next = tree.next_sibling(node);
            node = next == NodeId::none ? tree.parent(node) : node;
        }
        node = next;
    }
}

void Evaluator::randomize(const Expr& expr, const Focus& focus, NodeSet& out) {
    nodes(argument(expr, 0), focus, out);
    if (expr.operand_count == 1) {
        shuffle(out, [this] { return random_fraction(); });
        return;
    }
    std::string scratch;
    ParkMiller generator{seed_of(text(argument(expr, 1), focus, scratch))};
    shuffle(out, [&generator] { return generator.next_fraction(); });
}

}  // namespace daohu::form::xpath
