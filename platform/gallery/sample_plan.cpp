// SPDX-License-Identifier: Apache-2.0
#include "platform/gallery/sample_casework.hpp"
#include "platform/gallery/sample_words.hpp"

#include <array>

namespace daohu::gallery {

using model::DueGroup;

namespace {

constexpr std::array<TextKey, 3> kPlaces{"sample.group.3", "sample.group.7", "sample.group.1"};
constexpr std::array<TextKey, 3> kTasks{"sample.task.old_age", "sample.task.disabled", "sample.task.dibao"};

[[nodiscard]] model::PlanTask task(Words& words, TextKey what, DueGroup group, int days) {
    model::PlanTask task;
    task.what = say(words, what);
    task.group = group;
    task.days = days;
    const int offset = group == DueGroup::overdue ? -days : days;
    if (group == DueGroup::this_week || group == DueGroup::later) {
        task.from = day(0);
    }
    task.until = day(offset);
    return task;
}

[[nodiscard]] model::PlanHousehold household(Words& words, std::uint32_t number, DueGroup group, int days) {
    model::PlanHousehold household;
    household.id = row_number(number);
    household.name = name_number(words, number);
    household.place = say(words, kPlaces[number % kPlaces.size()]);
    household.tasks = {task(words, kTasks[number % kTasks.size()], group, days)};
    if (number % 4 == 1) {
        household.note = say(words, "sample.note.alone");
    }
    if (number % 4 == 3) {
        household.tasks.push_back(task(words, kTasks[(number + 1) % kTasks.size()], DueGroup::later, days + 9));
    }
    return household;
}

[[nodiscard]] model::PlanGroup group(Words& words, DueGroup kind, std::uint32_t first, std::uint32_t count) {
    model::PlanGroup group{kind, {}};
    for (std::uint32_t i = 0; i < count; ++i) {
        const int days = kind == DueGroup::today ? 0 : static_cast<int>(i % 6) + 1;
        group.households.push_back(household(words, first + i, kind, days));
    }
    return group;
}

[[nodiscard]] model::PlanGroup urgent(Words& words) {
    model::PlanGroup group{DueGroup::urgent, {household(words, 0, DueGroup::urgent, 0)}};
    group.households[0].tasks[0].what = say(words, "sample.task.fire");
    group.households[0].tasks[0].clock = say(words, "sample.clock.left");
    return group;
}

[[nodiscard]] std::vector<model::PlanFilter> filters(Words& words) {
    return {{"urgent", say(words, "sample.filter.urgent"), false},
            {"dibao", say(words, "sample.filter.dibao"), false},
            {"tekun", say(words, "sample.filter.tekun"), true},
            {"old_age", say(words, "sample.filter.old_age"), false}};
}

[[nodiscard]] model::PlanDetail detail(Words& words) {
    return {.id = row_number(1),
            .name = name_number(words, 1),
            .facts = {say(words, "sample.fact.person"), say(words, "sample.fact.aid"),
                      say(words, "sample.fact.last_visit")},
            .tasks = {task(words, "sample.task.disabled", DueGroup::overdue, 1),
                      task(words, "sample.task.dibao", DueGroup::later, 12)},
            .warnings = {say(words, "sample.warning.dog")}};
}

[[nodiscard]] model::HouseholdRow household_row(Words& words, std::uint32_t number) {
    model::HouseholdRow row;
    row.id = row_number(number);
    row.name = name_number(words, number);
    row.place = say(words, kPlaces[number % kPlaces.size()]);
    row.detail = say(words, "sample.household.detail");
    if (number % 5 == 2) {
        row.chip = model::Chip{say(words, "sample.chip.tekun"), model::NoticeKind::info};
    }
    return row;
}

}  // namespace

model::PlanState plan(Words& words, Sample sample) {
    model::PlanState state;
    state.now = kNow;
    state.village = say(words, "sample.village");
    state.coordinator = say(words, "sample.coordinator");
    state.badge = badge(sample);
    if (sample == Sample::empty) {
        return state;
    }
    state.data_as_of = kYesterday;
    state.filters = filters(words);
    if (sample == Sample::error) {
        state.notice = model::Notice{model::NoticeKind::danger, say(words, "error.disk_full")};
        state.search = "zz";
        return state;
    }
    state.detail = detail(words);
    state.hidden_by_filters = 12;
    state.groups = {urgent(words), group(words, DueGroup::overdue, 1, 3), group(words, DueGroup::today, 4, 2),
                    group(words, DueGroup::this_week, 6, 5)};
    if (sample == Sample::long_text) {
        state.groups[1].households[0].name = say(words, "sample.long.name");
        state.groups[1].households[0].tasks[0].what = say(words, "sample.long.sentence");
        state.detail->warnings.push_back(say(words, "sample.long.sentence"));
        state.groups.push_back(group(words, DueGroup::later, 11, static_cast<std::uint32_t>(kManyHouseholds)));
    }
    return state;
}

model::HouseholdsState households(Words& words, Sample sample) {
    model::HouseholdsState state;
    state.now = kNow;
    state.badge = badge(sample);
    if (sample == Sample::empty) {
        return state;
    }
    state.total = static_cast<int>(kManyHouseholds);
    if (sample == Sample::full || sample == Sample::long_text) {
        const std::size_t count = sample == Sample::full ? 12 : kManyHouseholds;
        for (std::size_t i = 0; i < count; ++i) {
            state.rows.push_back(household_row(words, static_cast<std::uint32_t>(i)));
        }
    }
    if (sample == Sample::full) {
        state.search = "sl";
        state.rows[0].matched = say(words, "sample.household.matched");
        state.rows[1].matched = say(words, "sample.household.matched_id");
    }
    if (sample == Sample::long_text) {
        state.rows[0].name = say(words, "sample.long.name");
        state.rows[0].detail = say(words, "sample.long.sentence");
        state.rows[0].chip = model::Chip{say(words, "sample.chip.safety"), model::NoticeKind::warning};
    }
    if (sample == Sample::error) {
        state.search = name_number(words, 3);
        state.near = {household_row(words, 2), household_row(words, 4)};
        state.may_create = true;
    }
    return state;
}

model::MoreState more(Words& words, Sample sample) {
    model::MoreState state;
    state.now = kNow;
    state.village = say(words, "sample.village");
    state.coordinator = say(words, "sample.coordinator");
    state.badge = badge(sample);
    state.items = {{"due_reviews", say(words, "more.due_reviews"), say(words, "more.due_reviews.detail"), {}},
                   {"conflicts", say(words, "more.conflicts"), say(words, "more.conflicts.detail"), {}},
                   {"carry", say(words, "more.carry"), say(words, "more.carry.detail"), {}},
                   {"settings", say(words, "more.settings"), say(words, "more.settings.detail"), {}}};
    if (sample == Sample::error) {
        state.items[1].chip = model::Chip{say(words, "state.conflict"), model::NoticeKind::danger};
    }
    if (sample == Sample::long_text) {
        state.items[0].detail = say(words, "sample.long.sentence");
    }
    return state;
}

model::RecordListState record_list(Words& words, Sample sample) {
    model::RecordListState state;
    state.now = kNow;
    state.badge = badge(sample);
    state.title = say(words, "more.own_acts");
    state.subtitle = say(words, "more.own_acts.detail");
    state.empty = say(words, "sync.no_records");
    if (sample == Sample::empty) {
        return state;
    }
    const std::uint32_t count = sample == Sample::long_text ? static_cast<std::uint32_t>(kManyHouseholds) : 6;
    for (std::uint32_t i = 0; i < count; ++i) {
        model::RecordRow row;
        row.id = row_number(i);
        row.title = say(words, "sample.form.visit");
        row.summary = name_number(words, i);
        row.state = sample == Sample::error ? model::RecordState::waiting : model::RecordState::uploaded;
        row.date = day(-static_cast<int>(i % 30));
        state.records.push_back(std::move(row));
    }
    return state;
}

}  // namespace daohu::gallery
