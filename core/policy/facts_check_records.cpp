// SPDX-License-Identifier: Apache-2.0
#include "core/policy/facts_check_records.hpp"

#include "core/base/age.hpp"
#include "core/policy/household_check.hpp"
#include "core/policy/rule_support.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::policy {
namespace {

constexpr std::int64_t kMonthsOfYear = 12;
constexpr int kComesOfAge = 18;
constexpr std::int64_t kMostPeople = 2'000'000'000;  // more than any country has

class RecordsChecker : private HouseholdCheck {
public:
    RecordsChecker(Facts& facts, Date on, Faults& faults) : HouseholdCheck{facts, on, faults} {}

    void check() {
        dispute_shared_ids();
        for (Member& member : m_facts.member) {
            check_self_care(member);
            check_work(member);
        }
        check_seasons();
        check_bills();
        check_proposal();
        check_labour();
        check_notice();
        check_counts();
        check_records();
    }

private:
    // Marks one field of the rows that `is_wrong` names. Rows are copied only where one is.
    template <class Row, class Wrong, class Mark>
    static void mark_rows(Known<std::vector<Row>>& list, const Wrong& is_wrong, const Mark& mark) {
        const auto* rows = list.find();
        if (rows == nullptr || std::ranges::none_of(*rows, is_wrong)) {
            return;
        }
        std::vector<Row> marked = *rows;
        for (std::size_t index = 0; index < marked.size(); ++index) {
            if (is_wrong(marked[index])) {
                mark(marked[index], index);
            }
        }
        list = std::move(marked);
    }

    // Of two members with one id nobody can say whom a row means. The fault itself is named with the members.
    void dispute_shared_ids() {
        std::vector<std::string_view> ids;
        ids.reserve(m_facts.member.size());
        for (const Member& member : m_facts.member) {
            ids.push_back(member.member_id);
        }
        std::ranges::sort(ids);
        if (std::ranges::adjacent_find(ids) == ids.end()) {
            return;
        }
        const auto is_shared = [&](std::string_view id) { return std::ranges::count(ids, id) > 1; };
        const auto names_shared = [&](const Known<std::vector<std::string>>& list) {
            return list.is_answered() && std::ranges::any_of(*list.find(), is_shared);
        };
        const auto is_of_shared = [&](const auto& row) {
            return row.member_id.is_answered() && is_shared(*row.member_id.find());
        };
        std::vector<Member*> shared;
        for (Member& member : m_facts.member) {
            if (is_shared(member.member_id)) {
                shared.push_back(&member);
            }
        }
        const auto dispute_id = [](auto& row, std::size_t /*index*/) { row.member_id.dispute(); };
        mark_rows(m_facts.income, is_of_shared, dispute_id);
        mark_rows(m_facts.expense, is_of_shared, dispute_id);
        mark_rows(
            m_facts.aid_held, [&](const AidHeld& row) { return names_shared(row.beneficiaries); },
            [](AidHeld& row, std::size_t /*index*/) { row.beneficiaries.dispute(); });
        for (FirstAid& aid : m_facts.first_aid) {
            if (names_shared(aid.beneficiaries)) {
                aid.beneficiaries.dispute();
            }
        }
        if (names_shared(m_facts.temp_aid.persons)) {
            m_facts.temp_aid.persons.dispute();
        }
        for (Member* member : shared) {
            member->living_together.dispute();
            member->birth_date.dispute();
            member->work_state.dispute();
            member->labour_ability.dispute();
            member->programme.dispute();
        }
    }

    // An assessment may differ from the six items by one grade, not turn them round.
    void check_self_care(Member& member) {
        const auto suggested = suggested_care_grade(member.selfcare);
        const Known<Code>& assessed = member.selfcare.assessed_grade;
        if (suggested &&
            ((*suggested == "self" && assessed.is("full")) || (*suggested == "full" && assessed.is("self")))) {
            contradict(member.selfcare.assessed_grade, member.selfcare.eat, member_path(member, "selfcare"),
                       "the assessed grade is the opposite of the six items");
        }
    }

    void check_work(Member& member) {
        if (member.work_state.is("employed") && member.emp.registered_unemployed_on.is_answered()) {
            contradict(member.work_state, member.emp.registered_unemployed_on, member_path(member, "emp"),
                       "employed and registered as unemployed");
        }
    }

    void check_seasons() {
        mark_rows(
            m_facts.income,
            [](const Income& line) { return line.months.is_answered() && *line.months.find() > kMonthsOfYear; },
            [this](Income& line, std::size_t index) {
                fault(FaultKind::contradiction, row_path("income", index, "months"), "a season longer than a year");
                line.months.dispute();
            });
    }

    void check_bills() {
        mark_rows(
            m_facts.expense,
            [](const Expense& bill) {
                const Fen* total = bill.total.find();
                const Fen* scope = bill.in_policy_scope.find();
                return total != nullptr && scope != nullptr && *scope > *total;
            },
            [this](Expense& bill, std::size_t index) {
                contradict(bill.total, bill.in_policy_scope, row_path("expense", index, "in_policy_scope"),
                           "more than the whole bill");
            });
    }

