// SPDX-License-Identifier: Apache-2.0
#pragma once

// One household under the rules of its county: each figure with its clause, how sure it is, and what is missing. What no
// clause states is said to be not stated, never guessed. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

struct PolicyFinding {
    std::string id;      // of the rule, stable
    std::string title;   // what is asked: "phase-out after employment"
    std::string figure;  // "624.00 yuan a month", "yes", "700.00 to 2,800.00"; empty without one
    Certainty certainty = Certainty::exact;
    std::string clause;                // where it stands; empty: nowhere
    std::string quotation;             // its words; may be empty
    std::vector<std::string> steps;    // how the figure came about, one line each
    std::vector<std::string> missing;  // facts that would be needed
    std::string remark;                // which readings differ, who decides
};

struct PolicySection {
    std::string title;
    std::vector<PolicyFinding> findings;
};

struct PolicyState {
    Moment now;
    RowId household;
    SyncBadge badge;
    std::string name;
    std::string pack;     // whose rules, of which version
    bool can_ask = true;  // there is a household whose missing facts a form can take down
    std::vector<PolicySection> sections;
    std::optional<Notice> notice;  // the standard of this year is missing
};

// Where a missing fact is asked for.
struct AskMissing {
    std::string finding;
};

using PolicyAction = std::variant<AskMissing, GoBack, OpenSync>;
using PolicyActions = ActionList<PolicyAction>;

}  // namespace daohu::model
