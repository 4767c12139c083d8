// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the arguments of a call have to be. Private to the room. Any thread.

#include "core/form/xpath/program.hpp"

namespace daohu::form::xpath {

[[nodiscard]] inline bool may_be_node_set(const Expr& expr) {
    return expr.type == ValueType::node_set || expr.type_varies;
}

// What is wrong with the arguments, if anything.
[[nodiscard]] std::optional<std::string> find_problem(const Program& program, const Signature& signature,
                                                      std::span<const Operand> arguments);

}  // namespace daohu::form::xpath
