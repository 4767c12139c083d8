// SPDX-License-Identifier: Apache-2.0
#include "core/policy/facts_check.hpp"

#include "core/base/beijing_time.hpp"
#include "core/base/id_number.hpp"
#include "core/policy/facts_check_records.hpp"
#include "core/policy/rule_support.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace daohu::policy {
namespace {

class Checker {
public:
    Checker(Facts& facts, Date on, Faults& faults) : m_facts{facts}, m_on{on}, m_faults{faults} {}

    void check() {
        for (std::size_t index = 0; index < m_facts.member.size(); ++index) {
            check_member(m_facts.member[index], index);
        }
        check_count();
        check_income();
        check_expenses();
        check_aid();
        check_times();
        check_changes();
        check_reviews();
    }

private:
    void fault(FaultKind kind, std::string where, std::string detail) {
        m_faults.push_back(Fault{kind, {}, std::move(where), std::move(detail)});
    }

    template <class T, class U>
    void contradict(Known<T>& a, Known<U>& b, std::string where, std::string detail) {
        fault(FaultKind::contradiction, std::move(where), std::move(detail));
        a.dispute();
        b.dispute();
    }

    // A day on which something happened to the person: after the birth, and not in the future.
    void check_day(Known<Date>& day, Known<PartialDate>* birth, std::string where) {
        const Date* value = day.find();
        if (value == nullptr) {
            return;
        }
        if (*value > m_on) {
            fault(FaultKind::in_future, where, "after the day that is asked about");
            day.dispute();
            return;
        }
        const PartialDate* born = birth == nullptr ? nullptr : birth->find();
        if (born != nullptr && *value < born->earliest()) {
            fault(FaultKind::before_birth, std::move(where), "before the person was born");
            day.dispute();
            birth->dispute();
        }
    }

    void check_amount(Known<Fen>& amount, const std::string& where) {
        const Fen* value = amount.find();
        if (value != nullptr && value->value() > kImplausibleFen) {
            fault(FaultKind::implausible, where, fmt::format("more than {} yuan", kImplausibleFen / Fen::kPerYuan));
            amount.dispute();
        }
    }

    void check_member(Member& member, std::size_t index) {
        const auto same_id = [&](const Member& other) { return other.member_id == member.member_id; };
        if (std::count_if(m_facts.member.begin(), m_facts.member.begin() + static_cast<std::ptrdiff_t>(index),
                          same_id) > 0) {
            fault(FaultKind::contradiction, member_path(member, "member_id"), "two members have the same id");
            member.living_together.dispute();
        }
        if (const PartialDate* birth = member.birth_date.find(); birth != nullptr && birth->earliest() > m_on) {
            fault(FaultKind::in_future, member_path(member, "birth_date"), "born after the day that is asked about");
            member.birth_date.dispute();
        }
        check_id_number(member);
        check_day(member.death_date, &member.birth_date, member_path(member, "death_date"));
        check_day(member.left_date, &member.birth_date, member_path(member, "left_date"));
        check_day(member.emp.registered_unemployed_on, &member.birth_date,
                  member_path(member, "emp.registered_unemployed_on"));
        check_day(member.emp.business_registered_on, &member.birth_date,
                  member_path(member, "emp.business_registered_on"));
        if (const std::int64_t* grade = member.dis.grade.find(); grade != nullptr && (*grade < 1 || *grade > 4)) {
            fault(FaultKind::contradiction, member_path(member, "dis.grade"), "grades are 1 to 4");
            member.dis.grade.dispute();
        }
        if (member.dis.certificate.is(YesNo::no) && member.dis.grade.is_answered()) {
            contradict(member.dis.certificate, member.dis.grade, member_path(member, "dis"),
                       "a grade without a certificate");
        }
        if (member.labour_ability.is("none") && member.work_state.is("employed")) {
            contradict(member.labour_ability, member.work_state, member_path(member),
                       "employed without ability to work");
        }
    }

