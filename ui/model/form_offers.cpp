// SPDX-License-Identifier: Apache-2.0
#include "ui/model/form_offers.hpp"

#include "core/casework/act/roles.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace daohu::model {

namespace {

constexpr std::string_view kPerson = "person";
constexpr std::string_view kRevisit = "revisit";

struct FormTitle {
    std::string_view form;
    TextKey title;
};
constexpr std::array kTitles{
    FormTitle{"appraisal", "form.appraisal"},
    FormTitle{"assisted_application", "form.assisted_application"},
    FormTitle{"care_record", "form.care_record"},
    FormTitle{"case_decision", "form.case_decision"},
    FormTitle{"change_report", "form.change_report"},
    FormTitle{"check_authorisation", "form.check_authorisation"},
    FormTitle{"complaint", "form.complaint"},
    FormTitle{"complaint_answer", "form.complaint_answer"},
    FormTitle{"consent", "form.consent"},
    FormTitle{"consultation", "form.consultation"},
    FormTitle{"correction", "form.correction"},
    FormTitle{"correction_answer", "form.correction_answer"},
    FormTitle{"county_task", "form.county_task"},
    FormTitle{"disaster_damage", "form.disaster_damage"},
    FormTitle{"discovery", "form.discovery"},
    FormTitle{"duty_shift", "form.duty_shift"},
    FormTitle{"employment_service", "form.employment_service"},
    FormTitle{"first_aid", "form.first_aid"},
    FormTitle{"follow_up_done", "form.follow_up_done"},
    FormTitle{"follow_up_plan", "form.follow_up_plan"},
    FormTitle{"hardship_dossier", "form.hardship_dossier"},
    FormTitle{"household_baseline", "form.household_baseline"},
    FormTitle{"housing_check", "form.housing_check"},
    FormTitle{"interest_declaration", "form.interest_declaration"},
    FormTitle{"labour_closing", "form.labour_closing"},
    FormTitle{"labour_entry", "form.labour_entry"},
    FormTitle{"labour_roll", "form.labour_roll"},
    FormTitle{"notice_objection", "form.notice_objection"},
    FormTitle{"notice_posting", "form.notice_posting"},
    FormTitle{"notice_taking_down", "form.notice_taking_down"},
    FormTitle{"objection_answer", "form.objection_answer"},
    FormTitle{"periodic_review", "form.periodic_review"},
    FormTitle{"referral", "form.referral"},
    FormTitle{"referral_feedback", "form.referral_feedback"},
    FormTitle{"relatives_filing", "form.relatives_filing"},
    FormTitle{"revisit", "form.revisit"},
    FormTitle{"routine_visit", "form.routine_visit"},
    FormTitle{"schooling", "form.schooling"},
    FormTitle{"service_visit", "form.service_visit"},
    FormTitle{"stranded_person", "form.stranded_person"},
    FormTitle{"volunteer_hours", "form.volunteer_hours"},
};
static_assert(std::ranges::is_sorted(kTitles, {}, &FormTitle::form));

// What is opened for a household at its door, the most usual first.
constexpr std::array<std::string_view, 20> kForHouseholds{
    "routine_visit",   "change_report", "first_aid",          "service_visit",        "periodic_review",
    "follow_up_plan",  "referral",      "housing_check",      "consultation",         "consent",
    "disaster_damage", "appraisal",     "hardship_dossier",   "assisted_application", "check_authorisation",
    "complaint",       "correction",    "household_baseline", "interest_declaration", "relatives_filing"};
// What is opened for somebody of whom no family is known: what names him, or nobody.
constexpr std::array<std::string_view, 7> kForLonePersons{
    "referral", "discovery", "care_record", "employment_service", "schooling", "consultation", "complaint"};
// What is begun without one.
constexpr std::array<std::string_view, 6> kForNobody{"discovery",  "household_baseline", "stranded_person",
                                                     "duty_shift", "volunteer_hours",    "notice_posting"};

// What is written down about one person.
constexpr std::array<std::string_view, 5> kForPersons{"care_record", "schooling", "employment_service", "labour_entry",
                                                      "discovery"};
// Of the month of public labour as a whole, in the order of the month.
constexpr std::array<std::string_view, 2> kForLabour{"labour_roll", "labour_closing"};
constexpr std::string_view kLabourOfPerson = "labour_entry";

// What goes on with a record of a kind: once `from` has a value, until `until` has one; where either is named.
struct Continuation {
    std::string_view dataset;
    std::string_view form;
    std::string_view from;
    std::string_view until;
};
constexpr std::array kContinuations{
    Continuation{"case", "referral", {}, "outcome"},
    Continuation{"case", "case_decision", {}, "outcome"},
    Continuation{"case", "first_aid", {}, "first_aid_given_at"},
    Continuation{"case", kRevisit, "outcome", {}},
    Continuation{"complaint", "complaint_answer", {}, "answered_on"},
    Continuation{"correction", "correction_answer", {}, "answer"},
    Continuation{"follow_up", "follow_up_done", {}, "done_on"},
    Continuation{"notice", "notice_objection", {}, "taken_down_on"},
    Continuation{"notice", "notice_taking_down", {}, "taken_down_on"},
    Continuation{"objection", "objection_answer", {}, "handled_on"},
    Continuation{"referral", "referral_feedback", {}, "told_family_on"},
    Continuation{"referral", kRevisit, "told_family_on", {}},
    Continuation{"review", kRevisit, "household", {}},
    Continuation{"task", "county_task", {}, "result"},
    Continuation{"visit", kRevisit, "household", {}},
};

bool has_value(const registry::Entity& record, std::string_view property) {
    return record.displayed(property) != nullptr && record.text(property) != "";
}

bool goes_on(const Continuation& next, const registry::Entity& record) {
    // A revisit is about a case or a referral, or to a family.
    const bool has_whom = next.form != kRevisit || record.dataset == "case" || record.dataset == "referral" ||
                          has_value(record, "household");
    return next.dataset == record.dataset && has_whom && (next.from.empty() || has_value(record, next.from)) &&
           (next.until.empty() || !has_value(record, next.until));
}

FormOffer offer_of(std::string_view form, Words& words) {
    return {.form = std::string{form}, .title = form_title(form, words), .unavailable = {}};
}

template <std::size_t N>
std::vector<FormOffer> offers(const std::array<std::string_view, N>& forms, casework::Role role, Words& words) {
    std::vector<FormOffer> offered;
    for (const std::string_view form : forms) {
        if (casework::may_fill_in(role, form)) {
            offered.push_back(offer_of(form, words));
        }
    }
    return offered;
}

}  // namespace

