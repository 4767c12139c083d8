// SPDX-License-Identifier: Apache-2.0
#pragma once

// A form's outline as a person walks through it: pages, and the sections they are in. Any thread.

#include "core/form/session.hpp"

#include <span>
#include <vector>

namespace daohu::model {

// Where a page stops: a question, and the list of the rows of a repeat.
[[nodiscard]] bool is_page(const form::OutlineItem& item);

// The groups a form begins with, each with all that is in it. One that is calculated throughout has nothing to open and is
// left out. Refers to the outline.
[[nodiscard]] std::vector<std::span<const form::OutlineItem>> sections_of(std::span<const form::OutlineItem> outline);

}  // namespace daohu::model
