// SPDX-License-Identifier: Apache-2.0
#pragma once

// A policy pack as forms read it: the text of pack.csv (docs/form-attachments.md). Any thread.

#include "core/policy/pack.hpp"

#include <string>

namespace daohu::casework {

// Columns name, label, value; a row for every parameter that the document states, every switch that is set, and the
// pack itself. What is no text, number, yes or no, code or list of codes has the value "stated".
[[nodiscard]] std::string pack_table(const policy::Pack& pack);

}  // namespace daohu::casework
