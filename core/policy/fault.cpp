// SPDX-License-Identifier: Apache-2.0
#include "core/policy/fault.hpp"

#include <array>
#include <cstddef>

namespace daohu::policy {
namespace {

constexpr std::array<std::string_view, 26> kNames{
    "not_json",         "duplicate_key",     "unknown_key",       "missing_key",    "wrong_type",   "bad_value",
    "unknown_code",     "unknown_parameter", "missing_parameter", "wrong_unit",     "wrong_class",  "clause_missing",
    "document_unknown", "parent_missing",    "parent_cycle",      "exceeds_parent", "file_missing", "conflicting_rows",
    "too_large",        "too_deep",          "contradiction",     "before_birth",   "in_future",    "implausible",
    "unknown_member",   "other_pack"};

}  // namespace

std::string_view name(FaultKind kind) { return kNames.at(static_cast<std::size_t>(kind)); }

std::string Fault::describe() const {
    std::string text;
    for (const std::string_view part : {std::string_view{file}, std::string_view{where}, name(kind)}) {
        if (!part.empty()) {
            text.append(text.empty() ? "" : ": ").append(part);
        }
    }
    return detail.empty() ? text : text.append(": ").append(detail);
}

}  // namespace daohu::policy
