// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was done in a period, and what aid runs on its last day, counted from what is on this tablet. Nothing secret
// counts. Walks whole registers: made when somebody asks for it. On the reading connection's thread.

#include "core/base/money.hpp"
#include "core/casework/read/portions.hpp"
#include "core/casework/read/statistics.hpp"

namespace daohu::casework {

struct MonthOfWork {
    Date first_day;
    std::size_t visits = 0;
    std::size_t discoveries = 0;
    Fen first_aid;
};

// Aid that is paid again and again and has not ended.
struct ProgrammeLine {
    std::string programme;       // code
    std::size_t recipients = 0;  // persons, each once; a family in which nobody is named counts as one
    Fen monthly;                 // as far as it is written down by the month
    bool is_complete = true;     // every one of them has an amount by the month
};

struct Activity {
    std::size_t visits = 0;
    std::size_t visits_met = 0;  // somebody was at home
    std::size_t discoveries = 0;
    std::size_t first_aids = 0;
    Fen first_aid;
    bool first_aid_is_complete = true;  // each has an amount
    std::size_t referrals = 0;
    std::size_t referrals_closed = 0;       // the family was told
    std::vector<MonthOfWork> months;        // of the period, oldest first
    std::vector<ProgrammeLine> programmes;  // most recipients first
    FigureState state = FigureState::local;
    std::optional<WallTime> data_as_of;
};

struct Period {
    Date from;
    Date to;  // both included; not before `from`
};

// `activity`, which outlives the portions, is whole after the last.
void add_activity(const ReadContext& context, const Period& period, Portions& portions, Activity& activity);

// The programmes that somebody gets on the day, most recipients first; whole after the last portion, which they outlive.
void add_running_programmes(const ReadContext& context, Date on, Portions& portions,
                            std::vector<ProgrammeLine>& programmes);

}  // namespace daohu::casework
