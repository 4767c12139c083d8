// SPDX-License-Identifier: Apache-2.0
#pragma once

// What may stand on a village's notice board: a list of permitted columns, coarse addresses, and rows that are withheld.
// Values; any thread.

#include "core/base/date.hpp"
#include "core/base/id.hpp"
#include "core/base/money.hpp"
#include "core/policy/facts.hpp"
#include "core/policy/pack.hpp"

#include <span>

namespace daohu::casework {

// Somebody whom the township wants to post. What else the source says of him (an illness, a number) has no place here.
struct NoticeCandidate {
    EntityId person;
    std::string name;
    std::string village_group;
    std::string address;    // the full one: shown only where the county decided so in writing
    std::string programme;  // the code of the aid, never what it is given for
    std::optional<Fen> amount;
    policy::Known<policy::YesNo> is_child;
    policy::Known<policy::YesNo> safety_mode;
};

struct NoticeLine {
    EntityId person;
    std::string name;
    std::string address;
    std::string category;
    std::optional<Fen> amount;
};

// A row that whoever posts may know is missing, with the reason (code list withheld).
struct WithheldLine {
    EntityId person;
    std::string reason;
};

struct NoticePlan {
    bool is_stated = false;  // the county's document says what a notice shows; else a template of the county's
    std::vector<std::string> columns;  // in the document's order
    std::vector<NoticeLine> printed;
    std::vector<WithheldLine> withheld;  // nobody in safety mode is among them: that would be a trace
    std::optional<Date> until;           // only where the document or the township says
};

// Without columns in the document nothing is printed. A child's row is withheld until the county's switch allows it, and
// so is the row of anybody of whom it is not known.
[[nodiscard]] NoticePlan plan_notice(std::span<const NoticeCandidate> candidates, const policy::Pack& pack,
                                     Date posted_on);

}  // namespace daohu::casework
