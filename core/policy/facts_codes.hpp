// SPDX-License-Identifier: Apache-2.0
#pragma once

// The codes that facts may hold: those of assets/codes, list by list, which forms and datasets write as well. A test
// reads both and fails where they differ. Any thread.

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace daohu::policy {

// One list; `name` is its file in assets/codes, and empty where the list is of the facts alone.
struct CodeList {
    std::string_view name;
    std::span<const std::string_view> codes;
};

template <std::size_t N>
struct CodeArray {
    std::string_view name;
    std::array<std::string_view, N> codes;

    // A list of what lives as long as the program.
    constexpr operator CodeList() const { return {name, codes}; }
};

template <class... Codes>
[[nodiscard]] constexpr CodeArray<sizeof...(Codes)> list_of(std::string_view name, Codes... codes) {
    return {name, {std::string_view{codes}...}};
}

namespace codes {
inline constexpr auto kSettlement = list_of("settlement", "rural", "urban");
inline constexpr auto kSex = list_of("sex", "0", "1", "2", "9");
inline constexpr auto kRelation = list_of("relation", "0", "1", "2", "3", "4", "5", "6", "7", "8");
inline constexpr auto kLivingTogether = list_of("living_together", "yes", "no", "part");
inline constexpr auto kWorkState = list_of("work_state", "employed", "flexible", "self_employed", "farming", "seeking",
                                           "not_seeking", "unable", "retired", "student");
inline constexpr auto kLabourAbility = list_of("labour_ability", "able", "weak", "none");
inline constexpr auto kIdentityMarks = list_of("identity_mark", "orphan", "unsupported_child", "left_behind",
                                               "martyr_child", "guardian_courage", "veteran", "pregnant", "released");
inline constexpr auto kProgramme = list_of(
    "programme", "dibao", "tekun", "low_income", "expenditure_hardship", "special_hardship", "orphan",
    "unsupported_child", "temp_aid", "medical", "education", "housing", "employment", "disaster", "vagrant",
    "living_subsidy", "care_subsidy", "old_age_allowance", "home_care", "disease_emergency", "legal", "judicial",
    "heating", "funeral", "charity", "service", "commercial_insurance", "poverty_insurance", "other");
inline constexpr auto kStage = list_of("school_stage", "preschool", "primary", "junior", "senior", "vocational",
                                       "junior_college", "bachelor", "none");
inline constexpr auto kEnrolment =
    list_of("enrolment", "enrolled", "home_taught", "suspended", "dropped_out", "never", "graduated");
inline constexpr auto kDisability =
    list_of("disability_kind", "visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple");
inline constexpr auto kSelfCare = list_of("self_care", "alone", "help", "cannot");
inline constexpr auto kCareGrade = list_of("care_grade", "self", "semi", "full");
inline constexpr auto kIncome =
    list_of("income_kind", "wage", "business", "farm", "property", "transfer", "gathering", "subsidy", "other");
inline constexpr auto kPeriod = list_of("period", "month", "season", "year");
inline constexpr auto kEvidence = list_of("income_evidence", "slip", "employer", "family", "neighbour", "estimate");
inline constexpr auto kStability = list_of("stability", "stable", "irregular");
inline constexpr auto kExpense =
    list_of("expense_kind", "medical", "education", "disability_care", "housing_safety", "accident", "debt", "other");
inline constexpr auto kHardship =
    list_of("hardship", "sudden_illness", "medical_cost", "education_cost", "accident", "traffic", "fire", "disaster",
            "job_loss", "no_support", "unsafe_house", "no_food_heat", "dropout", "missed_aid", "care_refused",
            "child_risk", "violence", "public_health", "earner_death", "uninsured", "no_certificate", "runaway",
            "stranded_worker", "abandoned", "vagrant", "work_injury", "special_cause", "other");
inline constexpr auto kFirstAction = list_of("first_action", "goods_cash", "called_help", "moved_safe", "helped_apply",
                                             "told_township", "nothing_possible");
inline constexpr auto kFundSource =
    list_of("fund_source", "township_reserve", "village", "charity", "personal", "other");
inline constexpr auto kChange =
    list_of("change_kind", "birth", "death", "marriage", "divorce", "moved_in", "moved_out", "illness", "recovery",
            "disability", "job_gained", "job_lost", "income", "property_gained", "property_lost", "school", "hospital",
            "prison", "supporter_found", "house_bought", "phase_out", "other");
inline constexpr auto kOutcome =
    list_of("review_outcome", "no_change", "increase", "reduce", "stop", "new_programme", "not_possible");
inline constexpr auto kRelationToFamily = list_of("coi_relation", "none", "near_relative", "same_household", "other");
inline constexpr auto kBody = list_of(
    "body", "civil_affairs", "medical_insurance", "education", "housing", "housing_office", "human_resources",
    "emergency", "health", "disabled_federation", "finance", "rural_revitalisation", "poverty_relief", "justice",
    "political_legal", "court", "procuratorate", "police", "womens_federation", "trade_union", "youth_league",
    "red_cross", "charity", "social_work_station", "rescue_station", "township_window", "county_government",
    "township_government", "village_committee", "county_office", "organisation_department", "staffing_office",
    "discipline", "audit", "development_reform", "statistics", "data_bureau", "natural_resources", "agriculture",
    "transport", "market_supervision", "tax", "environment", "urban_management", "veterans", "cyberspace_office",
    "civility_office", "banking_supervision", "central_bank", "other");
inline constexpr auto kTaskResult = list_of("task_result", "hardship", "already_aided", "no_hardship", "moved", "dead",
                                            "not_found", "refused", "duplicate");
// What a notice could be asked to print; a pack's whitelist chooses among them.
inline constexpr auto kNoticeField =
    list_of("", "policies", "name", "address", "category", "amount", "complaint_phone", "id_number", "phone", "illness",
            "disability_kind", "bank_account", "full_address");
}  // namespace codes

}  // namespace daohu::policy
