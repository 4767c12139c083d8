// SPDX-License-Identifier: Apache-2.0
#include "core/form/load/reference.hpp"

#include "core/form/definition.hpp"

#include <algorithm>
#include <unordered_map>

namespace daohu::form {

namespace {

class Walker {
public:
    Walker(const Schema& schema, NameId state_attribute) : m_schema{schema}, m_state_attribute{state_attribute} {}

    std::vector<ReachedNode> walk(std::vector<ReachedNode> from, const xpath::Step& step) {
        m_out.clear();
        m_places.clear();
        for (const ReachedNode& node : from) {
            take(node, step);
        }
        return std::move(m_out);
    }

private:
    void take(const ReachedNode& from, const xpath::Step& step) {
        const SchemaNode& node = m_schema[from.node];
        switch (step.axis) {
            case xpath::Axis::child: return take_children(from, step, false);
            case xpath::Axis::attribute:
                if (step.name == m_state_attribute && m_state_attribute != NameId::none) {
                    return add(from.node, from.apex_depth);
                }
                return take_children(from, step, true);
            case xpath::Axis::self: return add_matching(from.node, from.apex_depth, step);
            case xpath::Axis::parent:
                if (node.parent != SchemaId::none) {
                    add_matching(node.parent, std::min(from.apex_depth, node.depth - 1), step);
                }
                return;
            case xpath::Axis::descendant: return take_below(from, step, false);
            case xpath::Axis::descendant_or_self: return take_below(from, step, true);
            case xpath::Axis::ancestor: return take_above(node.parent, from.apex_depth, step);
            case xpath::Axis::ancestor_or_self: return take_above(from.node, from.apex_depth, step);
            case xpath::Axis::following_sibling:
            case xpath::Axis::preceding_sibling:
                if (node.parent != SchemaId::none) {
                    take_children({node.parent, std::min(from.apex_depth, node.depth - 1)}, step, false);
                }
                return;
            case xpath::Axis::following:
            case xpath::Axis::preceding: return take_below({SchemaId::document, 0}, step, false);
            case xpath::Axis::name_space: return;
        }
    }

    void take_children(const ReachedNode& from, const xpath::Step& step, bool attributes) {
        if (step.test == xpath::NodeTest::name) {
            const SchemaId child = m_schema.find_child(from.node, step.name, attributes);
            if (child != SchemaId::none) {
                add(child, from.apex_depth);
            }
            return;
        }
        // The text of a leaf is the leaf's value.
        if (step.test == xpath::NodeTest::text && m_schema[from.node].is_leaf) {
            return add(from.node, from.apex_depth);
        }
        for (const SchemaId child : m_schema[from.node].children) {
            if (m_schema[child].is_attribute == attributes) {
                add_matching(child, from.apex_depth, step);
            }
        }
    }

    void take_below(const ReachedNode& from, const xpath::Step& step, bool itself) {
        for (std::uint32_t i = index(from.node) + (itself ? 0U : 1U); i <= index(m_schema[from.node].last_below); ++i) {
            if (!m_schema[SchemaId{i}].is_attribute) {
                add_matching(SchemaId{i}, from.apex_depth, step);
            }
        }
    }

    void take_above(SchemaId first, std::uint32_t apex_depth, const xpath::Step& step) {
        for (SchemaId node = first; node != SchemaId::none; node = m_schema[node].parent) {
            add_matching(node, std::min(apex_depth, m_schema[node].depth), step);
        }
    }

    void add_matching(SchemaId node, std::uint32_t apex_depth, const xpath::Step& step) {
        if (step.test != xpath::NodeTest::name || m_schema[node].name == step.name) {
            add(node, apex_depth);
        }
    }

    void add(SchemaId node, std::uint32_t apex_depth) {
        const auto [place, is_new] = m_places.try_emplace(index(node), m_out.size());
        if (is_new) {
            m_out.push_back({node, apex_depth});
        } else {
            std::uint32_t& known = m_out[place->second].apex_depth;
            known = std::min(known, apex_depth);
        }
    }

    const Schema& m_schema;
    NameId m_state_attribute;
    std::vector<ReachedNode> m_out;
    std::unordered_map<std::uint32_t, std::size_t> m_places;  // in m_out, by node
};

}  // namespace

std::vector<ReachedNode> resolve_reference(const Schema& schema, const xpath::Reference& reference, SchemaId context,
                                           NameId state_attribute) {
    std::vector<ReachedNode> nodes;
    if (reference.origin == xpath::Origin::root) {
        nodes.push_back({SchemaId::document, 0});
    } else if (reference.origin == xpath::Origin::context) {
        nodes.push_back({context, schema[context].depth});
    }
    Walker walker{schema, state_attribute};
    for (const xpath::Step& step : reference.steps) {
        nodes = walker.walk(std::move(nodes), step);
    }
    return nodes;
}

SchemaId find_question(const Definition& form, std::string_view path, SchemaId from) {
    const std::size_t first = path.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return SchemaId::none;
    }
    path = path.substr(first, path.find_last_not_of(" \t\r\n") + 1 - first);
    if (path.starts_with('/')) {
        return form.find(path);
    }
    while (path.starts_with("..") && from != SchemaId::none) {
        from = form.schema()[from].parent;
        path.remove_prefix(path.starts_with("../") ? 3 : 2);
    }
    return from == SchemaId::none ? from : form.find(form.schema()[from].path + "/" + std::string{path});
}

}  // namespace daohu::form
