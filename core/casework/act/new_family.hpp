// SPDX-License-Identifier: Apache-2.0
#pragma once

// Before a family is written down anew: who the form says its people are. Values; any thread.

#include "core/form/submission.hpp"
#include "core/registry/duplicates.hpp"

#include <vector>

namespace daohu::casework {

// Everybody whom the form writes down for the first time, where it makes a household; nobody where it does not.
[[nodiscard]] std::vector<registry::PersonSketch> sketches_of(const form::Submission& submission);

}  // namespace daohu::casework
