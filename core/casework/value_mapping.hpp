// SPDX-License-Identifier: Apache-2.0
#pragma once

// Answers of a form as values of an entry, and back. Any thread.

#include "core/entry/value.hpp"
#include "core/form/submission.hpp"
#include "core/registry/schema.hpp"

namespace daohu::casework {

// The answer by itself: a whole number in its usual spelling is an integer, the answer to a
// question for a file, where it is a manifest in hexadecimal digits, that manifest, every other answer the form's own
// text.
[[nodiscard]] entry::Value value_of_answer(const form::SectionValue& answer);

// The answer as a value of a property. casework_value where it is none of that type; the detail holds no answer.
[[nodiscard]] Result<entry::Value> value_of_property(const form::SectionValue& answer,
                                                     const registry::PropertySchema& property);

// The text the form had: "" for blank and the other nulls.
[[nodiscard]] form::SectionValue answer_of_value(std::string path, const entry::Value& value);

}  // namespace daohu::casework
