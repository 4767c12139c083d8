// SPDX-License-Identifier: Apache-2.0
//
// What cannot be true of the people of a household.

#include "core/base/id_number.hpp"
#include "core/policy/facts_checker.hpp"
#include "core/policy/rule_support.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace daohu::policy {

void FactsChecker::check_people() {
    for (std::size_t index = 0; index < m_facts.member.size(); ++index) {
        check_member(m_facts.member[index], index);
    }
    check_count();
}

void FactsChecker::check_member(Member& member, std::size_t index) {
    const auto same_id = [&](const Member& other) { return other.member_id == member.member_id; };
    if (std::count_if(m_facts.member.begin(), m_facts.member.begin() + static_cast<std::ptrdiff_t>(index), same_id) >
        0) {
        fault(FaultKind::contradiction, member_path(member, "member_id"), "two members have the same id");
        member.living_together.dispute();
    }
    check_day(member.birth_date, nullptr, Place{member, "birth_date"});
    check_id_number(member);
    check_day(member.death_date, &member.birth_date, Place{member, "death_date"});
    check_day(member.left_date, &member.birth_date, Place{member, "left_date"});
    check_day(member.emp.registered_unemployed_on, &member.birth_date, Place{member, "emp.registered_unemployed_on"});
    check_day(member.emp.business_registered_on, &member.birth_date, Place{member, "emp.business_registered_on"});
    if (const std::int64_t* grade = member.dis.grade.find(); grade != nullptr && (*grade < 1 || *grade > 4)) {
        fault(FaultKind::contradiction, member_path(member, "dis.grade"), "grades are 1 to 4");
        member.dis.grade.dispute();
    }
    if (member.dis.certificate.is(YesNo::no) && member.dis.grade.is_answered()) {
        contradict(member.dis.certificate, member.dis.grade, member_path(member, "dis"),
                   "a grade without a certificate");
    }
    if (member.labour_ability.is("none") && member.work_state.is("employed")) {
        contradict(member.labour_ability, member.work_state, member_path(member), "employed without ability to work");
    }
}

void FactsChecker::check_id_number(Member& member) {
    const std::string* text = member.id_number.find();
    if (text == nullptr) {
        return;
    }
    const auto number = IdNumber::parse(*text);
    const Place where{member, "id_number"};
    if (!number) {
        fault(FaultKind::bad_value, where.text(), std::string{name(number.error().code)});
        member.id_number.dispute();
        return;
    }
    const PartialDate* birth = member.birth_date.find();
    const bool other_day =
        birth != nullptr && (number->birth_date() < birth->earliest() || number->birth_date() > birth->latest());
    if (other_day) {
        contradict(member.id_number, member.birth_date, where.text(), "the birth date differs from the number's");
    }
    const bool male = number->sex() == Sex::male;
    if ((member.sex.is("1") && !male) || (member.sex.is("2") && male)) {
        contradict(member.id_number, member.sex, where.text(), "the sex differs from the number's");
    }
}

void FactsChecker::check_count() {
    const std::int64_t* written = m_facts.household.living_together_count.find();
    if (written == nullptr) {
        return;
    }
    const auto together = std::ranges::count_if(m_facts.member, [&](const Member& member) {
        return member.living_together.is("yes") && !has_left(member, m_on);
    });
    // Fewer listed than counted is a list not yet finished; more is a contradiction.
    const bool all_known = !m_facts.member.empty() && std::ranges::all_of(m_facts.member, [](const Member& member) {
        return member.living_together.is_answered();
    });
    const bool some_left =
        std::ranges::any_of(m_facts.member, [&](const Member& member) { return has_left(member, m_on); });
    if (together > *written || (some_left && all_known && together < *written)) {
        fault(FaultKind::contradiction, "household.living_together_count",
              fmt::format("{} members live together, {} are written", together, *written));
        m_facts.household.living_together_count.dispute();
    }
}

Member* FactsChecker::find_member(const Known<std::string>& id) {
    const auto found =
        std::ranges::find_if(m_facts.member, [&](const Member& member) { return id.is(member.member_id); });
    return found == m_facts.member.end() ? nullptr : &*found;
}

Known<PartialDate>* FactsChecker::birth_of(const Known<std::string>& id) {
    Member* member = find_member(id);
    return member == nullptr ? nullptr : &member->birth_date;
}

void FactsChecker::check_reference(Known<std::string>& id, const Place& where) {
    if (const std::string* value = id.find(); value != nullptr && !is_member(*value)) {
        fault(FaultKind::unknown_member, where.text(), "no member of this file has this id");
        id.dispute();
    }
}

void FactsChecker::check_references(Known<std::vector<std::string>>& ids, const Place& where) {
    const auto* values = ids.find();
    if (values != nullptr && !std::ranges::all_of(*values, [this](const std::string& id) { return is_member(id); })) {
        fault(FaultKind::unknown_member, where.text(), "no member of this file has this id");
        ids.dispute();
        return;
    }
    if (values != nullptr && std::set<std::string_view>{values->begin(), values->end()}.size() != values->size()) {
        fault(FaultKind::contradiction, where.text(), "a person is named twice");
        ids.dispute();
    }
}

}  // namespace daohu::policy
