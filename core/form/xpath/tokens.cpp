// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/tokens.hpp"

#include "core/form/number_text.hpp"

namespace daohu::form::xpath {

std::string_view take_token(std::string_view& list) {
    while (!list.empty() && is_space(list.front())) {
        list.remove_prefix(1);
    }
    std::size_t length = 0;
    while (length < list.size() && !is_space(list[length])) {
        ++length;
    }
    const std::string_view token = list.substr(0, length);
    list.remove_prefix(length);
    return token;
}

std::size_t count_tokens(std::string_view list) {
    std::size_t count = 0;
    while (!take_token(list).empty()) {
        ++count;
    }
    return count;
}

std::string_view token_at(std::string_view list, double place) {
    if (!(place >= 0)) {
        return {};
    }
    std::string_view token = take_token(list);
    for (double i = 1; i <= place && !token.empty(); ++i) {
        token = take_token(list);
    }
    return token;
}

bool has_token(std::string_view list, std::string_view token) {
    token = trim_spaces(token);
    if (token.empty()) {
        return count_tokens(list) == 0;
    }
    for (std::string_view one = take_token(list); !one.empty(); one = take_token(list)) {
        if (one == token) {
            return true;
        }
    }
    return false;
}

}  // namespace daohu::form::xpath
