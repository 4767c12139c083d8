// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/document_host.hpp"

#include <fmt/format.h>

namespace daohu::cli {

using form::NodeId;
using form::NodeKind;
using form::NodeRef;
using form::Tree;

namespace {

// The next element in document order after `node`, below the document.
NodeId next_element(const Tree& tree, NodeId node) {
    do {
        NodeId next = tree.first_child(node);
        while (next == NodeId::none && node != NodeId::none) {
            next = tree.next_sibling(node);
            node = next == NodeId::none ? tree.parent(node) : node;
        }
        node = next;
    } while (node != NodeId::none && !tree.is_element(node));
    return node;
}

std::string_view attribute(const Tree& tree, NodeId element, std::string_view name) {
    const NodeId found = tree.find_attribute(element, tree.names().find({}, name));
    return found == NodeId::none ? std::string_view{} : tree.value(found);
}

bool has_attribute(const Tree& tree, NodeId element, std::string_view name) {
    return tree.find_attribute(element, tree.names().find({}, name)) != NodeId::none;
}

bool same_kind(const Tree& tree, NodeId left, NodeId right) {
    const auto group = [&tree](NodeId node) {
        return tree.kind(node) == NodeKind::cdata ? NodeKind::text : tree.kind(node);
    };
    return group(left) == group(right);
}

std::string qualified_name(const Tree& tree, NodeId node) {
    return tree.prefix(node).empty() ? std::string{tree.local_name(node)}
                                     : fmt::format("{}:{}", tree.prefix(node), tree.local_name(node));
}

}  // namespace

NodeRef DocumentHost::find_instance(std::string_view id) {
    NodeId node = Tree::document();
    while ((node = next_element(m_tree, node)) != NodeId::none) {
        if (m_tree.local_name(node) == "instance" && attribute(m_tree, node, "id") == id) {
            return {&m_tree, node};
        }
    }
    return {};
}

void DocumentHost::itext(std::string_view id, std::string& out) {
    out = id;
    NodeId translation = NodeId::none;
    bool is_right = false;
    for (NodeId node = next_element(m_tree, Tree::document()); node != NodeId::none;
         node = next_element(m_tree, node)) {
        if (m_tree.local_name(node) == "translation") {
            translation = node;
            is_right = attribute(m_tree, translation, "lang") == m_language;
        } else if (is_right && m_tree.local_name(node) == "value" && !has_attribute(m_tree, node, "form") &&
                   attribute(m_tree, m_tree.parent(node), "id") == id) {
            std::string scratch;
            out = m_tree.string_value(node, scratch);
            return;
        }
    }
}

void DocumentHost::choice_name(std::string_view /*value*/, std::string_view /*path*/, NodeRef /*context*/,
                               std::string& out) {
    out.clear();
}

Result<NodeRef> find_node(const Tree& tree, std::string_view path) {
    form::xpath::CompileOptions options;
    options.names = &tree.names();
    options.dialect = form::xpath::Dialect::xpath1;
    const form::xpath::Expression expression = TRY(form::xpath::Expression::compile(path, options));
    DocumentHost host{tree};
    form::xpath::Context context;
    context.node = context.root = {&tree, Tree::document()};
    context.host = &host;
    std::vector<NodeRef> found;
    TRY(expression.nodes_into(context, found));
    if (found.empty()) {
        return fail(ErrorCode::not_found, std::string{path});
    }
    return found.front();
}

std::string path_of(NodeRef node) {
    if (!node || node.id == Tree::document()) {
        return "/";
    }
    const Tree& tree = *node.tree;
    const NodeId parent = tree.parent(node.id);
    const std::string above = parent == Tree::document() ? std::string{} : path_of({&tree, parent});
    std::uint32_t place = 1;
    for (NodeId before = tree.previous_sibling(node.id); before != NodeId::none;
         before = tree.previous_sibling(before)) {
        place += same_kind(tree, before, node.id) ? 1U : 0U;
    }
    switch (tree.kind(node.id)) {
        case NodeKind::element: return fmt::format("{}/*[{}]", above, place);
        case NodeKind::attribute: return fmt::format("{}/@{}", above, qualified_name(tree, node.id));
        case NodeKind::name_space: return fmt::format("{}/@xmlns:{}", above, tree.local_name(node.id));
        case NodeKind::comment: return fmt::format("{}/comment()[{}]", above, place);
        case NodeKind::processing_instruction: return fmt::format("{}/processing-instruction()[{}]", above, place);
        default: return fmt::format("{}/text()[{}]", above, place);
    }
}

}  // namespace daohu::cli
