// SPDX-License-Identifier: Apache-2.0
#pragma once

// What every part of the look at one household's facts works on, and how it says what it found. For the facts_check*.cpp
// files of the room. Any thread.

#include "core/policy/facts.hpp"
#include "core/policy/fault.hpp"

#include <string>
#include <utility>

namespace daohu::policy {

class HouseholdCheck {
protected:
    // The referenced facts and faults outlive it.
    HouseholdCheck(Facts& facts, Date on, Faults& faults) : m_facts{facts}, m_on{on}, m_faults{faults} {}

    void fault(FaultKind kind, std::string where, std::string detail) {
        m_faults.push_back(Fault{kind, {}, std::move(where), std::move(detail)});
    }
    // Two answers that cannot both be true: neither is believed until somebody settles it.
    template <class T, class U>
    void contradict(Known<T>& a, Known<U>& b, std::string where, std::string detail) {
        fault(FaultKind::contradiction, std::move(where), std::move(detail));
        a.dispute();
        b.dispute();
    }

    Facts& m_facts;
    Date m_on;

private:
    Faults& m_faults;
};

}  // namespace daohu::policy
