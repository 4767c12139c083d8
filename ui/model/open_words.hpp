// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a document leaves open, in words: an undefined word, a question that it does not answer. UI thread.

#include "ui/model/rules_model.hpp"

namespace daohu::model {

// By its own words, else by the name of a rule, parameter or open question of the pack; as it is where nothing names it.
[[nodiscard]] std::string open_words(std::string_view word, const RuleName& rule_name, const Vocabulary& words);

}  // namespace daohu::model
