// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which forms can be begun where, by their names for people. What a role may fill in is casework's. UI thread.

#include "core/casework/act/roles.hpp"
#include "core/casework/case_list.hpp"
#include "ui/model/record.hpp"
#include "ui/text/words.hpp"

#include <string_view>
#include <vector>

namespace daohu::model {

// A county's own form is called by its id.
[[nodiscard]] std::string form_title(std::string_view form, Words& words);

// The most usual first.
[[nodiscard]] std::vector<FormOffer> household_forms(casework::Role role, Words& words);
[[nodiscard]] std::vector<FormOffer> forms_for_nobody(casework::Role role, Words& words);
// What a record is gone on with (a referral with its answer, a notice with its taking down), the usual one last; nothing
// once that is done.
[[nodiscard]] std::vector<FormOffer> forms_for_record(const registry::Entity& record, casework::Role role,
                                                      Words& words);

}  // namespace daohu::model
