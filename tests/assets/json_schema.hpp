// SPDX-License-Identifier: Apache-2.0
#pragma once

// The part of JSON Schema (draft 2020-12) that the project's own schemas use. Any thread.
//
// A keyword that is not known here is itself a finding, so that no schema promises what nobody checks.

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace daohu::assets {

// One line a finding, "/properties/0/type: ..."; empty where the document satisfies the schema. References are local:
// "#/$defs/name".
[[nodiscard]] std::vector<std::string> violations(const nlohmann::json& schema, const nlohmann::json& document);

}  // namespace daohu::assets
