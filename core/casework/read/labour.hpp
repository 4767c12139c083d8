// SPDX-License-Identifier: Apache-2.0
#pragma once

// A month of public labour as its page and its roll show it: whom the county's document requires, what the township
// decided, who came. Nobody's allowance is reduced by anything here: no document says so. On the reading connection's
// thread; made when asked for.

#include "core/casework/act/labour_month.hpp"
#include "core/casework/read/context.hpp"
#include "core/policy/outcome.hpp"

namespace daohu::casework {

// Whether the county's document has public labour; elsewhere nothing of it is offered.
[[nodiscard]] bool has_public_labour(const CountyRules& rules, Date on);

struct LabourLine {
    EntityId person;
    std::string name;
    policy::Outcome rule;   // "required", "excluded", or left to the township, with clause and remarks
    std::string duty;       // what the township's roll says: a code of labour_duty; empty where he is not on it
    std::string exclusion;  // why not: a code of labour_exclusion
    std::string reason;
};

struct LabourCount {
    std::size_t required = 0;
    std::size_t excluded = 0;
    std::size_t boundary = 0;  // still to be decided

    friend bool operator==(const LabourCount&, const LabourCount&) = default;
};

struct LabourRoll {
    std::vector<LabourLine> lines;  // by name
    LabourCount rolled;             // as the township wrote it; all nothing before the roll is drawn up
    policy::Outcome figures;        // by the rule: required, with readings of the others, minutes and attendance
    LabourMonth done;
    WallTime closes_at;
    std::optional<WallTime> settled_at;  // when somebody closed it
    std::string age_range_document;      // as it was written on the roll
};

// Of the month of that day. Roll and settlement are those of `township`, or of whichever there is where it is empty.
// policy_pack_missing.
[[nodiscard]] Result<LabourRoll> labour_roll(const ReadContext& context, Date month, std::string_view township);

}  // namespace daohu::casework