std::string form_title(std::string_view form, Words& words) {
    const auto* const found = std::ranges::lower_bound(kTitles, form, {}, &FormTitle::form);
    const bool is_known = found != kTitles.end() && found->form == form;
    return is_known ? std::string{words.tr(found->title).view()} : std::string{form};
}

std::vector<FormOffer> household_forms(casework::Role role, Words& words) {
    return offers(kForHouseholds, role, words);
}

std::vector<FormOffer> lone_person_forms(casework::Role role, Words& words) {
    return offers(kForLonePersons, role, words);
}

std::vector<FormOffer> forms_for_nobody(casework::Role role, Words& words) { return offers(kForNobody, role, words); }

std::vector<FormOffer> person_forms(const FormsHere& here, Words& words) {
    std::vector<FormOffer> offered = offers(kForPersons, here.role, words);
    if (!here.has_public_labour) {
        std::erase_if(offered, [](const FormOffer& offer) { return offer.form == kLabourOfPerson; });
    }
    return offered;
}

std::vector<FormOffer> labour_forms(const FormsHere& here, Words& words) {
    return here.has_public_labour ? offers(kForLabour, here.role, words) : std::vector<FormOffer>{};
}

std::vector<FormOffer> forms_for_record(const registry::Entity& record, const FormsHere& here, Words& words) {
    if (record.dataset == kPerson) {
        const bool has_died = has_value(record, "death_date");
        return has_died ? std::vector<FormOffer>{} : person_forms(here, words);
    }
    std::vector<FormOffer> offered;
    for (const Continuation& next : kContinuations) {
        if (goes_on(next, record) && casework::may_fill_in(here.role, next.form)) {
            offered.push_back(offer_of(next.form, words));
        }
    }
    return offered;
}

}  // namespace daohu::model
