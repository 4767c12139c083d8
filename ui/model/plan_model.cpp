// SPDX-License-Identifier: Apache-2.0
#include "ui/model/plan_model.hpp"

#include "core/base/beijing_time.hpp"
#include "ui/model/record_model.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace daohu::model {

namespace {

using casework::DueState;
using casework::PlanItem;
using casework::PlanMatter;
using casework::PlanRank;
using casework::PlanStop;

constexpr int kWeek = 7;
constexpr std::string_view kReviewRule = "review_due";
constexpr std::string_view kUrgent = "urgent";
constexpr std::string_view kOverdue = "overdue";

std::chrono::year_month_day day_of(const Date& date) {
    return std::chrono::year_month_day{std::chrono::sys_days{date.days()}};
}

int days_until(const Date& day, WallTime now) {
    return static_cast<int>((std::chrono::sys_days{day.days()} - std::chrono::sys_days{moment_of(now).date}).count());
}

DueGroup group_of(const PlanItem& item, WallTime now) {
    switch (item.rank) {
        case PlanRank::danger_to_life:
        case PlanRank::legal_clock:
        case PlanRank::within_a_day: return DueGroup::urgent;
        case PlanRank::overdue_review: return DueGroup::overdue;
        case PlanRank::county_task:
        case PlanRank::due: break;
    }
    if (!item.day) {
        return item.matter == PlanMatter::discovery ? DueGroup::today : DueGroup::later;
    }
    const int days = days_until(*item.day, now);
    if (days < 0 && item.matter == PlanMatter::task) {
        return DueGroup::overdue;
    }
    return days <= 0 ? DueGroup::today : days <= kWeek ? DueGroup::this_week : DueGroup::later;
}

std::string matter_words(const PlanItem& item, const Vocabulary& words) {
    switch (item.matter) {
        case PlanMatter::discovery: return words.say("plan.matter.discovery");
        case PlanMatter::task: return words.say("plan.matter.task");
        case PlanMatter::due_day: break;
    }
    const std::string programme = words.code(item.programme, "programme");
    if (item.due && item.due->state == DueState::paused) {
        return words.say("plan.matter.paused", {{"programme", FixedText{programme}}});
    }
    const bool is_review = !item.due || item.due->outcome.rule == kReviewRule;
    return is_review ? words.say("plan.matter.review", {{"programme", FixedText{programme}}})
                     : words.say("plan.matter.end", {{"programme", FixedText{programme}}});
}

PlanTask task_of(const PlanItem& item, WallTime now, const Vocabulary& words) {
    PlanTask task;
    task.what = matter_words(item, words);
    task.group = group_of(item, now);
    if (item.day) {
        task.days = std::abs(days_until(*item.day, now));
        // Where a document leaves the last day open, there is a first one only.
        const bool may_begin = item.due && item.due->state == DueState::boundary && days_until(*item.day, now) <= 0;
        (may_begin ? task.from : task.until) = day_of(*item.day);
    }
    if (item.clock) {
        task.clock = clock_words(item.clock->left, item.clock->status, words);
    } else if (item.rank == PlanRank::danger_to_life) {
        task.clock = words.code("life_danger", "urgency");
    } else if (item.rank == PlanRank::within_a_day) {
        task.clock = words.code("day", "urgency");
    }
    return task;
}

std::set<std::string> kinds_of(const PlanStop& stop, WallTime now) {
    std::set<std::string> kinds;
    for (const PlanItem& item : stop.items) {
        const DueGroup group = group_of(item, now);
        if (group == DueGroup::urgent) {
            kinds.emplace(kUrgent);
        }
        if (group == DueGroup::overdue) {
            kinds.emplace(kOverdue);
        }
        if (!item.programme.empty()) {
            kinds.insert(item.programme);
        }
    }
    return kinds;
}

std::string filter_label(const std::string& kind, const Vocabulary& words) {
    if (kind == kUrgent) {
        return words.say("due.urgent");
    }
    return kind == kOverdue ? words.say("due.overdue") : words.code(kind, "programme");
}

bool is_searched(const PlanStop& stop, const PlanView& view) {
    if (view.search.empty() || stop.name.find(view.search) != std::string::npos) {
        return true;
    }
    return (stop.household && view.found.contains(*stop.household)) ||
           (stop.person && view.found.contains(*stop.person));
}

std::string name_of(const PlanStop& stop, const Vocabulary& words) {
    return stop.name.empty() ? words.say("record.unnamed") : stop.name;
}

PlanHousehold household_of(const PlanStop& stop, WallTime now, const Vocabulary& words) {
    PlanHousehold household;
    household.id = row_id(subject_of(stop));
    household.name = name_of(stop, words);
    household.place = stop.village_group;
    for (const PlanItem& item : stop.items) {
        household.tasks.push_back(task_of(item, now, words));
    }
    return household;
}

PlanDetail detail_of(const PlanHousehold& household) {
    return {.id = household.id,
            .name = household.name,
            .facts = {household.place},
            .tasks = household.tasks,
            .warnings = {}};
}

}  // namespace

