// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/call_rules.hpp"

#include <fmt/format.h>

namespace daohu::form::xpath {

std::optional<std::string> find_problem(const Program& program, const Signature& signature,
                                        std::span<const Operand> arguments) {
    std::size_t most = signature.most == kAnyNumber ? arguments.size() : signature.most;
    if (program.dialect == Dialect::xpath1 && signature.function == Function::round) {
        most = 1;
    } else if (program.dialect == Dialect::xpath1 && signature.function == Function::position) {
        most = 0;
    }
    if (arguments.size() < signature.least || arguments.size() > most) {
        return fmt::format("{}() with {} arguments", signature.name, arguments.size());
    }
    const auto is_no_node_set = [&program](const Operand& argument) {
        return !may_be_node_set(program.at(argument.expr));
    };
    switch (signature.rule) {
        case ArgumentRule::any: return std::nullopt;
        case ArgumentRule::first_is_node_set:
            if (!arguments.empty() && is_no_node_set(arguments[0])) {
                return fmt::format("{}() of something that is no node-set", signature.name);
            }
            return std::nullopt;
        case ArgumentRule::pairs_after_two:
            return arguments.size() % 2 == 0 ? std::nullopt : std::optional{"a value without its weight"};
        case ArgumentRule::repeats: break;
    }
    if (arguments.size() % 2 == 0) {
        return "a repeat without its index";
    }
    for (std::size_t i = 0; i < arguments.size(); i += i == 0 ? 1 : 2) {
        if (is_no_node_set(arguments[i])) {
            return fmt::format("{}() of something that is no node-set", signature.name);
        }
    }
    return std::nullopt;
}

}  // namespace daohu::form::xpath
