// SPDX-License-Identifier: Apache-2.0
#pragma once

// The fields of the facts, once: names, code lists and what they mean. The reader of JSON, the published schema and
// the tests all walk this, so that none of them can know a field that the others do not. Any thread.
//
// A visitor has: id(key, std::string&, help), value(key, Known<T>&, help), code(key, Known<Code>&, list, help),
// codes(key, Known<CodeSet>&, list, help), group(key, T&, help), list(key, std::vector<T>& or Known<...>&, help),
// terms(key, Terms&, help), unused(names): what the data dictionary has and no rule reads.

#include "core/policy/facts.hpp"
#include "core/policy/facts_codes.hpp"

namespace daohu::policy {

template <class V>
void fields(V& v, Education& e) {
    v.code("stage", e.stage, codes::kStage, "Where the person is at school; vocational is secondary vocational");
    v.code("enrolment", e.enrolment, codes::kEnrolment, "Whether enrolled");
    v.unused({"school", "grade", "boarder", "home_teaching_docs", "entitlement_cause", "loan"});
}

template <class V>
void fields(V& v, Medical& m) {
    v.value("recognised_severe", m.recognised_severe, "Severe illness recognised by the insurance of the hukou place");
    v.value("care_refused_for_cost", m.care_refused_for_cost, "Treatment withheld because of its cost");
    v.unused({"insured", "payer", "plus_insurance", "illness", "inpatient_now", "bedside_carer", "family_doctor",
              "chronic_card"});
}

template <class V>
void fields(V& v, Disability& d) {
    v.value("certificate", d.certificate, "Holds a disability certificate; no: not disabled by any certificate");
    v.code("kind", d.kind, codes::kDisability, "Kind of disability, GB/T 26341");
    v.value("grade", d.grade, "Grade 1 (severest) to 4");
    v.unused({"certificate_no", "valid_to", "aids_wish", "surgery_candidate", "subsidies"});
}

template <class V>
void fields(V& v, Employment& e) {
    v.value("wish", e.wish, "Wants to work");
    v.value("registered_unemployed_on", e.registered_unemployed_on, "Day of registration as unemployed");
    v.value("hard_to_employ", e.hard_to_employ, "Recognised as hard to employ");
    v.value("offers", e.offers, "Job offers this calendar year");
    v.value("guidance", e.guidance, "Sessions of career guidance this calendar year");
    v.value("training", e.training, "Times that training information was given this calendar year");
    v.value("business_registered_on", e.business_registered_on, "Day of business registration");
    v.value("first_startup", e.first_startup, "Whether it is the person's first business");
    v.unused({"training_wish", "skill"});
}

template <class V>
void fields(V& v, SelfCare& s) {
    v.code("eat", s.eat, codes::kSelfCare, "Eats");
    v.code("dress", s.dress, codes::kSelfCare, "Dresses");
    v.code("bed", s.bed, codes::kSelfCare, "Gets in and out of bed");
    v.code("toilet", s.toilet, codes::kSelfCare, "Uses the toilet");
    v.code("walk_indoors", s.walk_indoors, codes::kSelfCare, "Walks indoors");
    v.code("bathe", s.bathe, codes::kSelfCare, "Bathes");
    v.code("assessed_grade", s.assessed_grade, codes::kCareGrade,
           "Grade of a professional assessment, if there was one");
    v.unused({"assessed_by_role", "method", "suggested_grade", "carer", "elderly_ability"});
}

template <class V>
void fields(V& v, Member& m) {
    v.id("member_id", m.member_id, "Names the person within this file");
    v.value("name", m.name, "Not used by any rule and never repeated in a result");
    v.code("relation_to_head", m.relation_to_head, codes::kRelation, "GB/T 4761, 0 is the head");
    v.code("sex", m.sex, codes::kSex, "GB/T 2261.1: 1 male, 2 female, 0 unknown, 9 not stated");
    v.value("birth_date", m.birth_date, "To the day, month or year; an estimated year ends in ~");
    v.value("id_number", m.id_number, "Only compared with birth_date and sex; never repeated in a result");
    v.code("living_together", m.living_together, codes::kLivingTogether, "Whether the person lives with the family");
    v.value("death_date", m.death_date, "Counts no longer from this day");
    v.value("left_date", m.left_date, "Counts no longer from this day");
    v.code("work_state", m.work_state, codes::kWorkState, "What the person works as");
    v.code("labour_ability", m.labour_ability, codes::kLabourAbility, "Whether the person can work");
    v.value("student", m.student, "Goes to school; read from work_state and edu when absent");
    v.codes("identity_marks", m.identity_marks, codes::kIdentityMarks, "Complete where given");
    v.codes("programme", m.programme, codes::kProgramme,
            "What this person gets himself, complete where given; household.programme when absent");
    v.value("own_application", m.own_application, "Applied himself, as single-person entry requires");
    v.value("lost_self_care", m.lost_self_care, "No longer looks after himself (not the same as a disability)");
    v.value("nursing_infant", m.nursing_infant, "Nurses an infant");
    v.group("edu", m.edu, "School");
    v.group("med", m.med, "Illness");
    v.group("dis", m.dis, "Disability");
    v.group("emp", m.emp, "Work");
    v.group("selfcare", m.selfcare, "The six items of self-care");
    v.terms("terms", m.terms, "What the township says of undefined words: severe_disability, severe_illness, student");
    v.unused({"id_kind", "id_seen", "ethnicity", "marital_status", "legal_supporter_role", "education_level",
              "studying", "bank_account_last4", "phone", "child", "legal_supporters"});
}

template <class V>
void fields(V& v, Income& i) {
    v.value("member_id", i.member_id, "Whose; absent for the whole family");
    v.code("kind", i.kind, codes::kIncome, "Kind of income");
    v.value("gross_amount", i.gross_amount, "Before any cost is taken off, in one period");
    v.code("period", i.period, codes::kPeriod, "The period of the amount");
    v.value("months", i.months, "For a season: how many months it covers");
    v.value("declared_work_cost", i.declared_work_cost, "What the person says working costs, in the same period");
    v.code("evidence", i.evidence, codes::kEvidence, "What was seen");
    v.code("stability", i.stability, codes::kStability, "Stable or irregular");
    v.value("since", i.since, "First month or day of this income");
    v.unused({"income_id", "whole_family", "exempt_income", "note"});
}

template <class V>
void fields(V& v, Expense& e) {
    v.value("member_id", e.member_id, "For whom");
    v.code("kind", e.kind, codes::kExpense, "Kind of expense");
    v.value("total", e.total, "The whole bill");
    v.value("reimbursed", e.reimbursed, "What insurance paid");
    v.value("own_paid", e.own_paid, "What the family paid; total less reimbursed when absent");
    v.value("in_policy_scope", e.in_policy_scope, "The part of own_paid that is within policy scope");
    v.value("medical_aid_paid", e.medical_aid_paid, "The part of own_paid that medical aid has paid");
    v.value("inpatient", e.inpatient, "Hospital stay; no for outpatient costs");
    v.unused({"expense_id", "illness_ref", "period_from", "period_to", "receipts", "note"});
}

template <class V>
void fields(V& v, AidHeld& a) {
    v.code("programme", a.programme, codes::kProgramme, "Which aid");
    v.value("beneficiaries", a.beneficiaries, "member_id of whom it was booked to");
    v.value("amount", a.amount, "What was paid");
    v.value("date", a.date, "When it was paid");
    v.unused({"aid_held_id", "source_body", "tier", "provenance", "note"});
}

template <class V>
void fields(V& v, Pause& p) {
    v.value("from", p.from, "First day of the pause");
    v.value("to", p.to, "Last day of the pause");
    v.value("document", p.document, "Number of the county's own document, where the pack has no clause for pauses");
}

template <class V>
void fields(V& v, Review& r) {
    v.value("member_id", r.member_id, "For one person's programme");
    v.code("programme", r.programme, codes::kProgramme, "dibao, tekun or low_income");
    v.value("irregular_income", r.irregular_income, "Read from income[].stability when absent");
    v.value("able_bodied", r.able_bodied, "Some member can work; read from member[].labour_ability when absent");
    v.value("last_at", r.last_at, "Day of the last review");
    v.code("outcome_proposal", r.outcome_proposal, codes::kOutcome, "What the coordinator found");
    v.list("paused_ranges", r.paused_ranges, "Periods in which the county paused reviews");
    v.unused({"review_id", "category", "due_at", "visit_ref", "reason", "decided_by"});
}

template <class V>
void fields(V& v, OutsiderConditions& o) {
    v.value("non_local", o.non_local, "Registered elsewhere");
    v.value("working_here", o.working_here, "Works here, and it happened meanwhile");
    v.value("accident_or_special_cause", o.accident_or_special_cause, "Accident or another special cause");
    v.value("no_family_support", o.no_family_support, "The family cannot help");
}

template <class V>
void fields(V& v, Discovery& d) {
    v.value("discovered_at", d.discovered_at, "When the hardship was found");
    v.value("reported_at", d.reported_at, "When it was reported; never stops a clock");
    v.codes("hardship_kinds", d.hardship_kinds, codes::kHardship, "At least one");
    v.codes("first_action", d.first_action, codes::kFirstAction, "What was done at once; complete where given");
    v.value("station_entered_on", d.station_entered_on, "Day of entering the rescue station");
    v.value("identity_found", d.identity_found, "Whether it is known who a stranded person is");
    v.group("outsider_conditions", d.outsider_conditions, "The four conditions for people from elsewhere");
    v.unused({"discovery_id", "subject", "source", "source_ref", "informant", "urgency", "recorded_at",
              "legal_deadline", "place_rule_candidates", "safety_mode", "linked_need", "linked_referral",
              "linked_first_aid", "state"});
}

template <class V>
void fields(V& v, FirstAid& f) {
    v.value("given_at", f.given_at, "When the aid was in the person's hands");
    v.value("amount", f.amount, "Cash");
    v.value("beneficiaries", f.beneficiaries, "member_id of whom it was booked to");
    v.code("fund_source", f.fund_source, codes::kFundSource, "Where it came from");
    v.value("papers_complete", f.papers_complete, "Whether the papers have been handed in");
    v.unused({"first_aid_id", "place", "by", "second_witness", "form", "goods", "recipient_signature", "supplement_due",
              "use_code"});
}

template <class V>
void fields(V& v, TempAid& t) {
    v.codes("hardship_kinds", t.hardship_kinds, codes::kHardship, "Causes; those of the discovery when absent");
    v.value("persons_aided", t.persons_aided, "How many persons are proposed; never taken from the household's size");
    v.value("persons", t.persons, "member_id of the persons proposed; in place of persons_aided");
    v.code("basis", t.basis, codes::kSettlement, "The standard the township chose where the document leaves it open");
}

template <class V>
void fields(V& v, PhaseOut& p) {
    v.value("first_month", p.first_month, "First month above the standard; income[].since when absent");
}

template <class V>
void fields(V& v, Change& c) {
    v.value("member_id", c.member_id, "Who changed");
    v.code("kind", c.kind, codes::kChange, "What changed");
    v.value("happened_on", c.happened_on, "When it happened");
    v.value("told_on", c.told_on, "When the family told");
    v.unused({"change_id", "told_by", "receipt_given", "forwarded_to", "forwarded_at", "acknowledged_at"});
}

template <class V>
void fields(V& v, Procedure& p) {
    v.value("dispute_known", p.dispute_known, "Anybody disputes the application");
    v.value("economy_clear", p.economy_clear, "The family's economy is clear");
    v.value("facts_clear", p.facts_clear, "The facts are clear");
    v.value("major_dispute", p.major_dispute, "There is a major objection");
    v.value("check_report_conclusive", p.check_report_conclusive, "The check report settles the question");
    v.value("queryable_online", p.queryable_online, "The proof can be queried on the platform");
}

template <class V>
void fields(V& v, Conflict& c) {
    v.code("relation", c.relation, codes::kRelationToFamily, "The coordinator's relation to the household");
    v.unused({"user", "declared_at"});
}

template <class V>
void fields(V& v, Household& h) {
    v.value("household_id", h.household_id, "Names the household in results");
    v.code("settlement_kind", h.settlement_kind, codes::kSettlement, "Decides which standard applies");
    v.value("living_together_count", h.living_together_count, "Must equal the members who live together");
    v.codes("programme", h.programme, codes::kProgramme, "What the family gets, complete where given ([] is nothing)");
    v.value("formerly_registered_poor", h.formerly_registered_poor, "Was registered as poor, or lifted out");
    v.value("property_ok", h.property_ok, "The township's check found the property within the rules");
    v.value("aid_held_synced", h.aid_held_synced, "Whether aid_held is the whole history of the last twelve months");
    v.value("difficult_household", h.difficult_household, "A household in difficulty; read from programme when absent");
    v.value("township_code", h.township_code, "Division code of the township, 9 or 12 digits");
    v.value("policy_pack_id", h.policy_pack_id, "The pack under which the case was opened");
    v.value("policy_pack_version", h.policy_pack_version, "Its version then");
    v.value("housing_checked_on", h.housing_checked_on, "Last recheck of housing aid");
    v.terms("terms", h.terms, "What the township says of undefined words: low_income, expenditure_type");
    v.unused({"head_member_id", "division_residence", "division_hukou", "hukou_kind", "residence_permit",
              "address_text", "village_group", "contact_phone", "absent_member_note", "special_hardship_flag",
              "urban_distressed_worker", "paired_helper", "dossier_no", "status"});
}

template <class V>
void fields(V& v, EmergencyRecord& e) {
    v.value("discovered_at", e.discovered_at, "When the hardship was found");
    v.value("first_aid_at", e.first_aid_at, "When aid was given; state none if it was not");
}

template <class V>
void fields(V& v, ReserveLedger& r) {
    v.value("opening", r.opening, "Sum at the beginning");
    v.value("in", r.in, "Sums put in");
    v.value("out", r.out, "Sums taken out");
}

template <class V>
void fields(V& v, Complaints& c) {
    v.value("received", c.received, "Complaints received");
    v.value("answered", c.answered, "Of these, verified and answered");
}

template <class V>
void fields(V& v, Statistics& s) {
    v.value("township_population", s.township_population, "Inhabitants of the township");
    v.value("village_population", s.village_population, "Inhabitants of the village");
    v.value("county_year_round_recipients", s.county_year_round_recipients, "Year-round recipients of the county");
    v.value("township_year_round_recipients", s.township_year_round_recipients, "The same of the township");
    v.value("dibao_recipients", s.dibao_recipients, "Recipients of the allowance");
    v.value("village_recipients", s.village_recipients, "Recipients in the village");
    v.value("aided_last_year", s.aided_last_year, "Persons aided last year");
    v.value("aid_spending_last_year", s.aid_spending_last_year, "What the county spent on aid last year");
    v.value("last_sweep_on", s.last_sweep_on, "Last sweep for families in hardship");
    v.list("emergency", s.emergency, "Urgent discoveries of the period");
    v.group("reserve", s.reserve, "The township's reserve fund");
    v.group("complaint", s.complaint, "Complaints of the period");
}

template <class V>
void fields(V& v, Task& t) {
    v.code("source_body", t.source_body, codes::kBody, "Who pushed the name");
    v.code("result", t.result, codes::kTaskResult, "What was found; not_found stays open");
    v.unused({"task_id", "batch_id", "reason_code", "name", "village", "id_last4", "due", "priority", "assignee",
              "attempts", "evidence"});
}

template <class V>
void fields(V& v, LabourEntry& e) {
    v.value("member_id", e.member_id, "Who");
    v.value("attended", e.attended, "Came");
    v.value("minutes", e.minutes, "How long, in minutes");
    v.unused({"date", "activity", "hours", "place", "absence_reason", "signature"});
}

template <class V>
void fields(V& v, NoticeRow& r) {
    v.value("member_id", r.member_id, "Whose row");
    v.codes("fields", r.fields, codes::kNoticeField, "What somebody wants to print");
    v.value("is_child", r.is_child, "A child's name needs the county's switch");
    v.value("safety_mode", r.safety_mode, "Withheld without a trace");
    v.unused({"name", "address", "category", "amount"});
}

template <class V>
void fields(V& v, Facts& f) {
    v.group("household", f.household, "The household");
    v.list("member", f.member, "Its members");
    v.list("income", f.income, "Every income; {\"state\": \"none\"} if there is none");
    v.list("expense", f.expense, "Rigid expenditure of the last twelve months");
    v.list("aid_held", f.aid_held, "Aid received; [] with household.aid_held_synced yes is none");
    v.list("review", f.review, "Reviews that recur");
    v.group("discovery", f.discovery, "The discovery");
    v.list("first_aid", f.first_aid, "First aid given on this occasion");
    v.group("temp_aid", f.temp_aid, "What is proposed");
    v.group("phase_out", f.phase_out, "A phase-out under way");
    v.list("change", f.change, "Changes reported");
    v.group("procedure", f.procedure, "Answers that decide how an application is handled");
    v.group("coi", f.coi, "Conflict of interest");
    v.list("task", f.task, "Names pushed by the county for checking");
    v.list("labour_entry", f.labour_entry, "Attendance at public labour this month");
    v.list("notice_row", f.notice_row, "Rows proposed for a public notice");
    v.group("statistics", f.statistics, "Counts of village, township and county");
    v.unused({"property", "housing", "damage", "visit", "need", "referral", "consultation", "assisted_application",
              "appraisal", "shift", "labour_roll", "complaint", "service_log", "stat_row", "relatives_filing",
              "info_notice", "consent", "check_authorisation", "case"});
}

}  // namespace daohu::policy
