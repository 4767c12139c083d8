// SPDX-License-Identifier: Apache-2.0
#pragma once

// The choices of a question: written in it, or read from a list that answers may narrow. Made for one call.

#include "core/form/fill/form_host.hpp"

namespace daohu::form {

class ChoiceLists {
public:
    ChoiceLists(Instance& instance, FormHost& host) : m_instance{instance}, m_host{host} {}

    [[nodiscard]] Result<std::vector<Choice>> choices(ElementId element, NodeId node);
    // Empty where the value is not among the choices.
    [[nodiscard]] std::string label_of(ElementId element, NodeId node, std::string_view value);
    // The chosen values that are still offered, in the order chosen.
    [[nodiscard]] Result<std::string> still_offered(ElementId element, NodeId node, std::string_view chosen);

private:
    [[nodiscard]] Result<void> find_items(const Itemset& itemset, NodeId node);
    [[nodiscard]] std::string value_of(const Itemset& itemset, NodeRef item);
    [[nodiscard]] std::string label_of_item(const Itemset& itemset, NodeRef item);
    [[nodiscard]] std::string text_at(NameId child, const std::optional<xpath::Expression>& expression, NodeRef item);

    Instance& m_instance;
    FormHost& m_host;
    std::vector<NodeRef> m_items;
};

// The words of a space-separated list.
[[nodiscard]] std::vector<std::string_view> chosen_values(std::string_view value);

}  // namespace daohu::form
