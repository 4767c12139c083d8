// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the parts of a FieldTablet know of a form's questions. One thread.

#include "tests/journeys/field.hpp"

namespace daohu::journeys {

// "household" is "/data/household".
[[nodiscard]] std::string full_path(std::string_view path);
// The problems that stand, as "path: kind".
[[nodiscard]] std::vector<std::string> standing_problems(form::Session& session);

}  // namespace daohu::journeys
