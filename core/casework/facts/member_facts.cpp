// SPDX-License-Identifier: Apache-2.0
#include "core/casework/facts/member_facts.hpp"

#include "core/casework/facts/aid_facts.hpp"
#include "core/casework/facts/known_values.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

using policy::Known;
using policy::YesNo;

constexpr std::string_view kPerson = "person";

policy::Education education_of(const registry::Entity& sheet) {
    return {.stage = code_fact(sheet, "stage"), .enrolment = code_fact(sheet, "enrolment")};
}

policy::Medical medical_of(const registry::Entity& sheet) {
    return {.recognised_severe = yes_no_fact(sheet, "recognised_severe"),
            .care_refused_for_cost = yes_no_fact(sheet, "care_refused")};
}

// Several kinds are the kind "multiple".
Known<policy::Code> one_kind(const Known<policy::CodeSet>& kinds) {
    const policy::CodeSet* known = kinds.find();
    if (known == nullptr || known->empty()) {
        return Known<policy::Code>::without_answer(known == nullptr ? kinds.state() : policy::AnswerState::not_asked);
    }
    return known->size() == 1 ? known->front() : policy::Code{"multiple"};
}

policy::Disability disability_of(const registry::Entity& sheet) {
    return {.certificate = yes_no_fact(sheet, "certificate"),
            .kind = one_kind(codes_fact(sheet, "kind")),
            .grade = number_fact(sheet, "grade")};
}

policy::SelfCare selfcare_of(const registry::Entity& sheet) {
    policy::SelfCare care;
    care.eat = code_fact(sheet, "eat");
    care.dress = code_fact(sheet, "dress");
    care.bed = code_fact(sheet, "bed");
    care.toilet = code_fact(sheet, "toilet");
    care.walk_indoors = code_fact(sheet, "walk");
    care.bathe = code_fact(sheet, "bathe");
    // What a coordinator notes suggests a grade; only a professional's assessment is one.
    if (sheet.text("assessor") == "professional") {
        care.assessed_grade = code_fact(sheet, "confirmed_grade");
    }
    return care;
}

Known<YesNo> wish_of(const registry::Entity& sheet) {
    const Known<policy::Code> wish = code_fact(sheet, "work_wish");
    if (wish.is("wants")) {
        return YesNo::yes;
    }
    if (wish.is("declines")) {
        return YesNo::no;
    }
    return Known<YesNo>::without_answer(wish.is_answered() ? policy::AnswerState::unknown : wish.state());
}

bool is_about(const registry::Entity& record, const registry::Entity& person) {
    const auto named = record.reference(kPerson);
    return named && std::ranges::find(person.members, *named) != person.members.end();
}

void count_services(policy::Employment& employment, const HouseholdRecords& records, const registry::Entity& person,
                    Date on) {
    std::int64_t offers = 0;
    std::int64_t guidance = 0;
    std::int64_t training = 0;
    for (const registry::Entity& service : records.of("employment_event")) {
        const Known<Date> given = date_fact(service, "given_on");
        const bool counts = is_about(service, person) && given.is_answered() && given.find()->year() == on.year() &&
                            *given.find() <= on;
        if (!counts) {
            continue;
        }
        const auto kind = service.text("kind");
        offers += kind == "offer" ? 1 : 0;
        guidance += kind == "guidance" ? 1 : 0;
        training += kind == "training_info" ? 1 : 0;
    }
    employment.offers = offers;
    employment.guidance = guidance;
    employment.training = training;
}

policy::Employment employment_of(const registry::Entity& sheet) {
    policy::Employment employment;
    employment.wish = wish_of(sheet);
    employment.registered_unemployed_on = date_fact(sheet, "registered_unemployed_on");
    employment.hard_to_employ = yes_no_fact(sheet, "hard_to_employ");
    employment.business_registered_on = date_fact(sheet, "business_registered_on");
    employment.first_startup = yes_no_fact(sheet, "first_startup");
    return employment;
}

void add_sheets(policy::Member& member, const HouseholdRecords& records, const registry::Entity& person, Date on) {
    if (const auto* sheet = records.newest_of("education", person.id)) {
        member.edu = education_of(*sheet);
    }
    if (const auto* sheet = records.newest_of("medical", person.id)) {
        member.med = medical_of(*sheet);
    }
    if (const auto* sheet = records.newest_of("disability", person.id)) {
        member.dis = disability_of(*sheet);
    }
    if (const auto* sheet = records.newest_of("selfcare", person.id)) {
        member.selfcare = selfcare_of(*sheet);
    }
    if (const auto* sheet = records.newest_of("employment", person.id)) {
        member.emp = employment_of(*sheet);
        count_services(member.emp, records, person, on);
    }
    if (const auto* application = records.newest_of("application", person.id)) {
        member.own_application = yes_no_fact(*application, "own_application");
    }
    // A review that found a start-up says when it was registered.
    const auto* phase_out = records.newest_of("phase_out", person.id);
    if (phase_out != nullptr && member.emp.business_registered_on.state() == policy::AnswerState::not_asked) {
        member.emp.business_registered_on = date_fact(*phase_out, "business_registered_on");
    }
}

}  // namespace

policy::Member member_facts(const HouseholdRecords& records, const registry::Entity& person, Date on) {
    policy::Member member;
    member.member_id = person.id.to_string();
    member.name = text_fact(person, "full_name");
    member.relation_to_head = code_fact(person, "relation_to_head");
    member.sex = code_fact(person, "sex");
    member.birth_date = partial_date_fact(person, "birth_date");
    member.id_number = text_fact(person, "id_number");
    member.living_together = code_fact(person, "living_together");
    member.death_date = date_fact(person, "death_date");
    member.left_date = date_fact(person, "left_date");
    member.work_state = code_fact(person, "work_state");
    member.labour_ability = code_fact(person, "labour_ability");
    member.student = yes_no_fact(person, "studying");
    member.identity_marks = codes_fact(person, "identity_marks");
    member.programme = own_programmes(records, person, on);
    member.lost_self_care = yes_no_fact(person, "lost_self_care");
    member.nursing_infant = yes_no_fact(person, "nursing_infant");
    add_sheets(member, records, person, on);
    return member;
}

}  // namespace daohu::casework
