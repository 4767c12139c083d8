// SPDX-License-Identifier: Apache-2.0
#pragma once

// Results that a test needs: it fails, and says while doing what, where there is none.

#include "core/base/result.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace daohu::journeys {

template <class T>
T value_or_fail(Result<T> result, std::string_view doing) {
    INFO(doing << ": " << (result ? std::string{} : result.error().describe()));
    REQUIRE(result);
    return std::move(*result);
}

inline void succeed(const Result<void>& result, std::string_view doing) {
    INFO(doing << ": " << (result ? std::string{} : result.error().describe()));
    REQUIRE(result);
}

}  // namespace daohu::journeys
