// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/labour.hpp"

#include "core/casework/facts/known_values.hpp"
#include "core/casework/facts/township_facts.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

using registry::Entity;

constexpr policy::ParameterId kInterval{121};
constexpr std::size_t kPortion = 256;

// The open entities of a dataset.
Result<std::vector<Entity>> all_of(const ReadContext& context, std::string_view dataset) {
    std::vector<Entity> found;
    std::optional<EntityId> after;
    for (std::size_t read = kPortion; read == kPortion;) {
        const std::vector<EntityId> ids = TRY(context.registry.entities(dataset, after, kPortion));
        for (const EntityId id : ids) {
            auto entity = TRY(context.registry.find(id));
            if (entity && entity->status == registry::EntityStatus::open) {
                found.push_back(std::move(*entity));
            }
        }
        read = ids.size();
        after = ids.empty() ? after : ids.back();
    }
    return found;
}

bool is_of(const Entity& entity, Date month) {
    const auto written = month_from(entity.text("month").value_or(""));
    return written && *written == month.first_of_month();
}

// "member[<id>]" is the person's.
std::optional<EntityId> person_in(std::string_view subject) {
    constexpr std::string_view kBefore = "member[";
    if (!subject.starts_with(kBefore) || !subject.ends_with(']')) {
        return std::nullopt;
    }
    const auto id = EntityId::parse(subject.substr(kBefore.size(), subject.size() - kBefore.size() - 1));
    return id ? std::optional{*id} : std::nullopt;
}

Result<LabourLine> line_of(const ReadContext& context, EntityId id, policy::Outcome rule) {
    LabourLine line;
    line.person = id;
    line.rule = std::move(rule);
    if (const auto person = TRY(context.registry.find(id))) {
        line.name = person->text("full_name").value_or("");
    }
    return line;
}

void count(LabourCount& counts, std::string_view duty) {
    counts.required += duty == "required" ? 1 : 0;
    counts.excluded += duty == "excluded" ? 1 : 0;
    counts.boundary += duty == "boundary" ? 1 : 0;
}

// Whoever is on the township's roll and whom no rule speaks of any more has a line of his own.
Result<void> take_roll(const ReadContext& context, Date month, LabourRoll& roll) {
    const std::vector<Entity> rows = TRY(all_of(context, "labour_roll"));
    for (const Entity& row : rows) {
        const auto person = row.reference("person");
        if (!person || !is_of(row, month)) {
            continue;
        }
        auto line = std::ranges::find(roll.lines, *person, &LabourLine::person);
        if (line == roll.lines.end()) {
            LabourLine own = TRY(line_of(context, *person, {}));
            line = roll.lines.insert(roll.lines.end(), std::move(own));
        }
        line->duty = row.text("required").value_or("");
        line->exclusion = row.text("exclusion").value_or("");
        line->reason = row.text("reason").value_or("");
        count(roll.rolled, line->duty);
    }
    return {};
}

Result<void> take_settlement(const ReadContext& context, Date month, std::string_view township, LabourRoll& roll) {
    const std::vector<Entity> months = TRY(all_of(context, "labour_month"));
    for (const Entity& known : months) {
        const bool is_meant = township.empty() || known.text("township") == township;
        if (!is_meant || !is_of(known, month)) {
            continue;
        }
        roll.age_range_document = known.text("age_range_document").value_or("");
        if (const policy::Known<WallTime> settled = moment_fact(known, "closed_at"); settled.is_answered()) {
            roll.settled_at = *settled.find();
        }
    }
    return {};
}

}  // namespace

bool has_public_labour(const CountyRules& rules, Date on) {
    const auto pack = rules.on(on);
    return pack && !std::holds_alternative<std::monostate>((*pack)->parameter(kInterval).value);
}

Result<LabourRoll> labour_roll(const ReadContext& context, Date month, std::string_view township) {
    const Date on = month.last_of_month();
    const policy::Pack* pack = TRY(context.rules.on(on));
    policy::Facts facts = TRY(labour_facts(context, on));
    LabourRoll roll;
    policy::Assessment assessment = policy::assess(*pack, context.rules.standards, std::move(facts), on);
    for (policy::Outcome& outcome : assessment.outcomes) {
        const auto person = person_in(outcome.subject);
        if (outcome.rule == "public_labour" && person) {
            LabourLine line = TRY(line_of(context, *person, std::move(outcome)));
            roll.lines.push_back(std::move(line));
        } else if (outcome.rule == "public_labour_roll") {
            roll.figures = std::move(outcome);
        }
    }
    TRY(take_roll(context, month, roll));
    TRY(take_settlement(context, month, township, roll));
    std::ranges::stable_sort(roll.lines, {}, &LabourLine::name);
    const std::vector<Entity> entries = TRY(all_of(context, "labour_entry"));
    roll.done = labour_month(entries, month, roll.settled_at);
    roll.closes_at = closing_of_month(month);
    return roll;
}

}  // namespace daohu::casework
