// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/roles.hpp"

#include <algorithm>
#include <span>

namespace daohu::casework {

namespace {

// One letter a role: coordinator, second visitor, social worker (w), township desk, county office (k).
using Letters = std::string_view;

struct FormRow {
    std::string_view form;
    Letters roles;
};

// Coordinators propose and record; the township accepts, returns and decides; money is given by coordinators and the
// township only; whoever meets somebody in danger, or is told a complaint, writes it down whatever his role.
constexpr std::array kForms{
    FormRow{"appraisal", "ct"},          FormRow{"assisted_application", "cwt"},
    FormRow{"care_record", "csw"},       FormRow{"case_decision", "tk"},
    FormRow{"change_report", "cwt"},     FormRow{"check_authorisation", "ct"},
    FormRow{"complaint", "cswtk"},       FormRow{"complaint_answer", "tk"},
    FormRow{"consent", "cswt"},          FormRow{"consultation", "cwtk"},
    FormRow{"correction", "cwtk"},       FormRow{"correction_answer", "tk"},
    FormRow{"county_task", "cw"},        FormRow{"disaster_damage", "cwt"},
    FormRow{"discovery", "cswtk"},       FormRow{"duty_shift", "cwt"},
    FormRow{"employment_service", "ct"}, FormRow{"first_aid", "ct"},
    FormRow{"follow_up_done", "cwt"},    FormRow{"follow_up_plan", "ct"},
    FormRow{"hardship_dossier", "ct"},   FormRow{"household_baseline", "cw"},
    FormRow{"housing_check", "cwt"},     FormRow{"interest_declaration", "cswt"},
    FormRow{"labour_closing", "ct"},     FormRow{"labour_entry", "ct"},
    FormRow{"labour_roll", "ct"},        FormRow{"notice_objection", "cswt"},
    FormRow{"notice_posting", "ct"},     FormRow{"notice_taking_down", "ct"},
    FormRow{"objection_answer", "tk"},   FormRow{"periodic_review", "cw"},
    FormRow{"referral", "cwt"},          FormRow{"referral_feedback", "cwt"},
    FormRow{"relatives_filing", "cstk"}, FormRow{"revisit", "cwt"},
    FormRow{"routine_visit", "cw"},      FormRow{"schooling", "cwt"},
    FormRow{"service_visit", "csw"},     FormRow{"stranded_person", "cswt"},
    FormRow{"volunteer_hours", "cwt"},
};
static_assert(std::ranges::is_sorted(kForms, {}, &FormRow::form));

constexpr Letters kOwnLedgers = "cwt";

struct ActRow {
    Act act;
    Letters roles;
};
constexpr std::array kActs{
    ActRow{Act::settle_conflict, "ct"},
    ActRow{Act::propose_merge, "cwt"},
    ActRow{Act::merge, "t"},
    ActRow{Act::part, "t"},
    ActRow{Act::publish, "tk"},
    ActRow{Act::set_aside, "tk"},
};

struct SightRow {
    Sight sight;
    Letters roles;
};
constexpr std::array kSights{
    SightRow{Sight::village, "cwtk"},    SightRow{Sight::township, "tk"},   SightRow{Sight::county, "k"},
    SightRow{Sight::safety_cases, "tk"}, SightRow{Sight::complaints, "tk"}, SightRow{Sight::informants, "k"},
    SightRow{Sight::small_cells, "tk"},
};

struct RoleRow {
    Role role;
    std::string_view code;
    char letter;
};
constexpr std::array kRoleRows{
    RoleRow{Role::coordinator, "coordinator", 'c'},     RoleRow{Role::second_visitor, "second_visitor", 's'},
    RoleRow{Role::social_worker, "social_worker", 'w'}, RoleRow{Role::township_desk, "township_desk", 't'},
    RoleRow{Role::county_office, "county_office", 'k'},
};

const RoleRow& row_of(Role role) { return *std::ranges::find(kRoleRows, role, &RoleRow::role); }

bool holds(Letters roles, Role role) { return roles.find(row_of(role).letter) != Letters::npos; }

}  // namespace

std::string_view code_of(Role role) { return row_of(role).code; }

std::optional<Role> find_role(std::string_view code) {
    const auto* const found = std::ranges::find(kRoleRows, code, &RoleRow::code);
    return found == kRoleRows.end() ? std::nullopt : std::optional{found->role};
}

bool may_fill_in(Role role, std::string_view form_id) {
    const auto* const found = std::ranges::lower_bound(kForms, form_id, {}, &FormRow::form);
    const bool is_known = found != kForms.end() && found->form == form_id;
    return holds(is_known ? found->roles : kOwnLedgers, role);
}

bool may(Role role, Act act) { return holds(std::ranges::find(kActs, act, &ActRow::act)->roles, role); }

bool may_see(Role role, Sight sight) { return holds(std::ranges::find(kSights, sight, &SightRow::sight)->roles, role); }

std::size_t form_count() { return kForms.size(); }

std::string_view form_at(std::size_t index) { return kForms[index].form; }

}  // namespace daohu::casework
