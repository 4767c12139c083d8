// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/deadlines.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/casework/read/emergency_clock.hpp"
#include "core/casework/read/plan_rows.hpp"
#include "core/casework/read/rows.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>
#include <array>

namespace daohu::casework {

namespace {

using registry::Entity;
using registry::ListRow;

// After every day there is.
constexpr std::string_view kNoDay = "9999-12-31";

struct KindWord {
    DeadlineKind kind;
    std::string_view word;  // in the rows; of a follow-up its code
};
constexpr std::array kKindWords{
    KindWord{DeadlineKind::papers, "papers_later"},        KindWord{DeadlineKind::inform_later, "inform_later"},
    KindWord{DeadlineKind::next_stage, "next_stage"},      KindWord{DeadlineKind::referral, "referral"},
    KindWord{DeadlineKind::hardship_plan, "dossier_item"},
};

DeadlineKind kind_of(std::string_view word) {
    const auto* const found = std::ranges::find(kKindWords, word, &KindWord::word);
    return found == kKindWords.end() ? DeadlineKind::follow_up : found->kind;
}

// The word of what is still to be done; empty where it is done, or is nothing of the kind.
std::string_view pending_word(const Entity& entity) {
    const bool is_done = !entity.text("done_on").value_or("").empty();
    if (entity.dataset == "follow_up") {
        return is_done ? std::string_view{} : entity.text("kind").value_or("other");
    }
    if (entity.dataset == "referral") {
        return entity.text("state") == "told_family" ? std::string_view{} : entity.dataset;
    }
    const auto state = entity.text("state");
    const bool is_open_item = entity.dataset == "dossier_item" && state != "done" && state != "dropped";
    return is_open_item ? entity.dataset : std::string_view{};
}

DueState state_of(const std::optional<Date>& day, Date today) {
    return !day ? DueState::unknown : *day < today ? DueState::overdue : DueState::due;
}

std::optional<policy::Outcome> evaluate(const ReadContext& context, const policy::Pack& pack, std::string_view rule_id,
                                        const policy::Facts& facts, Date on) {
    policy::Outcomes outcomes;
    if (const policy::Rule* rule = policy::find_rule(rule_id)) {
        rule->evaluate(policy::Question{pack, context.rules.standards, facts, on}, outcomes);
    }
    return outcomes.empty() ? std::nullopt : std::optional{std::move(outcomes.front())};
}

Deadline clock_line(EntityId the_case, const DutyClock& duty, const policy::Outcome& rule) {
    Deadline line;
    line.kind = DeadlineKind::first_aid;
    line.record = the_case;
    line.moment = duty.deadline;
    line.left = duty.left;
    line.day = beijing_date(duty.deadline);
    line.state = duty.state == DutyState::late ? DueState::overdue : DueState::due;
    line.rule = rule;
    return line;
}

// Discoveries of the first two urgencies without first aid; only where the document counts hours.
Result<void> add_clocks(const ReadContext& context, const DeadlineQuestion& question, std::vector<Deadline>& lines) {
    std::vector<ListRow> rows;
    TRY(walk_rows(context.registry, OpenCaseProjector::kName, {}, [&](const ListRow& row) {
        const bool is_urgent = std::get<std::int64_t>(row.position.keys[0]) <= OpenCaseProjector::kWithinADay;
        if (is_urgent && text_in(row.columns[OpenCaseProjector::first_aid_given_at]).empty()) {
            rows.push_back(row);
        }
        return is_urgent ? Walk::on : Walk::stop;
    }));
    for (const ListRow& row : rows) {
        const auto discovered = moment_in(row.columns[OpenCaseProjector::discovered_at]);
        if (!discovered) {
            continue;
        }
        const auto clock = TRY(listed_clock(context, {row.entity, *discovered}, question.now, question.clocks));
        if (!clock || !clock->duty) {
            continue;
        }
        Deadline line = clock_line(row.entity, *clock->duty, clock->rule);
        line.household = reference_in(row.columns[OpenCaseProjector::household]);
        line.person = reference_in(row.columns[OpenCaseProjector::person]);
        lines.push_back(std::move(line));
    }
    return {};
}

bool is_in_sight(const Deadline& line, Date today, std::int64_t days_ahead) {
    return !line.day || days_between(today, *line.day) <= days_ahead;
}

Result<void> add_tasks(const ReadContext& context, const DeadlineQuestion& question, std::vector<Deadline>& lines) {
    const Date today = beijing_date(question.now);
    return walk_rows(context.registry, OpenTaskProjector::kName, {}, [&](const ListRow& row) {
        Deadline line;
        line.kind = DeadlineKind::county_task;
        line.record = row.entity;
        line.household = reference_in(row.columns[OpenTaskProjector::household]);
        line.person = reference_in(row.columns[OpenTaskProjector::person]);
        line.day = day_in(row.columns[OpenTaskProjector::due]);
        line.state = state_of(line.day, today);
        if (is_in_sight(line, today, question.days_ahead)) {
            lines.push_back(std::move(line));
        }
        return Walk::on;
    });
}

Result<bool> is_of_secret(const ReadContext& context, const ListRow& row) {
    const auto case_id = reference_in(row.columns[PlannedProjector::the_case]);
    const auto the_case = case_id ? TRY(context.registry.find(*case_id)) : std::optional<Entity>{};
    return the_case && is_secret(*the_case);
}

std::optional<policy::Outcome> papers_rule(const ReadContext& context, const policy::Pack& pack, Date today) {
    policy::Facts one_aid;
    one_aid.first_aid.emplace_back().papers_complete = policy::YesNo::no;
    return evaluate(context, pack, "supplement_papers", one_aid, today);
}

// A row of PlannedProjector, stored or not.
Deadline planned(EntityId record, const registry::RowKey& day_key, const std::vector<entry::Value>& columns,
                 Date today) {
    Deadline line;
    line.kind = kind_of(text_in(columns[PlannedProjector::kind]));
    line.record = record;
    line.household = reference_in(columns[PlannedProjector::household]);
    line.person = reference_in(columns[PlannedProjector::person]);
    const std::string_view day = text_of(day_key);
    line.day = day == kNoDay ? std::nullopt : day_in(std::string{day});
    line.state = state_of(line.day, today);
    return line;
}

Result<void> add_planned(const ReadContext& context, const policy::Pack& pack, const DeadlineQuestion& question,
                         std::vector<Deadline>& lines) {
    const Date today = beijing_date(question.now);
    std::vector<ListRow> rows;
    TRY(walk_rows(context.registry, PlannedProjector::kName, {}, [&](const ListRow& row) {
        rows.push_back(row);
        return Walk::on;
    }));
    for (const ListRow& row : rows) {
        Deadline line = planned(row.entity, row.position.keys[0], row.columns, today);
        const bool is_secret_one = TRY(is_of_secret(context, row));
        if (is_secret_one || !is_in_sight(line, today, question.days_ahead)) {
            continue;
        }
        if (line.kind == DeadlineKind::papers) {
            line.rule = papers_rule(context, pack, today);
        }
        lines.push_back(std::move(line));
    }
    return {};
}

// The clock of a discovery without first aid.
Result<void> add_clock(const ReadContext& context, const Entity& the_case, const ClockReading& now,
                       std::vector<Deadline>& lines) {
    auto clock = emergency_clock(context, the_case, now);
    if (!clock) {
        const bool is_none =
            clock.error().code == ErrorCode::not_found || clock.error().code == ErrorCode::policy_pack_missing;
        return is_none ? Result<void>{} : fail(clock.error());
    }
    if (clock->helped_at || !clock->duty) {
        return {};
    }
    clock->rule.status = clock->duty->status;
    Deadline line = clock_line(the_case.id, *clock->duty, clock->rule);
    line.household = the_case.reference("household");
    line.person = the_case.reference("person");
    lines.push_back(std::move(line));
    return {};
}

// Clocks first, then the earliest day, then what has none.
void sort(std::vector<Deadline>& lines) {
    std::ranges::stable_sort(lines, {}, [](const Deadline& line) {
        const bool is_clock = line.moment.has_value();
        return std::tuple{!is_clock, !line.day.has_value(), line.left.value_or(std::chrono::milliseconds{}),
                          line.day ? line.day->days() : std::chrono::sys_days{}};
    });
}

}  // namespace

std::optional<registry::ProjectedRow> PlannedProjector::project(const Entity& entity) const {
    const std::string_view word = pending_word(entity);
    if (word.empty() || entity.status != registry::EntityStatus::open) {
        return std::nullopt;
    }
    const std::string_view day = entity.text("due").value_or("");
    registry::ProjectedRow row{{std::string{day.empty() ? kNoDay : day}, std::string{word}, entity.id.to_string()}, {}};
    row.columns.resize(column_count);
    row.columns[kind] = std::string{word};
    row.columns[household] = shown_value(entity, "household");
    row.columns[person] = shown_value(entity, "person");
    row.columns[the_case] = shown_value(entity, "case");
    return row;
}

Result<std::vector<Deadline>> deadlines(const ReadContext& context, const DeadlineQuestion& question) {
    const policy::Pack* pack = TRY(context.rules.on(beijing_date(question.now)));
    std::vector<Deadline> lines;
    TRY(add_clocks(context, question, lines));
    TRY(add_tasks(context, question, lines));
    TRY(add_planned(context, *pack, question, lines));
    sort(lines);
    return lines;
}

Result<std::vector<Deadline>> deadlines_of(const ReadContext& context, const Entity& record,
                                           std::span<const Entity> parts, const ClockReading& now) {
    const Date today = beijing_date(now.wall);
    const auto pack = context.rules.on(today);
    std::vector<Deadline> lines;
    TRY(add_clock(context, record, now, lines));
    const auto add = [&](const Entity& entity) {
        const auto row = PlannedProjector{}.project(entity);
        if (!row) {
            return;
        }
        Deadline line = planned(entity.id, row->keys[0], row->columns, today);
        if (line.kind == DeadlineKind::papers && pack) {
            line.rule = papers_rule(context, **pack, today);
        }
        lines.push_back(std::move(line));
    };
    add(record);
    std::ranges::for_each(parts, add);
    sort(lines);
    return lines;
}

}  // namespace daohu::casework
