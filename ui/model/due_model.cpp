// SPDX-License-Identifier: Apache-2.0
#include "ui/model/due_model.hpp"

#include "core/base/beijing_time.hpp"
#include "ui/model/plan_model.hpp"
#include "ui/text/near_date.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace daohu::model {

namespace {

using casework::Deadline;
using casework::DeadlineKind;
using casework::DueState;
using casework::SweepHousehold;
using casework::SweepState;

constexpr std::int64_t kWeek = 7;

enum class DeadlineGroup : std::uint8_t { urgent, overdue, today, this_week, later, no_day };

DeadlineGroup group_of(const Deadline& line, Date today) {
    if (line.moment) {
        return DeadlineGroup::urgent;
    }
    if (!line.day) {
        return DeadlineGroup::no_day;
    }
    const std::int64_t left = days_between(today, *line.day);
    return left < 0        ? DeadlineGroup::overdue
           : left == 0     ? DeadlineGroup::today
           : left <= kWeek ? DeadlineGroup::this_week
                           : DeadlineGroup::later;
}

std::string title_of(DeadlineGroup group, const Vocabulary& words) {
    switch (group) {
        case DeadlineGroup::urgent: return words.say("due.urgent");
        case DeadlineGroup::overdue: return words.say("due.overdue");
        case DeadlineGroup::today: return words.say("due.today");
        case DeadlineGroup::this_week: return words.say("due.this_week");
        case DeadlineGroup::later: return words.say("due.later");
        case DeadlineGroup::no_day: return words.say("deadlines.no_day");
    }
    return {};
}

std::optional<Chip> chip_of(const Deadline& line, DeadlineGroup group, WallTime now, const Vocabulary& words) {
    if (line.left && line.rule) {
        return Chip{clock_words(*line.left, line.rule->status, words), NoticeKind::danger};
    }
    if (!line.day) {
        return std::nullopt;
    }
    const std::int64_t left = days_between(beijing_date(now), *line.day);
    switch (group) {
        case DeadlineGroup::overdue: return Chip{words.say("due.days_over", {{"count", -left}}), NoticeKind::danger};
        case DeadlineGroup::today: return Chip{words.say("due.today"), NoticeKind::warning};
        default: return Chip{words.say("due.days_left", {{"count", left}}), NoticeKind::info};
    }
}

ListedLine line_of(const Deadline& deadline, DeadlineGroup group, WallTime now, const NameHousehold& name,
                   const Vocabulary& words) {
    ListedLine line;
    line.id = deadline.record.to_string();
    const HouseholdName about = name(deadline.person.value_or(deadline.household.value_or(deadline.record)));
    line.title = about.name.empty() ? words.say("record.unnamed") : about.name;
    const std::string clause = deadline.rule ? clause_of(*deadline.rule) : std::string{};
    line.detail = words.facts({deadline_words(deadline.kind, words), about.place, clause});
    line.chip = chip_of(deadline, group, now, words);
    if (deadline.day) {
        line.note =
            near_date(words.words(), std::chrono::year_month_day{deadline.day->days()}, moment_of(now).date).view();
    }
    return line;
}

std::string title_of(SweepState state, const Vocabulary& words) {
    switch (state) {
        case SweepState::not_visited: return words.say("sweep.not_visited");
        case SweepState::nobody_home: return words.say("sweep.nobody_home");
        case SweepState::met: return words.say("sweep.somebody_missing");
    }
    return {};
}

// Where nobody was met at all, nobody is named.
std::span<const EntityId> named_of(const SweepHousehold& household) {
    return household.state == SweepState::met ? std::span{household.not_met} : std::span<const EntityId>{};
}

ListedLine line_of(const SweepHousehold& household, const NameHousehold& name, const Vocabulary& words) {
    ListedLine line;
    line.id = household.household.to_string();
    const HouseholdName about = name(household.household);
    line.title = about.name.empty() ? words.say("dossier.unnamed") : about.name;
    std::vector<std::string> missing;
    for (const EntityId person : named_of(household)) {
        missing.push_back(name(person).name);
    }
    const auto attempts = static_cast<std::int64_t>(household.attempts);
    const std::string tried = attempts > 0 ? words.say("sweep.attempts", {{"count", attempts}}) : std::string{};
    const std::string who = missing.empty() ? std::string{} : words.joined(missing);
    line.detail = words.facts({about.place, tried, who});
    return line;
}

struct StandardWord {
    std::string_view kind;
    TextKey words;
};
constexpr std::array kStandards{
    StandardWord{"consumption_rural_year", "standard.consumption_rural_year"},
    StandardWord{"consumption_urban_year", "standard.consumption_urban_year"},
    StandardWord{"critical_illness_list", "standard.critical_illness_list"},
    StandardWord{"dibao_recipients", "standard.dibao_recipients"},
    StandardWord{"dibao_rural_month", "standard.dibao_rural_month"},
    StandardWord{"dibao_urban_month", "standard.dibao_urban_month"},
    StandardWord{"disability_living_subsidy", "standard.disability_living_subsidy"},
    StandardWord{"min_wage_month", "standard.min_wage_month"},
    StandardWord{"old_age_allowance", "standard.old_age_allowance"},
    StandardWord{"orphan_standard", "standard.orphan_standard"},
    StandardWord{"premium_subsidy_dibao", "standard.premium_subsidy_dibao"},
    StandardWord{"price_subsidy_notice", "standard.price_subsidy_notice"},
    StandardWord{"severe_disability_care_subsidy", "standard.severe_disability_care_subsidy"},
    StandardWord{"tekun_care_full_month", "standard.tekun_care_full_month"},
    StandardWord{"tekun_care_self_month", "standard.tekun_care_self_month"},
    StandardWord{"tekun_care_semi_month", "standard.tekun_care_semi_month"},
    StandardWord{"tekun_rural_month", "standard.tekun_rural_month"},
    StandardWord{"tekun_urban_month", "standard.tekun_urban_month"},
    StandardWord{"township_population", "standard.township_population"},
    StandardWord{"year_round_recipients", "standard.year_round_recipients"},
};
static_assert(std::ranges::is_sorted(kStandards, {}, &StandardWord::kind));

std::string standard_words(const std::string& kind, const Vocabulary& words) {
    const auto* const found = std::ranges::lower_bound(kStandards, kind, {}, &StandardWord::kind);
    const bool is_known = found != kStandards.end() && found->kind == kind;
    return is_known ? words.say(found->words) : kind;
}

std::string figure_words(const policy::StandardRow& row, const Vocabulary& words) {
    if (const auto* const amount = std::get_if<Fen>(&row.figure)) {
        return std::string{words.words().money(amount->value()).view()};
    }
    if (const auto* const count = std::get_if<std::int64_t>(&row.figure)) {
        return std::string{words.words().number(*count).view()};
    }
    return std::get<std::string>(row.figure);
}

std::string date_words(const Date& date, const Vocabulary& words) {
    return std::string{words.words().full_date(std::chrono::year_month_day{date.days()}).view()};
}

ListedLine line_of(const casework::StandardLine& standard, const Vocabulary& words) {
    ListedLine line;
    line.id = standard.row.kind;
    line.title = standard_words(standard.row.kind, words);
    const std::string since = date_words(standard.row.effective_from, words);
    std::string next;
    if (standard.replaced_from) {
        const std::string from = date_words(*standard.replaced_from, words);
        next = words.say("standards.replaced", {{"date", FixedText{from}}});
    }
    line.detail = words.facts({figure_words(standard.row, words), standard.row.publisher, standard.row.document,
                               words.say("standards.since", {{"date", FixedText{since}}}), next});
    if (standard.may_be_out_of_date) {
        line.chip = Chip{words.say("standards.stale"), NoticeKind::warning};
    }
    return line;
}

}  // namespace

