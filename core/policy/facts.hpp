// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is known of a household and of a township, typed, in the names of the data dictionary. Casework builds these
// from the registry, daohu-policy from JSON (facts_json.hpp); the rules read nothing else. Values; any thread.
//
// A field that nobody filled is Known<T>{}: not asked. Amounts are Fen, days are Date, times WallTime.

#include "core/base/clock.hpp"
#include "core/base/money.hpp"
#include "core/base/partial_date.hpp"
#include "core/policy/known.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace daohu::policy {

// A code of a closed list, kept as written; the lists are in facts_codes.hpp.
using Code = std::string;
using CodeSet = std::vector<Code>;
// What the township says of words that a document uses and does not define ("severe disability").
using Terms = std::map<std::string, Known<YesNo>, std::less<>>;

struct Education {
    Known<Code> stage;
    Known<Code> enrolment;
};

struct Medical {
    Known<YesNo> recognised_severe;  // as a severe illness, by the insurance of the hukou place
    Known<YesNo> care_refused_for_cost;
};

struct Disability {
    Known<YesNo> certificate;
    Known<Code> kind;
    Known<std::int64_t> grade;  // 1 to 4
};

struct Employment {
    Known<YesNo> wish;
    Known<Date> registered_unemployed_on;
    Known<YesNo> hard_to_employ;
    Known<std::int64_t> offers;    // this calendar year
    Known<std::int64_t> guidance;  // this calendar year
    Known<std::int64_t> training;  // this calendar year
    Known<Date> business_registered_on;
    Known<YesNo> first_startup;
};

struct SelfCare {
    Known<Code> eat, dress, bed, toilet, walk_indoors, bathe;
    Known<Code> assessed_grade;  // by a professional assessment
};

struct Member {
    std::string member_id;
    Known<std::string> name;
    Known<Code> relation_to_head;
    Known<Code> sex;
    Known<PartialDate> birth_date;
    Known<std::string> id_number;
    Known<Code> living_together;
    Known<Date> death_date;
    Known<Date> left_date;
    Known<Code> work_state;
    Known<Code> labour_ability;
    Known<YesNo> student;
    Known<CodeSet> identity_marks;
    Known<CodeSet> programme;  // what this person gets himself; complete where given
    Known<YesNo> own_application;
    Known<YesNo> lost_self_care;
    Known<YesNo> nursing_infant;
    Education edu;
    Medical med;
    Disability dis;
    Employment emp;
    SelfCare selfcare;
    Terms terms;
};

struct Income {
    Known<std::string> member_id;  // absent: of the whole family
    Known<Code> kind;
    Known<Fen> gross_amount;
    Known<Code> period;
    Known<std::int64_t> months;  // how many a season covers
    Known<Fen> declared_work_cost;
    Known<Code> evidence;
    Known<Code> stability;
    Known<PartialDate> since;
};

struct Expense {
    Known<std::string> member_id;
    Known<Code> kind;
    Known<Fen> total;
    Known<Fen> reimbursed;
    Known<Fen> own_paid;
    Known<Fen> in_policy_scope;   // of own_paid
    Known<Fen> medical_aid_paid;  // of own_paid, by medical aid
    Known<YesNo> inpatient;
};

struct AidHeld {
    Known<Code> programme;
    Known<std::vector<std::string>> beneficiaries;  // member ids
    Known<Fen> amount;
    Known<Date> date;
};

// A period in which the county paused reviews.
struct Pause {
    Known<Date> from;
    Known<Date> to;
    Known<std::string> document;  // a county rule with a document of its own
};

struct Review {
    Known<std::string> member_id;
    Known<Code> programme;
    Known<YesNo> irregular_income;
    Known<YesNo> able_bodied;
    Known<Date> last_at;
    Known<Code> outcome_proposal;
    std::vector<Pause> paused_ranges;
};

struct OutsiderConditions {
    Known<YesNo> non_local;
    Known<YesNo> working_here;
    Known<YesNo> accident_or_special_cause;
    Known<YesNo> no_family_support;
};

