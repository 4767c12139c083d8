// SPDX-License-Identifier: Apache-2.0
//
// What cannot be true of incomes, bills and aid.

#include "core/policy/facts_checker.hpp"
#include "core/policy/rule_support.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu::policy {

void FactsChecker::check_money() {
    check_income();
    check_expenses();
    check_aid();
}

void FactsChecker::check_amount(Known<Fen>& amount, const Place& where) {
    const Fen* value = amount.find();
    if (value != nullptr && value->value() > kImplausibleFen) {
        fault(FaultKind::implausible, where.text(), fmt::format("more than {} yuan", kImplausibleFen / Fen::kPerYuan));
        amount.dispute();
    }
}

void FactsChecker::check_proposal() {
    Known<std::vector<std::string>>& persons = m_facts.temp_aid.persons;
    check_references(persons, Place{"temp_aid.persons"});
    const auto* ids = persons.find();
    if (ids != nullptr &&
        std::ranges::any_of(*ids, [this](const std::string& id) { return has_left(*m_facts.find_member(id), m_on); })) {
        fault(FaultKind::contradiction, "temp_aid.persons", "for a person who has died or left");
        persons.dispute();
    }
}

void FactsChecker::check_income() {
    if (!m_facts.income.is_answered()) {
        return;
    }
    auto rows = copy_rows(m_facts.income);
    for (std::size_t index = 0; index < rows.size(); ++index) {
        Income& line = rows[index];
        check_reference(line.member_id, Place{"income", index, "member_id"});
        check_day(line.since, birth_of(line.member_id), Place{"income", index, "since"});
        check_amount(line.gross_amount, Place{"income", index, "gross_amount"});
        check_amount(line.declared_work_cost, Place{"income", index, "declared_work_cost"});
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

void FactsChecker::check_expenses() {
    if (!m_facts.expense.is_answered()) {
        return;
    }
    auto rows = copy_rows(m_facts.expense);
    for (std::size_t index = 0; index < rows.size(); ++index) {
        Expense& line = rows[index];
        check_reference(line.member_id, Place{"expense", index, "member_id"});
        for (auto& [amount, field] :
             {std::pair{&line.total, "total"}, std::pair{&line.reimbursed, "reimbursed"},
              std::pair{&line.own_paid, "own_paid"}, std::pair{&line.in_policy_scope, "in_policy_scope"},
              std::pair{&line.medical_aid_paid, "medical_aid_paid"}}) {
            check_amount(*amount, Place{"expense", index, field});
        }
        check_bill(line, index);
    }
    m_facts.expense = Known<std::vector<Expense>>{std::move(rows)};
}

void FactsChecker::check_bill(Expense& line, std::size_t index) {
    const Fen* total = line.total.find();
    const Fen* reimbursed = line.reimbursed.find();
    const Fen* own = line.own_paid.find();
    const Place where{"expense", index, {}};
    if (total != nullptr && reimbursed != nullptr && *reimbursed > *total) {
        contradict(line.total, line.reimbursed, where.text(), "more was reimbursed than billed");
        line.own_paid.dispute();
        return;
    }
    if (total != nullptr && reimbursed != nullptr && own != nullptr &&
        own->value() != total->value() - reimbursed->value()) {
        contradict(line.total, line.own_paid, where.text(), "own_paid is not total less reimbursed");
        return;
    }
    const Fen most =
        own != nullptr
            ? *own
            : Fen{total != nullptr && reimbursed != nullptr ? total->value() - reimbursed->value() : kImplausibleFen};
    for (auto& [part, field] :
         {std::pair{&line.in_policy_scope, "in_policy_scope"}, std::pair{&line.medical_aid_paid, "medical_aid_paid"}}) {
        if (const Fen* value = part->find(); value != nullptr && *value > most) {
            fault(FaultKind::contradiction, row_path("expense", index, field), "more than the family paid itself");
            part->dispute();
        }
    }
}

void FactsChecker::check_aid() {
    check_proposal();
    for (std::size_t index = 0; index < m_facts.first_aid.size(); ++index) {
        FirstAid& aid = m_facts.first_aid[index];
        check_references(aid.beneficiaries, Place{"first_aid", index, "beneficiaries"});
        check_amount(aid.amount, Place{"first_aid", index, "amount"});
    }
    if (!m_facts.aid_held.is_answered()) {
        return;
    }
    auto rows = copy_rows(m_facts.aid_held);
    for (std::size_t index = 0; index < rows.size(); ++index) {
        AidHeld& line = rows[index];
        check_references(line.beneficiaries, Place{"aid_held", index, "beneficiaries"});
        check_amount(line.amount, Place{"aid_held", index, "amount"});
        const auto* ids = line.beneficiaries.find();
        check_day(line.date, ids != nullptr && ids->size() == 1 ? birth_of(Known{ids->front()}) : nullptr,
                  Place{"aid_held", index, "date"});
    }
    m_facts.aid_held = Known<std::vector<AidHeld>>{std::move(rows)};
}

}  // namespace daohu::policy