std::string deadline_words(DeadlineKind kind, const Vocabulary& words) {
    switch (kind) {
        case DeadlineKind::first_aid: return words.say("deadline.first_aid");
        case DeadlineKind::papers: return words.say("deadline.papers");
        case DeadlineKind::inform_later: return words.say("deadline.inform_later");
        case DeadlineKind::next_stage: return words.say("deadline.next_stage");
        case DeadlineKind::follow_up: return words.say("deadline.follow_up");
        case DeadlineKind::county_task: return words.say("deadline.county_task");
        case DeadlineKind::referral: return words.say("deadline.referral");
        case DeadlineKind::hardship_plan: return words.say("deadline.hardship_plan");
    }
    return {};
}

void fill_deadlines(LineListState& state, std::span<const Deadline> deadlines, WallTime now, const NameHousehold& name,
                    const Vocabulary& words) {
    state.title = words.say("deadlines.title");
    state.subtitle = words.say("deadlines.subtitle");
    state.empty = words.say("deadlines.empty");
    const Date today = beijing_date(now);
    std::map<DeadlineGroup, std::vector<ListedLine>> groups;
    for (const Deadline& deadline : deadlines) {
        const DeadlineGroup group = group_of(deadline, today);
        groups[group].push_back(line_of(deadline, group, now, name, words));
    }
    state.groups.clear();
    for (auto& [group, lines] : groups) {
        state.groups.push_back({title_of(group, words), std::move(lines)});
    }
}

