// SPDX-License-Identifier: Apache-2.0
#include "core/policy/facts_check.hpp"

#include "core/policy/facts_check_records.hpp"
#include "core/policy/facts_checker.hpp"

namespace daohu::policy {

void check_facts(Facts& facts, Date on, Faults& faults) {
    FactsChecker checker{facts, on, faults};
    checker.check_people();
    checker.check_money();
    checker.check_days();
    check_records(facts, on, faults);
}

}  // namespace daohu::policy