    void check_id_number(Member& member) {
        const std::string* text = member.id_number.find();
        if (text == nullptr) {
            return;
        }
        const auto number = IdNumber::parse(*text);
        const std::string where = member_path(member, "id_number");
        if (!number) {
            fault(FaultKind::bad_value, where, std::string{name(number.error().code)});
            member.id_number.dispute();
            return;
        }
        const PartialDate* birth = member.birth_date.find();
        const bool other_day =
            birth != nullptr && (number->birth_date() < birth->earliest() || number->birth_date() > birth->latest());
        if (other_day) {
            contradict(member.id_number, member.birth_date, where, "the birth date differs from the number's");
        }
        const bool male = number->sex() == Sex::male;
        if ((member.sex.is("1") && !male) || (member.sex.is("2") && male)) {
            contradict(member.id_number, member.sex, where, "the sex differs from the number's");
        }
    }

    void check_count() {
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

    // The rows of a list whose fields may be marked.
    template <class T>
    static std::vector<T> copy_rows(const Known<std::vector<T>>& list) {
        return list.is_answered() ? *list.find() : std::vector<T>{};
    }

    bool is_member(const std::string& id) const { return m_facts.find_member(id) != nullptr; }

    void check_reference(Known<std::string>& id, const std::string& where) {
        if (const std::string* value = id.find(); value != nullptr && !is_member(*value)) {
            fault(FaultKind::unknown_member, where, "no member of this file has this id");
            id.dispute();
        }
    }

    void check_references(Known<std::vector<std::string>>& ids, const std::string& where) {
        const auto* values = ids.find();
        if (values != nullptr &&
            !std::ranges::all_of(*values, [this](const std::string& id) { return is_member(id); })) {
            fault(FaultKind::unknown_member, where, "no member of this file has this id");
            ids.dispute();
            return;
        }
        if (values != nullptr && std::set<std::string_view>{values->begin(), values->end()}.size() != values->size()) {
            fault(FaultKind::contradiction, where, "a person is named twice");
            ids.dispute();
        }
    }

    void check_proposal() {
        Known<std::vector<std::string>>& persons = m_facts.temp_aid.persons;
        check_references(persons, "temp_aid.persons");
        const auto* ids = persons.find();
        if (ids != nullptr && std::ranges::any_of(*ids, [this](const std::string& id) {
                return has_left(*m_facts.find_member(id), m_on);
            })) {
            fault(FaultKind::contradiction, "temp_aid.persons", "for a person who has died or left");
            persons.dispute();
        }
    }

    void check_income() {
        if (!m_facts.income.is_answered()) {
            return;
        }
        auto rows = copy_rows(m_facts.income);
        for (std::size_t index = 0; index < rows.size(); ++index) {
            Income& line = rows[index];
            check_reference(line.member_id, row_path("income", index, "member_id"));
            check_amount(line.gross_amount, row_path("income", index, "gross_amount"));
            check_amount(line.declared_work_cost, row_path("income", index, "declared_work_cost"));
            const Fen* gross = line.gross_amount.find();
            const Fen* cost = line.declared_work_cost.find();
            if (gross != nullptr && cost != nullptr && *cost > *gross) {
                contradict(line.gross_amount, line.declared_work_cost, row_path("income", index),
                           "working costs more than it brings in");
            }
            if (line.months.is(std::int64_t{0})) {
                fault(FaultKind::contradiction, row_path("income", index, "months"), "a season of no month");
                line.months.dispute();
            }
        }
        m_facts.income = Known<std::vector<Income>>{std::move(rows)};
    }

    void check_expenses() {
        if (!m_facts.expense.is_answered()) {
            return;
        }
        auto rows = copy_rows(m_facts.expense);
        for (std::size_t index = 0; index < rows.size(); ++index) {
            Expense& line = rows[index];
            check_reference(line.member_id, row_path("expense", index, "member_id"));
            for (auto& [amount, field] :
                 {std::pair{&line.total, "total"}, std::pair{&line.reimbursed, "reimbursed"},
                  std::pair{&line.own_paid, "own_paid"}, std::pair{&line.in_policy_scope, "in_policy_scope"},
                  std::pair{&line.medical_aid_paid, "medical_aid_paid"}}) {
                check_amount(*amount, row_path("expense", index, field));
            }
            check_bill(line, index);
        }
        m_facts.expense = Known<std::vector<Expense>>{std::move(rows)};
    }

    void check_bill(Expense& line, std::size_t index) {
        const Fen* total = line.total.find();
        const Fen* reimbursed = line.reimbursed.find();
        const Fen* own = line.own_paid.find();
        const std::string where = row_path("expense", index);
        if (total != nullptr && reimbursed != nullptr && *reimbursed > *total) {
            contradict(line.total, line.reimbursed, where, "more was reimbursed than billed");
            line.own_paid.dispute();
            return;
        }
        if (total != nullptr && reimbursed != nullptr && own != nullptr &&
            own->value() != total->value() - reimbursed->value()) {
            contradict(line.total, line.own_paid, where, "own_paid is not total less reimbursed");
            return;
        }
        const Fen most = own != nullptr
                             ? *own
                             : Fen{total != nullptr && reimbursed != nullptr ? total->value() - reimbursed->value()
                                                                             : kImplausibleFen};
        for (auto& [part, field] : {std::pair{&line.in_policy_scope, "in_policy_scope"},
                                    std::pair{&line.medical_aid_paid, "medical_aid_paid"}}) {
            if (const Fen* value = part->find(); value != nullptr && *value > most) {
                fault(FaultKind::contradiction, row_path("expense", index, field), "more than the family paid itself");
                part->dispute();
            }
        }
    }

    void check_aid() {
        check_proposal();
        for (std::size_t index = 0; index < m_facts.first_aid.size(); ++index) {
            FirstAid& aid = m_facts.first_aid[index];
            check_references(aid.beneficiaries, row_path("first_aid", index, "beneficiaries"));
            check_amount(aid.amount, row_path("first_aid", index, "amount"));
        }
        if (!m_facts.aid_held.is_answered()) {
            return;
        }
        auto rows = copy_rows(m_facts.aid_held);
        for (std::size_t index = 0; index < rows.size(); ++index) {
            AidHeld& line = rows[index];
            check_references(line.beneficiaries, row_path("aid_held", index, "beneficiaries"));
            check_amount(line.amount, row_path("aid_held", index, "amount"));
            check_day(line.date, nullptr, row_path("aid_held", index, "date"));
        }
        m_facts.aid_held = Known<std::vector<AidHeld>>{std::move(rows)};
    }

    void check_times() {
        check_day(m_facts.discovery.station_entered_on, nullptr, "discovery.station_entered_on");
        check_day(m_facts.statistics.last_sweep_on, nullptr, "statistics.last_sweep_on");
        const WallTime* found = m_facts.discovery.discovered_at.find();
        for (std::size_t index = 0; index < m_facts.first_aid.size(); ++index) {
            const WallTime* given = m_facts.first_aid[index].given_at.find();
            if (found != nullptr && given != nullptr && *given < *found) {
                fault(FaultKind::contradiction, row_path("first_aid", index, "given_at"), "before the discovery");
                m_facts.first_aid[index].given_at.dispute();
            }
        }
    }

    void check_changes() {
        for (std::size_t index = 0; index < m_facts.change.size(); ++index) {
            Change& change = m_facts.change[index];
            check_reference(change.member_id, row_path("change", index, "member_id"));
            const Date* happened = change.happened_on.find();
            const Date* told = change.told_on.find();
            if (happened != nullptr && told != nullptr && *told < *happened) {
                contradict(change.happened_on, change.told_on, row_path("change", index), "told before it happened");
            }
        }
    }

    void check_reviews() {
        for (std::size_t index = 0; index < m_facts.review.size(); ++index) {
            Review& review = m_facts.review[index];
            check_reference(review.member_id, row_path("review", index, "member_id"));
            Member* member = nullptr;
            for (Member& one : m_facts.member) {
                if (review.member_id.is(one.member_id)) {
                    member = &one;
                }
            }
            check_day(review.last_at, member == nullptr ? nullptr : &member->birth_date,
                      row_path("review", index, "last_at"));
            for (std::size_t row = 0; row < review.paused_ranges.size(); ++row) {
                Pause& pause = review.paused_ranges[row];
                const Date* from = pause.from.find();
                const Date* to = pause.to.find();
                if (from != nullptr && to != nullptr && *to < *from) {
                    contradict(pause.from, pause.to, row_path(row_path("review", index, "paused_ranges"), row),
                               "the pause ends before it begins");
                }
            }
        }
    }

    Facts& m_facts;
    Date m_on;
    Faults& m_faults;
};

}  // namespace

void check_facts(Facts& facts, Date on, Faults& faults) {
    Checker{facts, on, faults}.check();
    check_records(facts, on, faults);
}

}  // namespace daohu::policy
