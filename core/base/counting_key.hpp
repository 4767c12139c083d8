// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sorts names that count as people read them: a village's second group before its tenth, in digits or in Chinese
// numerals. Any thread.

#include <optional>
#include <string>
#include <string_view>

namespace daohu {

// The first number in the text, up to 9999; nothing where there is none.
[[nodiscard]] std::optional<int> first_number(std::string_view text);

// Names sorted by this as text are in the order of their numbers; those without one stand last.
[[nodiscard]] std::string counting_key(std::string_view text);

}  // namespace daohu
