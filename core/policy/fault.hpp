// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is wrong with a pack, a table of standards or a file of facts: all of it, each with its place. Values; any
// thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::policy {

enum class FaultKind : std::uint8_t {
    not_json,
    duplicate_key,
    unknown_key,
    missing_key,
    wrong_type,
    bad_value,
    unknown_code,
    unknown_parameter,
    missing_parameter,
    wrong_unit,
    wrong_class,
    clause_missing,
    document_unknown,
    parent_missing,
    parent_cycle,
    exceeds_parent,
    file_missing,
    conflicting_rows,
    too_large,
    too_deep,
    // Facts that do not fit together.
    contradiction,
    before_birth,
    in_future,
    implausible,
    unknown_member,
    other_pack,
};

// "unknown_key", ...
[[nodiscard]] std::string_view name(FaultKind kind);

struct Fault {
    FaultKind kind;
    std::string file;   // "parameters.json"; empty for facts
    std::string where;  // "parameters.R-001.value", "member[m1].birth_date"
    std::string detail;

    // "parameters.json: parameters.R-001.unit: wrong_unit: ..."
    [[nodiscard]] std::string describe() const;

    friend bool operator==(const Fault&, const Fault&) = default;
};

using Faults = std::vector<Fault>;

}  // namespace daohu::policy
