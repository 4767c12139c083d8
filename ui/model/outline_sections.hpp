// SPDX-License-Identifier: Apache-2.0
#pragma once

// A form's outline as a person walks through it: pages, and the sections they are in. Any thread.

#include "core/form/definition.hpp"
#include "core/form/session.hpp"

#include <span>
#include <vector>

namespace daohu::model {

// What is shown together, in order: the questions of a group with the appearance "field-list", else one question or one
// list of rows. Rows stand on pages of their own, whatever is around them; a list that has none and takes none is no page.
using FormPage = std::vector<form::FormPlace>;
using FormPages = std::vector<FormPage>;
[[nodiscard]] FormPages pages_of(std::span<const form::OutlineItem> outline, const form::Definition& definition);
// The one that a question stands on; the end where there is none.
[[nodiscard]] FormPages::const_iterator page_with(const FormPages& pages, form::FormPlace place);

// The groups a form begins with, each with all that is in it. One that is calculated throughout has nothing to open and is
// left out. Refers to the outline.
[[nodiscard]] std::vector<std::span<const form::OutlineItem>> sections_of(std::span<const form::OutlineItem> outline);

}  // namespace daohu::model