RecordSection deadline_section(std::span<const Deadline> deadlines, WallTime now, const Vocabulary& words) {
    RecordSection section{.title = words.say("deadlines.title"), .values = {}};
    const Date today = beijing_date(now);
    for (const Deadline& deadline : deadlines) {
        const DeadlineGroup group = group_of(deadline, today);
        const auto chip = chip_of(deadline, group, now, words);
        const std::string day = deadline.day ? date_words(*deadline.day, words) : title_of(group, words);
        section.values.push_back({.label = deadline_words(deadline.kind, words),
                                  .value = words.facts({day, chip ? chip->text : std::string{},
                                                        deadline.rule ? clause_of(*deadline.rule) : std::string{}}),
                                  .provenance = {}});
    }
    return section;
}

void fill_unreached(LineListState& state, const casework::SweepCoverage& coverage, const NameHousehold& name,
                    const Vocabulary& words) {
    state.title = words.say("sweep.title");
    state.subtitle =
        words.say("sweep.subtitle",
                  {{"households", static_cast<std::int64_t>(coverage.all.households)},
                   {"met", static_cast<std::int64_t>(coverage.all.households_met)},
                   {"missing", static_cast<std::int64_t>(coverage.all.residents - coverage.all.residents_met)}});
    state.empty = words.say("sweep.empty");
    std::map<SweepState, std::vector<ListedLine>> groups;
    for (const SweepHousehold& household : coverage.open) {
        groups[household.state].push_back(line_of(household, name, words));
    }
    state.groups.clear();
    for (const SweepState kind : {SweepState::not_visited, SweepState::nobody_home, SweepState::met}) {
        if (auto& lines = groups[kind]; !lines.empty()) {
            const auto count = static_cast<std::int64_t>(lines.size());
            state.groups.push_back(
                {words.facts({title_of(kind, words), words.say("plan.households", {{"count", count}})}),
                 std::move(lines)});
        }
    }
    const bool is_stated = std::ranges::any_of(
        coverage.rule, [](const policy::Outcome& outcome) { return outcome.status != policy::Status::not_stated; });
    state.remark = is_stated ? std::string{} : words.say("sweep.not_stated");
}

std::vector<EntityId> named_unreached(const casework::SweepCoverage& coverage) {
    std::vector<EntityId> named;
    for (const SweepHousehold& household : coverage.open) {
        named.push_back(household.household);
        named.insert(named.end(), named_of(household).begin(), named_of(household).end());
    }
    return named;
}

void fill_standards(LineListState& state, std::span<const casework::StandardLine> standards, const Vocabulary& words) {
    state.title = words.say("standards.title");
    state.subtitle = words.say("standards.subtitle");
    state.empty = words.say("standards.empty");
    state.groups.clear();
    if (standards.empty()) {
        return;
    }
    ListedGroup group;
    for (const casework::StandardLine& standard : standards) {
        group.lines.push_back(line_of(standard, words));
    }
    state.groups.push_back(std::move(group));
    state.remark = words.say("standards.remark");
}

}  // namespace daohu::model
