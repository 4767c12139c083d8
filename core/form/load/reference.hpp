// SPDX-License-Identifier: Apache-2.0
#pragma once

// Follows the paths of expressions through the schema: which nodes of the primary instance a reference may lead to.
// Used while a form is loaded.

#include "core/form/schema.hpp"
#include "core/form/xpath/expression.hpp"

#include <vector>

namespace daohu::form {

class Definition;

struct ReachedNode {
    SchemaId node = SchemaId::none;
    std::uint32_t apex_depth = 0;  // of the highest node on the way there

    friend bool operator==(const ReachedNode&, const ReachedNode&) = default;
};

// Predicates are passed over: more nodes may be named than an evaluation reads, never fewer. Empty for references to
// other instances and for paths the form lacks. `@dh:state` leads to the node it says something about.
[[nodiscard]] std::vector<ReachedNode> resolve_reference(const Schema& schema, const xpath::Reference& reference,
                                                         SchemaId context, NameId state_attribute = NameId::none);

// The question a path in a text stands for, as jr:choice-name() has it: "/data/kind" or, from a node, "../kind". none
// where the form has no such node.
[[nodiscard]] SchemaId find_question(const Definition& form, std::string_view path, SchemaId from);

}  // namespace daohu::form
