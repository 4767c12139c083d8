// SPDX-License-Identifier: Apache-2.0
#include "core/ports/secure_key.hpp"

#include <algorithm>

namespace daohu {

bool is_secret_name(std::string_view name) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    };
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), allowed);
}

}  // namespace daohu
