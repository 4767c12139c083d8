// SPDX-License-Identifier: Apache-2.0
#include "ui/model/open_words.hpp"

#include <algorithm>
#include <array>

namespace daohu::model {

namespace {

constexpr std::string_view kNotAtSchool = "not_at_school_";  // a code of enrolment follows

struct OpenWord {
    std::string_view word;
    TextKey words;
};
constexpr std::array kOpenWords{
    OpenWord{"aid_recipient", "open_word.aid_recipient"},
    OpenWord{"allowance_of_one_member", "open_word.allowance_of_one_member"},
    OpenWord{"birth_date_not_exact", "open_word.birth_date_not_exact"},
    OpenWord{"bound_included", "open_word.bound_included"},
    OpenWord{"continuation_not_stated", "open_word.continuation_not_stated"},
    OpenWord{"emergency_type", "open_word.emergency_type"},
    OpenWord{"expenditure_type", "open_word.expenditure_type"},
    OpenWord{"first_month_not_exact", "open_word.first_month_not_exact"},
    OpenWord{"income_of_the_departed", "open_word.income_of_the_departed"},
    OpenWord{"interval_start", "open_word.interval_start"},
    OpenWord{"key_recipient", "open_word.key_recipient"},
    OpenWord{"kind_of_work", "open_word.kind_of_work"},
    OpenWord{"kinds_of_multiple_disability", "open_word.kinds_of_multiple_disability"},
    OpenWord{"medical_aid_of_the_year", "open_word.medical_aid_of_the_year"},
    OpenWord{"members_to_be_settled", "open_word.members_to_be_settled"},
    OpenWord{"near_relative", "open_word.near_relative"},
    OpenWord{"part_of_the_year", "open_word.part_of_the_year"},
    OpenWord{"pending_application", "open_word.pending_application"},
    OpenWord{"person_or_household", "open_word.person_or_household"},
    OpenWord{"row_withheld_until_known", "open_word.row_withheld_until_known"},
    OpenWord{"schooling_not_listed", "open_word.schooling_not_listed"},
    OpenWord{"schooling_of_children", "open_word.schooling_of_children"},
    OpenWord{"severe_disability", "open_word.severe_disability"},
    OpenWord{"severe_illness", "open_word.severe_illness"},
    OpenWord{"student", "open_word.student"},
    OpenWord{"township_names_without_codes", "open_word.township_names_without_codes"},
    OpenWord{"treat_first_scope", "open_word.treat_first_scope"},
    OpenWord{"weak_labour_ability", "open_word.weak_labour_ability"},
};
static_assert(std::ranges::is_sorted(kOpenWords, {}, &OpenWord::word));

}  // namespace

std::string open_words(std::string_view word, const RuleName& rule_name, const Vocabulary& words) {
    if (word.starts_with(kNotAtSchool)) {
        const std::string state = words.code(word.substr(kNotAtSchool.size()), "enrolment");
        return words.say("open_word.not_at_school", {{"state", FixedText{state}}});
    }
    const auto* const found = std::ranges::lower_bound(kOpenWords, word, {}, &OpenWord::word);
    const bool is_known = found != kOpenWords.end() && found->word == word;
    return is_known ? words.say(found->words) : rule_name(word);
}

}  // namespace daohu::model
