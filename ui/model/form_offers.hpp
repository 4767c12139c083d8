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

// To whom forms are offered, and whether the county's document has public labour.
struct FormsHere {
    casework::Role role;
    bool has_public_labour = false;
};

// A county's own form is called by its id.
[[nodiscard]] std::string form_title(std::string_view form, Words& words);

// The most usual first.
[[nodiscard]] std::vector<FormOffer> household_forms(casework::Role role, Words& words);
// For somebody of whom no family is known: no form of a family, whose record would be in nobody's file.
[[nodiscard]] std::vector<FormOffer> lone_person_forms(casework::Role role, Words& words);
[[nodiscard]] std::vector<FormOffer> forms_for_nobody(casework::Role role, Words& words);
// What can be written down about one person.
[[nodiscard]] std::vector<FormOffer> person_forms(const FormsHere& here, Words& words);
// Of a month of public labour; none where the county's document has no such thing.
[[nodiscard]] std::vector<FormOffer> labour_forms(const FormsHere& here, Words& words);
// What a record is gone on with (a referral with its answer, a notice with its taking down), the usual one last; nothing
// once that is done. A person's: what can be written down about him while he lives.
[[nodiscard]] std::vector<FormOffer> forms_for_record(const registry::Entity& record, const FormsHere& here,
                                                      Words& words);

}  // namespace daohu::model
