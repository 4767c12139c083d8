// SPDX-License-Identifier: Apache-2.0
#pragma once

// The answer of a question with several choices, taken apart: values between spaces. Any thread.

#include <algorithm>
#include <string_view>
#include <vector>

namespace daohu::model {

// Views into `list`.
[[nodiscard]] inline std::vector<std::string_view> tokens_of(std::string_view list) {
    std::vector<std::string_view> tokens;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        if (end > 0) {
            tokens.push_back(list.substr(0, end));
        }
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return tokens;
}

}  // namespace daohu::model
