// SPDX-License-Identifier: Apache-2.0
#pragma once

// The space-separated lists that select questions answer with. Private to the room. Any thread.

#include <cstddef>
#include <string_view>

namespace daohu::form::xpath {

// Takes the first token off `list`; empty at the end.
[[nodiscard]] std::string_view take_token(std::string_view& list);
[[nodiscard]] std::size_t count_tokens(std::string_view list);
// Empty where there is no such token. Counted from 0.
[[nodiscard]] std::string_view token_at(std::string_view list, double place);
// Nothing is selected exactly in a blank list: authors write selected(/q, '') for "not answered".
[[nodiscard]] bool has_token(std::string_view list, std::string_view token);

}  // namespace daohu::form::xpath
