// SPDX-License-Identifier: Apache-2.0
#pragma once

// Help given first and papered afterwards: the clock of the law, what was given, and what is still owed. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

enum class ClockState : std::uint8_t { running, met, missed, no_clause };

struct AidClock {
    ClockState state = ClockState::running;
    Moment discovered;
    std::optional<Moment> deadline;  // absent: no clause sets one
    std::optional<Moment> helped;
    int minutes_left = 0;   // or missed by, or left when it was met
    int minutes_total = 0;  // of the clock
    std::string clause;
    std::string assumption;          // what the document leaves open and is assumed here; a sentence
    bool clock_was_changed = false;  // the device's clock jumped; the deadline stands
};

struct AidLine {
    std::string what;
    std::string amount;
    std::string who;  // received and signed
};

struct AidDuty {
    std::string id;  // stable
    std::string what;
    bool is_done = false;
    std::optional<std::chrono::year_month_day> until;
};

struct FirstAidState {
    Moment now;
    RowId id;
    SyncBadge badge;
    std::string household;
    std::string event;
    AidClock clock;
    std::vector<AidLine> given;
    std::vector<AidDuty> duties;  // papers to be brought later, people to be told
    std::string ceiling;          // what the rules leave room for, or that they do not say
};

struct GiveAid {};
struct CompareRules {};
struct OpenDuty {
    std::string id;
};

using FirstAidAction = std::variant<GiveAid, CompareRules, OpenDuty, OpenHousehold, GoBack, OpenSync>;
using FirstAidActions = ActionList<FirstAidAction>;

}  // namespace daohu::model
