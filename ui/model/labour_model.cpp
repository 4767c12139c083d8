// SPDX-License-Identifier: Apache-2.0
#include "ui/model/labour_model.hpp"

#include "core/base/beijing_time.hpp"
#include "ui/model/record_model.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace daohu::model {

namespace {

using casework::LabourLine;
using casework::LabourRoll;

constexpr std::size_t kMonthLetters = 7;  // "2026-03" of a day
constexpr std::string_view kDuties = "labour_duty";
constexpr std::string_view kToBeDecided = "boundary";
// In this order on the page.
constexpr std::array<std::string_view, 3> kGroups{"required", kToBeDecided, "excluded"};

bool is_drawn_up(const LabourRoll& roll) { return roll.rolled != casework::LabourCount{}; }

ListedLine line_of(const LabourLine& line, const NameHousehold& name, const Vocabulary& words) {
    ListedLine row;
    row.id = line.person.to_string();
    row.title = line.name.empty() ? words.say("record.unnamed") : line.name;
    row.detail = words.facts({name(line.person).place, clause_of(line.rule)});
    return row;
}

std::string last_day(const LabourRoll& roll, const Vocabulary& words) {
    const Date day = beijing_date(roll.closes_at - std::chrono::milliseconds{1});
    return std::string{words.words().short_date(std::chrono::year_month_day{day.days()}).view()};
}

std::string state_words(const LabourRoll& roll, const Vocabulary& words) {
    if (!roll.settled_at) {
        const std::string day = last_day(roll, words);
        return words.say("labour.closes", {{"date", FixedText{day}}});
    }
    const Moment settled = moment_of(*roll.settled_at);
    const std::string day{words.words().short_date(settled.date).view()};
    return words.say("labour.settled", {{"date", FixedText{day}}});
}

}  // namespace

std::string duty_of(const LabourLine& line) {
    if (!line.duty.empty()) {
        return line.duty;
    }
    const auto* const verdict = std::get_if<policy::Verdict>(&line.rule.figure);
    const bool is_open = line.rule.status == policy::Status::boundary || verdict == nullptr;
    return is_open ? std::string{kToBeDecided} : verdict->code;
}

void fill_labour(LineListState& state, const LabourView& view, const NameHousehold& name, const Vocabulary& words) {
    const LabourRoll& roll = view.roll;
    const std::string month = view.month.to_string().substr(0, kMonthLetters);
    state.title = words.say("labour.title", {{"month", FixedText{month}}});
    const std::string done =
        words.say("labour.done", {{"people", static_cast<std::int64_t>(roll.done.attended)},
                                  {"hours", FixedText{roll.done.hours.empty() ? "0" : roll.done.hours}}});
    state.subtitle = words.facts({done, state_words(roll, words)});
    state.empty = words.say("labour.empty");
    if (!is_drawn_up(roll)) {
        state.notice = Notice{NoticeKind::info, words.say("labour.no_roll")};
    } else if (roll.rolled.boundary > 0) {
        const auto open = static_cast<std::int64_t>(roll.rolled.boundary);
        state.notice = Notice{NoticeKind::warning, words.say("labour.undecided", {{"count", open}})};
    }
    state.groups.clear();
    for (const std::string_view duty : kGroups) {
        ListedGroup group{.title = words.code(duty, kDuties), .lines = {}};
        for (const LabourLine& line : roll.lines) {
            if (duty_of(line) == duty) {
                group.lines.push_back(line_of(line, name, words));
            }
        }
        if (!group.lines.empty()) {
            state.groups.push_back(std::move(group));
        }
    }
    const auto late = static_cast<std::int64_t>(roll.done.corrections.size());
    state.remark = late > 0 ? words.say("labour.corrections", {{"count", late}}) : std::string{};
    state.forms = view.forms;
}

}  // namespace daohu::model
