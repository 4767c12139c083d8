// SPDX-License-Identifier: Apache-2.0
#include "core/base/check.hpp"

#include <cstdlib>
#include <iostream>

namespace daohu::detail {

void check_failed(const char* condition, const char* file, int line) noexcept {
    std::cerr << file << ':' << line << ": broken invariant: " << condition << '\n';
    std::abort();
}

}  // namespace daohu::detail
