// SPDX-License-Identifier: Apache-2.0
#pragma once

// Looks at the facts of one household for what cannot all be true: people, money and days each in a .cpp file of their
// own. For the facts_check*.cpp files of the room. Any thread.

#include "core/policy/facts_check.hpp"
#include "core/policy/household_check.hpp"
#include "core/policy/rule_support.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::policy {

// Where something stands in the facts. Spelled out for a fault only: thousands are passed along for every county's day.
// Never outlives what it was made of.
class Place {
public:
    explicit Place(std::string_view whole) : m_field{whole} {}
    Place(std::string_view dataset, std::size_t index, std::string_view field)
        : m_dataset{dataset}, m_index{index}, m_field{field} {}
    Place(const Member& member, std::string_view field) : m_member{&member}, m_field{field} {}

    [[nodiscard]] std::string text() const {
        if (m_member != nullptr) {
            return member_path(*m_member, m_field);
        }
        return m_index ? row_path(m_dataset, *m_index, m_field) : std::string{m_field};
    }

private:
    const Member* m_member = nullptr;
    std::string_view m_dataset;
    std::optional<std::size_t> m_index;
    std::string_view m_field;
};

class FactsChecker : private HouseholdCheck {
public:
    // The longest life that is believed, and so the oldest day.
    static constexpr std::int64_t kOldestYears = 130;

    FactsChecker(Facts& facts, Date on, Faults& faults) : HouseholdCheck{facts, on, faults} {}

    void check_people();
    void check_money();
    void check_days();

private:
    // The rows of a list whose fields may be marked.
    template <class T>
    static std::vector<T> copy_rows(const Known<std::vector<T>>& list) {
        return list.is_answered() ? *list.find() : std::vector<T>{};
    }

    // A day on which something happened: not to come, believable, and not before the person's birth (null: nobody's).
    void check_day(Known<Date>& day, Known<PartialDate>* birth, const Place& where);
    void check_day(Known<PartialDate>& day, Known<PartialDate>* birth, const Place& where);
    void check_moment(Known<WallTime>& moment, const Place& where);
    // Whether such a day can be; a fault where it cannot.
    bool is_possible(Date earliest, Date latest, Known<PartialDate>* birth, const Place& where);
    void check_amount(Known<Fen>& amount, const Place& where);
    void check_reference(Known<std::string>& id, const Place& where);
    void check_references(Known<std::vector<std::string>>& ids, const Place& where);

    [[nodiscard]] bool is_member(const std::string& id) const { return m_facts.find_member(id) != nullptr; }
    // Null where the id names no member of this file.
    [[nodiscard]] Member* find_member(const Known<std::string>& id);
    [[nodiscard]] Known<PartialDate>* birth_of(const Known<std::string>& id);

    void check_member(Member& member, std::size_t index);
    void check_id_number(Member& member);
    void check_count();
    void check_income();
    void check_expenses();
    void check_bill(Expense& line, std::size_t index);
    void check_aid();
    void check_proposal();
    void check_discovery();
    void check_changes();
    void check_reviews();
    void check_review(Review& review, std::size_t index);
};

}  // namespace daohu::policy
