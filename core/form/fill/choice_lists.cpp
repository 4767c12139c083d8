// SPDX-License-Identifier: Apache-2.0
#include "core/form/fill/choice_lists.hpp"

#include "core/base/words.hpp"

#include <algorithm>

namespace daohu::form {

std::vector<std::string_view> chosen_values(std::string_view value) { return split_words(value); }

Result<void> ChoiceLists::find_items(const Itemset& itemset, NodeId node) {
    TRY(itemset.nodeset->nodes_into(m_host.context(node), m_items));
    std::erase_if(m_items, [](const NodeRef& item) { return item.tree->relevance(item.id) == Relevance::irrelevant; });
    return {};
}

std::string ChoiceLists::text_at(NameId child, const std::optional<xpath::Expression>& expression, NodeRef item) {
    if (child != NameId::none) {
        const NodeId found = item.tree->find_child(item.id, child);
        if (found == NodeId::none) {
            return {};
        }
        std::string scratch;
        return std::string{item.tree->string_value(found, scratch)};
    }
    if (!expression) {
        return {};
    }
    xpath::Context context = m_host.context(Tree::document());
    context.node = item;
    context.current = item;
    return expression->string(context).value_or(std::string{});
}

std::string ChoiceLists::value_of(const Itemset& itemset, NodeRef item) {
    return text_at(itemset.value_child, itemset.value, item);
}

std::string ChoiceLists::label_of_item(const Itemset& itemset, NodeRef item) {
    return text_at(itemset.label_child, itemset.label, item);
}

Result<std::vector<Choice>> ChoiceLists::choices(ElementId element, NodeId node) {
    const BodyElement& question = m_instance.form().element(element);
    std::vector<Choice> made;
    if (!question.itemset) {
        made.reserve(question.items.size());
        for (const Item& item : question.items) {
            made.push_back({item.value, m_host.words(item.label, node), NodeId::none});
        }
        return made;
    }
    TRY(find_items(*question.itemset, node));
    made.reserve(m_items.size());
    for (const NodeRef item : m_items) {
        made.push_back({value_of(*question.itemset, item), label_of_item(*question.itemset, item), item.id});
    }
    return made;
}

std::string ChoiceLists::label_of(ElementId element, NodeId node, std::string_view value) {
    const BodyElement& question = m_instance.form().element(element);
    if (!question.itemset) {
        const auto item = std::find_if(question.items.begin(), question.items.end(),
                                       [value](const Item& known) { return known.value == value; });
        return item == question.items.end() ? std::string{} : m_host.words(item->label, node);
    }
    if (!find_items(*question.itemset, node)) {
        return {};
    }
    const auto item = std::find_if(m_items.begin(), m_items.end(),
                                   [&](NodeRef known) { return value_of(*question.itemset, known) == value; });
    return item == m_items.end() ? std::string{} : label_of_item(*question.itemset, *item);
}

Result<std::string> ChoiceLists::still_offered(ElementId element, NodeId node, std::string_view chosen) {
    const BodyElement& question = m_instance.form().element(element);
    TRY(find_items(*question.itemset, node));
    std::vector<std::string> offered;
    offered.reserve(m_items.size());
    for (const NodeRef item : m_items) {
        offered.push_back(value_of(*question.itemset, item));
    }
    if (question.control == Control::select_one) {
        const bool is_there = std::find(offered.begin(), offered.end(), chosen) != offered.end();
        return is_there ? std::string{chosen} : std::string{};
    }
    std::string kept;
    for (const std::string_view value : chosen_values(chosen)) {
        if (std::find(offered.begin(), offered.end(), value) != offered.end()) {
            kept += kept.empty() ? "" : " ";
            kept += value;
        }
    }
    return kept;
}

}  // namespace daohu::form
