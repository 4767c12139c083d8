// SPDX-License-Identifier: Apache-2.0
#pragma once

// Text that is a list of words, as forms and the county's own files write one. Any thread.

#include <string_view>
#include <vector>

namespace daohu {

// What stands between the blanks, never empty; refers to `text`.
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view text);

}  // namespace daohu
