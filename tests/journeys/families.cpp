// SPDX-License-Identifier: Apache-2.0
#include "tests/journeys/families.hpp"

#include "core/base/beijing_time.hpp"

namespace daohu::journeys {

namespace {

// As the form reckons it.
int age_on(const std::string& birth_date, Date today) {
    return static_cast<int>(static_cast<double>(days_between(day(birth_date), today)) / 365.2425);
}

void add(Steps& steps, const std::string& where, const Steps& more) {
    for (const Step& step : more) {
        steps.push_back({step.kind, where + step.path, step.value});
    }
}

void add_relative(Steps& steps, const Relative& relative, std::size_t number, Date today) {
    const std::string at_member = "member[" + std::to_string(number) + "]/";
    const int age = age_on(relative.birth_date, today);
    add(steps, at_member,
        {{"full_name", relative.name},
         {"relation", relative.relation},
         {"sex", relative.sex},
         {"birth_date", relative.birth_date},
         {"id_kind", "none"},
         {"id_missing", "lost"},
         {"living_together", relative.living_together},
         {"health/insured", "basic"},
         {"health/inpatient_now", "no"},
         {"health/care_refused", "no"},
         {"ability/has_disability", "no"}});
    if (age >= 16) {
        add(steps, at_member, {{"work_state", relative.work_state}, {"labour_ability", relative.labour_ability}});
        if (relative.labour_ability != "able") {
            add(steps, at_member, {{"labour_basis", "本人和村里都这样说"}});
        }
    }
    if (age >= 3 && age <= 22) {
        add(steps, at_member,
            {{"schooling/stage", relative.stage},
             {"schooling/enrolment", relative.stage == "none" ? "graduated" : "enrolled"}});
    }
    if (age < 18) {
        add(steps, at_member,
            {{"guardianship/guardian_name", "示例·监护"},
             {"guardianship/guardian_capacity", "able"},
             {"guardianship/lives_with", "both_parents"},
             {"guardianship/parents_away", "neither"},
             {"guardianship/safety_signs", "none"}});
    }
    add(steps, at_member, relative.more);
}

}  // namespace

Steps joined(std::vector<Steps> parts) {
    Steps all;
    for (const Steps& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

Steps monthly_aid(int row, std::string programme, std::string since) {
    const std::string at_row = "aid[" + std::to_string(row) + "]/";
    return {{at_row + "aid_programme", std::move(programme)},
            {at_row + "aid_period", "month"},
            {at_row + "aid_since", std::move(since)},
            {at_row + "aid_provenance", "county_push"}};
}

Steps income(int row, std::string kind, std::string yuan_a_month, std::string stability) {
    const std::string at_row = "income[" + std::to_string(row) + "]/";
    return {{at_row + "income_kind", std::move(kind)},
            {at_row + "income_amount", std::move(yuan_a_month)},
            {at_row + "income_period", "month"},
            {at_row + "stability", std::move(stability)},
            {at_row + "income_evidence", "slip"}};
}

Home enter(FieldTablet& tablet, const Family& family) {
    Steps steps{{"declaration/relation_with_family", "none"},
                {"home/village_group", family.group},
                {"home/settlement", family.settlement},
                {"home/hukou_kind", family.hukou_kind}};
    const Date today = beijing_date(tablet.clock.wall_now());
    for (std::size_t i = 0; i < family.members.size(); ++i) {
        add_relative(steps, family.members[i], i + 1, today);
    }
    add(steps, "",
        {{"house/tenure", "own"},
         {"house/danger_signs", "none_seen"},
         {"house/unsafe_tonight", "no"},
         {"visit/met", "yes"},
         {"visit/notice_method", "read_aloud"},
         {"visit/no_signature", "refused"},
         {"visit/signature_visitor", "signature.png"}});
    add(steps, "", family.more);
    const Filled filled = tablet.fill("household_baseline", {{"division", kVillage}}, steps);
    Home home{.household = filled.made("household"), .members = {}};
    for (std::size_t i = 0; i < family.members.size(); ++i) {
        home.members.push_back(filled.made("person", i));
    }
    return home;
}

Filled review(FieldTablet& tablet, const Home& home, std::string_view day, const ReviewDone& done) {
    tablet.clock.set_wall(at(std::string{day} + "T09:00"));
    return tablet.fill("periodic_review", {{"household_id", home.household}},
                       {{"declaration/relation_with_family", "none"},
                        {"visit/met", "yes"},
                        {"visit/met_whom", home.members.front()},
                        {"visit/facts_changed", "no"},
                        {"visit/no_signature", "refused"},
                        {"visit/signature_visitor", "signature.png"},
                        {"conclusion/programme", done.programme},
                        {"conclusion/irregular_income", done.irregular},
                        {"conclusion/able_member", done.able},
                        {"conclusion/outcome", done.outcome},
                        {"work_start/started_work", "no"}});
}

}  // namespace daohu::journeys