struct Discovery {
    Known<WallTime> discovered_at;
    Known<WallTime> reported_at;
    Known<CodeSet> hardship_kinds;
    Known<CodeSet> first_action;
    Known<Date> station_entered_on;  // the rescue station
    Known<YesNo> identity_found;
    OutsiderConditions outsider_conditions;
};

struct FirstAid {
    Known<WallTime> given_at;
    Known<Fen> amount;
    Known<std::vector<std::string>> beneficiaries;  // member ids
    Known<Code> fund_source;
    Known<YesNo> papers_complete;
};

// What a proposal for temporary aid is about.
struct TempAid {
    Known<CodeSet> hardship_kinds;
    Known<std::int64_t> persons_aided;
    Known<std::vector<std::string>> persons;  // member ids, in place of a count
    Known<Code> basis;                        // the standard the township chose: urban or rural
};

struct PhaseOut {
    Known<PartialDate> first_month;
};

struct Change {
    Known<std::string> member_id;
    Known<Code> kind;
    Known<Date> happened_on;
    Known<Date> told_on;
};

struct Procedure {
    Known<YesNo> dispute_known;
    Known<YesNo> economy_clear;
    Known<YesNo> facts_clear;
    Known<YesNo> major_dispute;
    Known<YesNo> check_report_conclusive;
    Known<YesNo> queryable_online;
};

// The coordinator's relation to the household.
struct Conflict {
    Known<Code> relation;
};

struct Household {
    Known<std::string> household_id;
    Known<Code> settlement_kind;
    Known<std::int64_t> living_together_count;
    Known<CodeSet> programme;  // complete where given
    Known<YesNo> formerly_registered_poor;
    Known<YesNo> property_ok;  // the township's check found nothing against the family
    Known<YesNo> aid_held_synced;
    Known<YesNo> difficult_household;
    Known<std::string> township_code;
    Known<std::string> policy_pack_id;  // under which the case was opened
    Known<std::int64_t> policy_pack_version;
    Known<Date> housing_checked_on;
    Terms terms;
};

struct EmergencyRecord {
    Known<WallTime> discovered_at;
    Known<WallTime> first_aid_at;
};

struct ReserveLedger {
    Known<Fen> opening;
    Known<std::vector<Fen>> in;
    Known<std::vector<Fen>> out;
};

struct Complaints {
    Known<std::int64_t> received;
    Known<std::int64_t> answered;
};

struct Task {
    Known<Code> source_body;
    Known<Code> result;
};

struct LabourEntry {
    Known<std::string> member_id;
    Known<YesNo> attended;
    Known<std::int64_t> minutes;
};

struct NoticeRow {
    Known<std::string> member_id;
    Known<CodeSet> fields;  // what somebody wants to show
    Known<YesNo> is_child;
    Known<YesNo> safety_mode;
};

// Counts of the township or village, for J12's kind of question.
struct Statistics {
    Known<std::int64_t> township_population;
    Known<std::int64_t> village_population;
    Known<std::int64_t> county_year_round_recipients;
    Known<std::int64_t> township_year_round_recipients;
    Known<std::int64_t> dibao_recipients;
    Known<std::int64_t> village_recipients;
    Known<std::int64_t> aided_last_year;
    Known<Fen> aid_spending_last_year;
    Known<Date> last_sweep_on;
    std::vector<EmergencyRecord> emergency;
    ReserveLedger reserve;
    Complaints complaint;
};

struct Facts {
    Household household;
    std::vector<Member> member;
    Known<std::vector<Income>> income;  // none: asked, and there is no income
    Known<std::vector<Expense>> expense;
    Known<std::vector<AidHeld>> aid_held;
    std::vector<Review> review;
    Discovery discovery;
    std::vector<FirstAid> first_aid;
    TempAid temp_aid;
    PhaseOut phase_out;
    std::vector<Change> change;
    Procedure procedure;
    Conflict coi;
    std::vector<Task> task;
    std::vector<LabourEntry> labour_entry;
    std::vector<NoticeRow> notice_row;
    Statistics statistics;

    [[nodiscard]] const Member* find_member(std::string_view id) const;
};

}  // namespace daohu::policy
