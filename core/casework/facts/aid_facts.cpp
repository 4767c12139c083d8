// SPDX-License-Identifier: Apache-2.0
#include "core/casework/facts/aid_facts.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/facts/known_values.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

using policy::AnswerState;
using policy::Known;

constexpr std::string_view kAidHeld = "aid_held";
constexpr std::string_view kFirstAid = "first_aid";
constexpr std::string_view kBeneficiaries = "beneficiaries";
constexpr int kMonthsOfExpenses = 12;

bool ended_before(const registry::Entity& entity, std::string_view property, Date day) {
    const Known<PartialDate> end = partial_date_fact(entity, property);
    return end.is_answered() && end.find()->latest() < day;
}

void insert(policy::CodeSet& codes, policy::Code code) {
    if (std::ranges::find(codes, code) == codes.end()) {
        codes.push_back(std::move(code));
    }
}

policy::Income income_of(const registry::Entity& entity) {
    policy::Income income;
    income.member_id = reference_fact(entity, "person");
    income.kind = code_fact(entity, "kind");
    income.gross_amount = fen_fact(entity, "amount");
    income.period = code_fact(entity, "period");
    income.months = number_fact(entity, "season_months");
    income.declared_work_cost = fen_fact(entity, "work_cost");
    income.evidence = code_fact(entity, "evidence");
    income.stability = code_fact(entity, "stability");
    income.since = partial_date_fact(entity, "since");
    return income;
}

policy::Expense expense_of(const registry::Entity& entity) {
    policy::Expense expense;
    expense.member_id = reference_fact(entity, "person");
    expense.kind = code_fact(entity, "kind");
    expense.total = fen_fact(entity, "total");
    expense.reimbursed = fen_fact(entity, "reimbursed");
    expense.own_paid = fen_fact(entity, "own_paid");
    expense.in_policy_scope = fen_fact(entity, "in_scope");
    expense.medical_aid_paid = fen_fact(entity, "medical_aid_paid");
    expense.inpatient = yes_no_fact(entity, "inpatient");
    return expense;
}

policy::AidHeld aid_of(const registry::Entity& entity) {
    policy::AidHeld aid;
    aid.programme = code_fact(entity, "programme");
    if (const auto named = references_in(entity, kBeneficiaries); !named.empty()) {
        aid.beneficiaries = ids_of(named);
    }
    aid.amount = fen_fact(entity, "amount");
    aid.date = date_fact(entity, "given_on");
    return aid;
}

// Those in whose name it was booked, else all who received it.
Known<std::vector<std::string>> booked_to(const registry::Entity& first_aid) {
    const Known<std::string> booked = reference_fact(first_aid, "booked_to");
    if (booked.is_answered()) {
        return std::vector<std::string>{*booked.find()};
    }
    const auto recipients = references_in(first_aid, "recipients");
    return recipients.empty() ? Known<std::vector<std::string>>{} : Known{ids_of(recipients)};
}

policy::AidHeld earlier_aid(const registry::Entity& first_aid) {
    policy::AidHeld aid;
    aid.programme = policy::Code{"temp_aid"};
    aid.beneficiaries = booked_to(first_aid);
    aid.amount = fen_fact(first_aid, "cash");
    if (const Known<WallTime> given = moment_fact(first_aid, "given_at"); given.is_answered()) {
        aid.date = beijing_date(*given.find());
    }
    return aid;
}

}  // namespace

Known<std::vector<policy::Income>> income_facts(const HouseholdRecords& records, Date on) {
    std::vector<policy::Income> all;
    for (const registry::Entity& entity : records.of("income")) {
        if (!ended_before(entity, "until", on)) {
            all.push_back(income_of(entity));
        }
    }
    return all.empty() ? Known<std::vector<policy::Income>>{} : Known{std::move(all)};
}

Known<std::vector<policy::Expense>> expense_facts(const HouseholdRecords& records, Date on) {
    const auto first = on.plus_months(-kMonthsOfExpenses);
    std::vector<policy::Expense> all;
    for (const registry::Entity& entity : records.of("expense")) {
        if (!first || !ended_before(entity, "period_to", *first)) {
            all.push_back(expense_of(entity));
        }
    }
    return all.empty() ? Known<std::vector<policy::Expense>>{} : Known{std::move(all)};
}

Known<std::vector<policy::AidHeld>> aid_facts(const HouseholdRecords& records, const std::vector<EntityId>& occasion,
                                              AidHistory history) {
    std::vector<policy::AidHeld> all;
    for (const registry::Entity& entity : records.of(kAidHeld)) {
        all.push_back(aid_of(entity));
    }
    for (const registry::Entity& entity : records.of(kFirstAid)) {
        if (std::ranges::find(occasion, entity.id) == occasion.end()) {
            all.push_back(earlier_aid(entity));
        }
    }
    const bool is_known = history == AidHistory::synced || !all.empty();
    return is_known ? Known{std::move(all)} : Known<std::vector<policy::AidHeld>>{};
}

policy::FirstAid first_aid_facts(const registry::Entity& first_aid) {
    policy::FirstAid facts;
    facts.given_at = moment_fact(first_aid, "given_at");
    facts.amount = fen_fact(first_aid, "cash");
    if (facts.amount.state() == AnswerState::not_asked) {
        facts.amount = Known<Fen>::without_answer(AnswerState::none);  // goods alone
    }
    facts.beneficiaries = booked_to(first_aid);
    facts.fund_source = code_fact(first_aid, "fund_source");
    const Known<policy::Code> papers = code_fact(first_aid, "papers");
    if (papers.is_answered()) {
        facts.papers_complete = papers.is("done") ? policy::YesNo::yes : policy::YesNo::no;
    }
    return facts;
}

bool is_running(const registry::Entity& aid, Date on) {
    const bool is_single = aid.text("period") == "once" || date_fact(aid, "given_on").is_answered();
    const Known<PartialDate> from = partial_date_fact(aid, "from");
    const bool has_begun = !from.is_answered() || from.find()->earliest() <= on;
    return !is_single && has_begun && !ended_before(aid, "until", on);
}

Known<policy::CodeSet> programmes_of(const HouseholdRecords& records, AidHistory history, Date on) {
    policy::CodeSet programmes;
    for (const registry::Entity& aid : records.of(kAidHeld)) {
        const Known<policy::Code> programme = code_fact(aid, "programme");
        if (programme.is_disputed()) {
            return Known<policy::CodeSet>::without_answer(AnswerState::disputed);
        }
        if (programme.is_answered() && is_running(aid, on)) {
            insert(programmes, *programme.find());
        }
    }
    const bool is_known = history == AidHistory::synced || !programmes.empty();
    return is_known ? Known{std::move(programmes)} : Known<policy::CodeSet>{};
}

Known<policy::CodeSet> own_programmes(const HouseholdRecords& records, const registry::Entity& person, Date on) {
    policy::CodeSet programmes;
    bool is_named = false;
    for (const registry::Entity& aid : records.of(kAidHeld)) {
        const std::vector<EntityId> named = references_in(aid, kBeneficiaries);
        const bool names_him = std::ranges::any_of(
            named, [&](EntityId id) { return std::ranges::find(person.members, id) != person.members.end(); });
        const Known<policy::Code> programme = code_fact(aid, "programme");
        if (!programme.is_answered() || !is_running(aid, on) || (!named.empty() && !names_him)) {
            continue;
        }
        is_named = is_named || names_him;
        insert(programmes, *programme.find());
    }
    return is_named ? Known{std::move(programmes)} : Known<policy::CodeSet>{};
}

}  // namespace daohu::casework
