// SPDX-License-Identifier: Apache-2.0
#pragma once

// A form being filled in, question by question, until it is finished, left or thrown away. UI thread.

#include "core/casework/interview.hpp"
#include "platform/daohu/pages/page.hpp"

#include <memory>

namespace daohu {

[[nodiscard]] std::unique_ptr<Page> make_interview_page(const PageParts& parts, casework::Interview interview);

// What a form is opened with: of what is known, the fields that it has. The codes of FormLibrary::find.
[[nodiscard]] Result<std::vector<form::Prefill>> prefills_of(const PageParts& parts, const FormStart& start);

}  // namespace daohu
