// SPDX-License-Identifier: Apache-2.0
#pragma once

// Answers that are known before a form is opened, written into its draft as a person would give them. UI thread.

#include "core/casework/interview.hpp"
#include "platform/daohu/pages/page.hpp"

#include <span>

namespace daohu {

// form_no_such_node naming the first path that the form does not have; what was given before it stays.
[[nodiscard]] Result<void> give(casework::Interview& interview, std::span<const GivenAnswer> answers);

}  // namespace daohu
