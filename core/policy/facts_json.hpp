// SPDX-License-Identifier: Apache-2.0
#pragma once

// Facts as JSON, and the JSON Schema of it. The format is made for people who write it by hand; docs/policy-facts.md.
// Any thread.

#include "core/policy/facts.hpp"
#include "core/policy/fault.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::policy {

// Of one household, or of each in {"households": [...]}.
struct FactsDocument {
    std::vector<Facts> households;
    std::vector<std::string> unused;  // paths of what no rule reads
};

// Nothing when anything in it cannot be read: a fact that was silently dropped would be a figure on a wrong basis.
[[nodiscard]] std::optional<FactsDocument> read_facts(std::string_view text, Faults& faults);

// JSON Schema (2020-12) of what read_facts takes.
[[nodiscard]] std::string facts_schema();

}  // namespace daohu::policy
