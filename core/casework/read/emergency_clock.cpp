// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/emergency_clock.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/facts/event_facts.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/policy/rules.hpp"

namespace daohu::casework {

namespace {

using registry::Entity;

constexpr std::string_view kRule = "emergency_clock";
constexpr std::string_view kDiscoveredAt = "discovered_at";
constexpr std::string_view kHelpedAt = "first_aid_given_at";

std::optional<WallTime> moment_of(const Entity& entity, std::string_view property) {
    const policy::Known<WallTime> moment = moment_fact(entity, property);
    return moment.is_answered() ? std::optional{*moment.find()} : std::nullopt;
}

std::optional<entry::EntryId> entry_behind(const Entity& entity, std::string_view property) {
    const registry::Register* known = entity.find(property);
    return known == nullptr ? std::nullopt : std::optional{known->siblings.front().by.entry};
}

Elapsed by_wall(WallTime from, WallTime to) {
    return {.wall = to - from, .at_least = {}, .clocks_disagree = to < from};
}

// Of a case that this tablet wrote, by both of its clocks; of anybody else's only by what the wall clocks say.
Result<Elapsed> elapsed(const ReadContext& context, const Entity& the_case, WallTime discovered_at,
                        const std::optional<WallTime>& helped_at, const ClockReading& now) {
    Elapsed shown = by_wall(discovered_at, helped_at.value_or(now.wall));
    const auto found_in = entry_behind(the_case, kDiscoveredAt);
    const auto helped_in = helped_at ? entry_behind(the_case, kHelpedAt) : std::nullopt;
    if (!found_in) {
        return shown;
    }
    auto readings = readings_since(context.journal, *found_in, helped_in);
    if (!readings) {
        return readings.error().code == ErrorCode::not_found ? Result<Elapsed>{shown}
                                                             : Result<Elapsed>{fail(readings.error())};
    }
    const bool ends_here = helped_in ? helped_in->device == found_in->device : found_in->device == context.own;
    if (!ends_here || readings->empty()) {
        shown.clocks_disagree |= !clock_changes(*readings).empty();
        return shown;
    }
    if (!helped_in) {
        readings->push_back(now);
    }
    return elapsed_since(discovered_at, *readings);
}

std::optional<policy::Outcome> rule_of(const ReadContext& context, const policy::Pack& pack, policy::Facts facts,
                                       Date on) {
    policy::Outcomes outcomes;
    if (const policy::Rule* rule = policy::find_rule(kRule)) {
        rule->evaluate(policy::Question{pack, context.rules.standards, facts, on}, outcomes);
    }
    return outcomes.empty() ? std::nullopt : std::optional{std::move(outcomes.front())};
}

}  // namespace

Result<EmergencyClock> emergency_clock(const ReadContext& context, const Entity& the_case, const ClockReading& now) {
    const auto discovered_at = moment_of(the_case, kDiscoveredAt);
    if (the_case.dataset != "case" || !discovered_at) {
        return fail(ErrorCode::not_found, the_case.id.to_string());
    }
    const Date day = beijing_date(*discovered_at);
    const policy::Pack* pack = TRY(context.rules.on(day));
    policy::Facts facts;
    facts.discovery = discovery_facts(the_case);
    EmergencyClock clock{.discovered_at = *discovered_at,
                         .helped_at = moment_of(the_case, kHelpedAt),
                         .elapsed = {},
                         .duty = {},
                         .rule = {}};
    clock.elapsed = TRY(elapsed(context, the_case, *discovered_at, clock.helped_at, now));
    if (auto rule = rule_of(context, *pack, std::move(facts), day)) {
        clock.rule = std::move(*rule);
        clock.duty = duty_clock(clock.rule, *discovered_at, clock.elapsed, clock.helped_at ? Given::yes : Given::no);
    }
    return clock;
}

Result<std::optional<EmergencyClock>> listed_clock(const ReadContext& context, const ListedCase& the_case, WallTime now,
                                                   const std::optional<ClockReading>& clocks) {
    const Date day = beijing_date(the_case.discovered_at);
    const auto pack = context.rules.on(day);
    policy::Facts facts;
    facts.discovery.discovered_at = the_case.discovered_at;
    auto rule = pack ? rule_of(context, **pack, std::move(facts), day) : std::nullopt;
    if (!rule || !std::holds_alternative<WallTime>(rule->figure)) {
        return std::optional<EmergencyClock>{};
    }
    EmergencyClock clock{.discovered_at = the_case.discovered_at,
                         .helped_at = {},
                         .elapsed = by_wall(the_case.discovered_at, now),
                         .duty = {},
                         .rule = std::move(*rule)};
    const bool is_recent = clock.elapsed.wall < kListedClockDays;
    const auto known = clocks && is_recent ? TRY(context.registry.find(the_case.id)) : std::optional<Entity>{};
    if (known) {
        clock.elapsed = TRY(elapsed(context, *known, the_case.discovered_at, {}, *clocks));
    }
    clock.duty = duty_clock(clock.rule, the_case.discovered_at, clock.elapsed, Given::no);
    if (clock.duty) {
        clock.rule.status = clock.duty->status;
    }
    return std::optional{std::move(clock)};
}

}  // namespace daohu::casework
