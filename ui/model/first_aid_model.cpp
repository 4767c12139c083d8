// SPDX-License-Identifier: Apache-2.0
#include "ui/model/first_aid_model.hpp"

#include "ui/model/rules_model.hpp"

#include <cstdlib>

namespace daohu::model {

namespace {

ClockState state_of(casework::DutyState state) {
    switch (state) {
        case casework::DutyState::running: return ClockState::running;
        case casework::DutyState::met: return ClockState::met;
        case casework::DutyState::late: return ClockState::missed;
    }
    return ClockState::running;
}

int minutes_of(std::chrono::milliseconds time) {
    return static_cast<int>(std::abs(std::chrono::duration_cast<std::chrono::minutes>(time).count()));
}

}  // namespace

AidClock clock_of(const casework::EmergencyClock& clock, const Vocabulary& words) {
    AidClock shown;
    shown.state = ClockState::no_clause;
    shown.discovered = moment_of(clock.discovered_at);
    if (clock.helped_at) {
        shown.helped = moment_of(*clock.helped_at);
    }
    if (!clock.duty) {
        return shown;
    }
    shown.state = state_of(clock.duty->state);
    shown.deadline = moment_of(clock.duty->deadline);
    shown.minutes_left = minutes_of(clock.duty->left);
    shown.minutes_total = minutes_of(clock.duty->deadline - clock.discovered_at);
    shown.clause = clause_of(clock.rule);
    shown.clock_was_changed = clock.elapsed.clocks_disagree;
    if (clock.rule.status == policy::Status::assumed) {
        shown.assumption = words.say("clock.assumed");
    }
    return shown;
}

AidDuty duty_of(const registry::Entity& follow_up, const Vocabulary& words) {
    const auto due = Date::parse(follow_up.text("due").value_or(""));
    return {.id = follow_up.id.to_string(),
            .what = words.code(follow_up.text("kind").value_or(""), "follow_up_kind"),
            .is_done = !follow_up.text("done_on").value_or("").empty(),
            .until = due ? std::optional{std::chrono::year_month_day{due->days()}} : std::nullopt};
}

}  // namespace daohu::model