std::string clock_words(std::chrono::milliseconds left, policy::Status status, const Vocabulary& words) {
    const std::int64_t minutes = std::abs(std::chrono::duration_cast<std::chrono::minutes>(left).count());
    const Translated span = words.words().tr("clock.duration", {{"hours", minutes / 60}, {"minutes", minutes % 60}});
    const TextKey key = left.count() >= 0 ? TextKey{"plan.clock.left"} : TextKey{"plan.clock.over"};
    const std::string doubt = status == policy::Status::assumed ? words.say("certainty.assumed") : std::string{};
    return words.facts({words.say(key, {{"time", span}}), doubt});
}

PlanDuty row_of(const casework::DutyToday& duty, std::string_view point, std::string_view worker,
                const Vocabulary& words) {
    const Translated from = words.words().time(moment_of(duty.from));
    std::string title = words.say("plan.duty.from", {{"from", from}});
    if (duty.until) {
        const Translated until = words.words().time(moment_of(*duty.until));
        title = words.say("plan.duty", {{"from", from}, {"until", until}});
    }
    return {.id = row_id(duty.duty), .title = std::move(title), .detail = words.facts({point, worker})};
}

EntityId subject_of(const PlanStop& stop) {
    if (stop.household) {
        return *stop.household;
    }
    return stop.person ? *stop.person : stop.items.front().subject;
}

void fill_plan(PlanState& state, const casework::PlanOfDay& plan, const PlanView& view, const Vocabulary& words) {
    state.search = view.search;
    state.groups.clear();
    state.filters.clear();
    state.detail.reset();
    state.hidden_by_filters = 0;
    std::map<DueGroup, std::vector<PlanHousehold>> groups;
    std::set<std::string> kinds;
    std::set<RowId> discoveries;
    for (const PlanStop& stop : plan.stops) {
        const std::set<std::string> own = kinds_of(stop, plan.now);
        kinds.insert(own.begin(), own.end());
        if (!is_searched(stop, view)) {
            continue;
        }
        const bool passes = view.filters.empty() || std::ranges::any_of(own, [&view](const std::string& kind) {
                                return view.filters.contains(kind);
                            });
        if (!passes) {
            ++state.hidden_by_filters;
            continue;
        }
        PlanHousehold household = household_of(stop, plan.now, words);
        if (view.selected && *view.selected == household.id) {
            state.detail = detail_of(household);
        }
        if (stop.items.front().matter == PlanMatter::discovery) {
            discoveries.insert(household.id);
        }
        groups[household.tasks.front().group].push_back(std::move(household));
    }
    for (const std::string& kind : kinds) {
        state.filters.push_back({kind, filter_label(kind, words), view.filters.contains(kind)});
    }
    for (auto& [group, households] : groups) {
        std::ranges::stable_partition(
            households, [&discoveries](const PlanHousehold& household) { return discoveries.contains(household.id); });
        state.groups.push_back({group, std::move(households)});
    }
    if (!state.detail && !state.groups.empty()) {
        state.detail = detail_of(state.groups.front().households.front());
    }
    if (plan.data_as_of) {
        state.data_as_of = moment_of(*plan.data_as_of);
    }
}

}  // namespace daohu::model
