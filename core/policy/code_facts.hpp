// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which facts hold codes, and of which list: for whoever says a fact in words. Any thread.

#include "core/policy/facts_codes.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace daohu::policy {

// By the fact's path without numbers: "member.edu.stage".
[[nodiscard]] const std::map<std::string, CodeList, std::less<>>& code_facts();

// The file in assets/codes of the list whose codes a fact holds: "school_stage" for "member[2].edu.stage". Empty where it
// holds none, or codes of the facts alone.
[[nodiscard]] std::string_view code_list_of(std::string_view fact);

}  // namespace daohu::policy