    void check_proposal() {
        TempAid& proposal = m_facts.temp_aid;
        const std::int64_t* count = proposal.persons_aided.find();
        if (count == nullptr) {
            return;
        }
        const auto* persons = proposal.persons.find();
        if (persons != nullptr && static_cast<std::int64_t>(persons->size()) != *count) {
            contradict(proposal.persons, proposal.persons_aided, "temp_aid.persons_aided",
                       fmt::format("{} persons are named, {} are written", persons->size(), *count));
            return;
        }
        const std::int64_t* together = m_facts.household.living_together_count.find();
        const auto listed = static_cast<std::int64_t>(m_facts.member.size());
        const std::int64_t most = std::max(together == nullptr ? 0 : *together, listed);
        if (*count == 0 || (most > 0 && *count > most)) {
            fault(FaultKind::contradiction, "temp_aid.persons_aided",
                  *count == 0 ? std::string{"a proposal for nobody"}
                              : fmt::format("{} persons of a household of {}", *count, most));
            proposal.persons_aided.dispute();
        }
    }

    void check_known_member(Known<std::string>& id, std::string where) {
        if (id.is_answered() && !m_facts.member.empty() && m_facts.find_member(*id.find()) == nullptr) {
            fault(FaultKind::unknown_member, std::move(where), "no member of this file has this id");
            id.dispute();
        }
    }

    void check_labour() {
        for (std::size_t index = 0; index < m_facts.labour_entry.size(); ++index) {
            LabourEntry& entry = m_facts.labour_entry[index];
            check_known_member(entry.member_id, row_path("labour_entry", index, "member_id"));
            if (entry.attended.is(YesNo::no) && entry.minutes.is_answered() && *entry.minutes.find() > 0) {
                contradict(entry.attended, entry.minutes, row_path("labour_entry", index),
                           "minutes of somebody absent");
            }
        }
    }

    void check_notice() {
        for (std::size_t index = 0; index < m_facts.notice_row.size(); ++index) {
            NoticeRow& row = m_facts.notice_row[index];
            check_known_member(row.member_id, row_path("notice_row", index, "member_id"));
            const Member* member = row.member_id.is_answered() ? m_facts.find_member(*row.member_id.find()) : nullptr;
            const PartialDate* birth = member == nullptr ? nullptr : member->birth_date.find();
            if (birth != nullptr && row.is_child.is(YesNo::no) && age_range_on(*birth, m_on).most < kComesOfAge) {
                fault(FaultKind::contradiction, row_path("notice_row", index, "is_child"),
                      "the birth date is a child's");
                row.is_child.dispute();
            }
        }
    }

    void check_part(Known<std::int64_t>& part, Known<std::int64_t>& whole, std::string where, std::string detail) {
        if (part.is_answered() && whole.is_answered() && *part.find() > *whole.find()) {
            contradict(part, whole, std::move(where), std::move(detail));
        }
    }

    void check_counts() {
        Statistics& counts = m_facts.statistics;
        struct Named {
            Known<std::int64_t>* count;
            std::string_view field;
        };
        for (const Named& one : {Named{&counts.township_population, "township_population"},
                                 Named{&counts.village_population, "village_population"},
                                 Named{&counts.county_year_round_recipients, "county_year_round_recipients"},
                                 Named{&counts.township_year_round_recipients, "township_year_round_recipients"},
                                 Named{&counts.dibao_recipients, "dibao_recipients"},
                                 Named{&counts.village_recipients, "village_recipients"},
                                 Named{&counts.aided_last_year, "aided_last_year"},
                                 Named{&counts.complaint.received, "complaint.received"},
                                 Named{&counts.complaint.answered, "complaint.answered"}}) {
            if (one.count->is_answered() && *one.count->find() > kMostPeople) {
                fault(FaultKind::implausible, fmt::format("statistics.{}", one.field), "more than there are people");
                one.count->dispute();
            }
        }
        check_part(counts.village_population, counts.township_population, "statistics.village_population",
                   "more than the township has");
        check_part(counts.township_year_round_recipients, counts.county_year_round_recipients,
                   "statistics.township_year_round_recipients", "more than the county has");
        check_part(counts.village_recipients, counts.village_population, "statistics.village_recipients",
                   "more than the village has people");
        check_part(counts.complaint.answered, counts.complaint.received, "statistics.complaint.answered",
                   "more than were received");
    }

    void check_records() {
        auto& records = m_facts.statistics.emergency;
        for (std::size_t index = 0; index < records.size(); ++index) {
            const WallTime* found = records[index].discovered_at.find();
            const WallTime* given = records[index].first_aid_at.find();
            if (found != nullptr && given != nullptr && *given < *found) {
                contradict(records[index].discovered_at, records[index].first_aid_at,
                           row_path("statistics.emergency", index, "first_aid_at"), "before the discovery");
            }
        }
    }
};

}  // namespace

void check_records(Facts& facts, Date on, Faults& faults) { RecordsChecker{facts, on, faults}.check(); }

void check_pack_of_case(const Facts& facts, std::string_view pack, Faults& faults) {
    const std::string* opened_under = facts.household.policy_pack_id.find();
    if (opened_under != nullptr && *opened_under != pack) {
        faults.push_back(Fault{FaultKind::other_pack,
                               {},
                               "household.policy_pack_id",
                               fmt::format("the case was opened under {}", *opened_under)});
    }
}

}  // namespace daohu::policy
