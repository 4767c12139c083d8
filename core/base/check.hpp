// SPDX-License-Identifier: Apache-2.0
#pragma once

// DAOHU_CHECK(condition): stops the program when it no longer understands itself, in every build. Any thread.
//
// For broken invariants of this code only. What a person, a file or a network can cause is an Error, never a check.

namespace daohu::detail {
[[noreturn]] void check_failed(const char* condition, const char* file, int line) noexcept;
}  // namespace daohu::detail

#define DAOHU_CHECK(...) \
    (static_cast<bool>(__VA_ARGS__) ? void(0) : ::daohu::detail::check_failed(#__VA_ARGS__, __FILE__, __LINE__))
