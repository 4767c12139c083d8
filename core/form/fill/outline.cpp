// SPDX-License-Identifier: Apache-2.0
#include "core/form/fill/outline.hpp"

namespace daohu::form {

std::vector<Stop> Outline::stops() {
    const auto& body = m_instance.form().body();
    const NodeId root = m_instance.tree().root_element();
    for (std::uint32_t i = 0; i < body.size(); i = body[i].end) {
        add(ElementId{i}, root, 0);
    }
    return std::move(m_stops);
}

void Outline::add_below(ElementId element, NodeId context, std::uint32_t depth) {
    const auto& body = m_instance.form().body();
    for (std::uint32_t i = index(element) + 1; i < body[index(element)].end; i = body[i].end) {
        add(ElementId{i}, context, depth);
    }
}

void Outline::add(ElementId element, NodeId context, std::uint32_t depth) {
    const BodyElement& shown = m_instance.form().element(element);
    if (shown.control == Control::repeat) {
        return add_repeat(element, context, depth);
    }
    // XLSForm wraps every repeat in a group of the same path; that group stands around the rows, not in one.
    const bool wraps_rows = shown.control == Control::group && shown.node != SchemaId::none &&
                            m_instance.schema()[shown.node].repeat_index != kNoIndex &&
                            !m_instance.schema().is_below(m_instance.schema_of(context), shown.node);
    const NodeId node = shown.node == SchemaId::none || wraps_rows ? context : m_instance.nearest(context, shown.node);
    if (node == NodeId::none || !m_instance.is_relevant(node)) {
        return;
    }
    m_stops.push_back({shown.is_question() ? ItemKind::question : ItemKind::group, {element, node}, depth, 0});
    if (!shown.is_question()) {
        add_below(element, node, depth + 1);
    }
}

// A repeat stands where one of its rows counts, or the next one would.
bool Outline::would_row_count(const BodyElement& repeat, NodeId parent) {
    const Bind* const bind = m_instance.form().bind_of(repeat.node);
    if (bind == nullptr || !bind->relevant) {
        return true;
    }
    const SpareRow row{m_instance, repeat.repeat, parent};
    return m_host.holds(*bind->relevant, m_host.context(row.node())).value_or(true);
}

void Outline::add_repeat(ElementId element, NodeId context, std::uint32_t depth) {
    const BodyElement& shown = m_instance.form().element(element);
    const NodeId parent = m_instance.nearest(context, m_instance.schema()[shown.node].parent);
    if (parent == NodeId::none || !m_instance.is_relevant(parent)) {
        return;
    }
    const std::size_t own = m_stops.size();
    m_stops.push_back({ItemKind::repeat, {element, parent}, depth, 0});
    std::uint32_t number = 0;
    for (NodeId row = m_instance.row_at(shown.repeat, parent, 1); row != NodeId::none;
         row = m_instance.tree().next_named(row)) {
        ++number;
        if (m_instance.is_relevant(row)) {
            m_stops.push_back({ItemKind::row, {element, row}, depth + 1, number});
            add_below(element, row, depth + 2);
        }
    }
    if (m_stops.size() == own + 1 && !would_row_count(shown, parent)) {
        m_stops.pop_back();
    }
}

}  // namespace daohu::form
