// SPDX-License-Identifier: Apache-2.0
#include "core/policy/assess.hpp"

#include "core/policy/facts_check.hpp"
#include "core/policy/facts_check_records.hpp"
#include "core/policy/rules.hpp"

#include <fmt/format.h>

namespace daohu::policy {

Assessment assess(const Pack& pack, const Standards& standards, Facts facts, Date on) {
    Assessment made{
        pack.id, pack.version,
        on,      facts.household.household_id.is_answered() ? *facts.household.household_id.find() : std::string{},
        {},      {}};
    check_facts(facts, on, made.faults);
    if (!pack.is_in_force(on)) {
        made.faults.push_back(Fault{FaultKind::other_pack, {}, "pack", "not in force on this day"});
    }
    check_pack_of_case(facts, pack.id, made.faults);
    const Question question{pack, standards, facts, on};
    for (const Rule& rule : rules()) {
        rule.evaluate(question, made.outcomes);
    }
    return made;
}

Result<const Pack*> choose_pack(const PackLibrary& library, std::string_view id, const Facts& facts, Date on) {
    const std::int64_t* version = facts.household.policy_pack_version.find();
    const bool opened_here = facts.household.policy_pack_id.is(id) && version != nullptr;
    const Pack* pack = opened_here ? library.find_version(id, *version) : library.find(id, on);
    if (pack == nullptr) {
        return fail(ErrorCode::policy_pack_missing, opened_here ? fmt::format("{} version {}", id, *version)
                                                                : fmt::format("{} on {}", id, on.to_string()));
    }
    return pack;
}

}  // namespace daohu::policy
