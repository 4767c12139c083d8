// SPDX-License-Identifier: Apache-2.0
#pragma once

// Walks the body of a form over the nodes that are there: what is shown, in order. Made for one call.

#include "core/form/fill/form_host.hpp"
#include "core/form/session.hpp"

namespace daohu::form {

struct Stop {
    ItemKind kind = ItemKind::question;
    FormPlace place;
    std::uint32_t depth = 0;
    std::uint32_t row_number = 0;
};

class Outline {
public:
    Outline(Instance& instance, FormHost& host) : m_instance{instance}, m_host{host} {}

    // Every relevant question, group, repeat and row.
    [[nodiscard]] std::vector<Stop> stops();

private:
    void add(ElementId element, NodeId context, std::uint32_t depth);
    void add_below(ElementId element, NodeId context, std::uint32_t depth);
    void add_repeat(ElementId element, NodeId context, std::uint32_t depth);
    [[nodiscard]] bool would_row_count(const BodyElement& repeat, NodeId parent);

    Instance& m_instance;
    FormHost& m_host;
    std::vector<Stop> m_stops;
};

}  // namespace daohu::form
