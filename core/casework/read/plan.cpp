// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/plan.hpp"

#include "core/base/beijing_time.hpp"
#include "core/base/counting_key.hpp"
#include "core/casework/read/plan_rows.hpp"
#include "core/casework/read/rows.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace daohu::casework {

namespace {

using registry::ListRow;

constexpr std::size_t kMaxDuties = 512;

// What presses within a rank: how much is left of a clock, else the moment by which, or since when.
std::int64_t pressing(const PlanItem& item) {
    if (item.clock) {
        return item.clock->left.count();
    }
    if (item.day) {
        return start_of_beijing_day(*item.day).time_since_epoch().count();
    }
    return item.discovered_at ? item.discovered_at->time_since_epoch().count()
                              : std::numeric_limits<std::int64_t>::max();
}

std::pair<PlanRank, std::int64_t> urgency_of(const PlanItem& item) { return {item.rank, pressing(item)}; }

// Stops while they are collected: by household, else by person, else each task for itself.
class Stops {
public:
    void add(std::optional<EntityId> household, std::optional<EntityId> person, std::string name, PlanItem item) {
        const EntityId key = household ? *household : person ? *person : item.subject;
        PlanStop& stop = m_stops[key];
        stop.household = household;
        stop.person = person ? person : stop.person;
        stop.name = stop.name.empty() ? std::move(name) : stop.name;
        stop.items.push_back(std::move(item));
    }

    // Each with the most pressing of its items first.
    [[nodiscard]] std::vector<PlanStop> take() {
        std::vector<PlanStop> stops;
        stops.reserve(m_stops.size());
        for (auto& [key, stop] : m_stops) {
            std::ranges::stable_sort(stop.items, {}, urgency_of);
            stops.push_back(std::move(stop));
        }
        return stops;
    }

    [[nodiscard]] std::size_t size() const { return m_stops.size(); }

private:
    std::map<EntityId, PlanStop> m_stops;
};

PlanRank rank_of_case(std::int64_t urgency, bool was_helped, bool has_clock) {
    if (was_helped || urgency > OpenCaseProjector::kWithinADay) {
        return PlanRank::due;
    }
    if (urgency == OpenCaseProjector::kLifeDanger) {
        return PlanRank::danger_to_life;
    }
    return has_clock ? PlanRank::legal_clock : PlanRank::within_a_day;
}

Result<PlanItem> item_of_case(const ReadContext& context, const ListRow& row, const PlanQuestion& question) {
    const std::int64_t urgency = std::get<std::int64_t>(row.position.keys[0]);
    const bool was_helped = !text_in(row.columns[OpenCaseProjector::first_aid_given_at]).empty();
    PlanItem item;
    item.matter = PlanMatter::discovery;
    item.subject = row.entity;
    item.discovered_at = moment_in(row.columns[OpenCaseProjector::discovered_at]);
    if (item.discovered_at && !was_helped && urgency <= OpenCaseProjector::kWithinADay) {
        const auto clock = TRY(listed_clock(context, {row.entity, *item.discovered_at}, question.now, question.clocks));
        item.clock = clock ? clock->duty : std::nullopt;
    }
    item.rank = rank_of_case(urgency, was_helped, item.clock.has_value());
    return item;
}

Result<void> add_cases(const ReadContext& context, const PlanQuestion& question, Stops& stops) {
    std::vector<ListRow> rows;
    TRY(walk_rows(context.registry, OpenCaseProjector::kName, {}, [&rows](const ListRow& row) {
        rows.push_back(row);
        return Walk::on;
    }));
    for (const ListRow& row : rows) {
        PlanItem item = TRY(item_of_case(context, row, question));
        stops.add(reference_in(row.columns[OpenCaseProjector::household]),
                  reference_in(row.columns[OpenCaseProjector::person]), {}, std::move(item));
    }
    return {};
}

Result<void> add_tasks(const ReadContext& context, Stops& stops) {
    return walk_rows(context.registry, OpenTaskProjector::kName, {}, [&](const ListRow& row) {
        PlanItem item;
        item.matter = PlanMatter::task;
        item.rank = PlanRank::county_task;
        item.subject = row.entity;
        item.day = day_in(row.columns[OpenTaskProjector::due]);
        stops.add(reference_in(row.columns[OpenTaskProjector::household]),
                  reference_in(row.columns[OpenTaskProjector::person]),
                  std::string{text_in(row.columns[OpenTaskProjector::person_name])}, std::move(item));
        return Walk::on;
    });
}

Result<void> add_due_days(const ReadContext& context, const PlanQuestion& question, Stops& stops) {
    std::vector<DueLine> lines =
        TRY(due_lines(context, {.today = beijing_date(question.now), .days_ahead = question.days_ahead}));
    for (DueLine& line : lines) {
        PlanItem item;
        item.rank = line.state == DueState::overdue ? PlanRank::overdue_review : PlanRank::due;
        item.subject = line.household;
        item.day = line.day;
        item.programme = line.programme;
        const EntityId household = line.household;
        const auto person = line.person;
        item.due = std::move(line);
        stops.add(household, person, {}, std::move(item));
    }
    return {};
}

// Names are looked up for those who are shown, not for all.
Result<void> add_names(const ReadContext& context, PlanStop& stop) {
    std::optional<EntityId> named = stop.person;
    if (stop.household) {
        if (const auto household = TRY(context.registry.find(*stop.household))) {
            stop.village_group = household->text("village_group").value_or("");
            const auto head = household->reference("head");
            named = head ? head : named;
        }
    }
    if (!named) {
        return {};
    }
    if (const auto person = TRY(context.registry.find(*named))) {
        if (const auto name = person->text("full_name")) {
            stop.name = std::string{*name};
        }
    }
    return {};
}

Result<std::vector<DutyToday>> duties_on(const ReadContext& context, Date today) {
    const std::vector<ListRow> rows = TRY(context.registry.list({.projector = std::string{DutyProjector::kName},
                                                                 .first_key = registry::RowKey{today.to_string()},
                                                                 .after = {},
                                                                 .limit = kMaxDuties}));
    std::vector<DutyToday> duties;
    duties.reserve(rows.size());
    for (const ListRow& row : rows) {
        duties.push_back({.duty = row.entity,
                          .point = reference_in(row.columns[DutyProjector::point]),
                          .worker = reference_in(row.columns[DutyProjector::worker]),
                          .from = moment_in(row.columns[DutyProjector::from]).value_or(WallTime{}),
                          .until = moment_in(row.columns[DutyProjector::until])});
    }
    return duties;
}

constexpr std::int64_t kFarAway = std::numeric_limits<std::int64_t>::max();

// What is nearest comes first among what merely falls due, where it is known where we are; elsewhere the way is the
// last thing that counts.
std::tuple<PlanRank, std::int64_t, std::int64_t> order_of(const PlanStop& stop, bool is_place_known) {
    const auto [rank, pressing_at] = urgency_of(stop.items.front());
    const std::int64_t metres = stop.metres.value_or(kFarAway);
    return rank == PlanRank::due && is_place_known ? std::tuple{rank, metres, pressing_at}
                                                   : std::tuple{rank, pressing_at, metres};
}

// As far as visits say where a family lives.
Result<void> add_distances(const ReadContext& context, const GeoPoint& here, std::vector<PlanStop>& stops) {
    for (PlanStop& stop : stops) {
        const auto home = stop.household ? TRY(place_of(context, *stop.household)) : std::optional<GeoPoint>{};
        stop.metres = home ? std::optional{metres_between(here, *home)} : std::nullopt;
    }
    return {};
}

// The most pressing, only so many; families of one group together, where nothing else tells their stops apart.
Result<std::vector<PlanStop>> chosen(const ReadContext& context, const PlanQuestion& question,
                                     std::vector<PlanStop> stops) {
    const bool is_place_known = question.here.has_value();
    if (is_place_known) {
        TRY(add_distances(context, *question.here, stops));
    }
    const auto order = [&](const PlanStop& stop) { return order_of(stop, is_place_known); };
    std::ranges::stable_sort(stops, {}, order);
    stops.resize(std::min(stops.size(), question.limit));
    for (PlanStop& stop : stops) {
        TRY(add_names(context, stop));
    }
    std::ranges::stable_sort(stops, [&](const PlanStop& a, const PlanStop& b) {
        const auto by_order = order(a) <=> order(b);
        return by_order != 0 ? by_order < 0 : counting_key(a.village_group) < counting_key(b.village_group);
    });
    return stops;
}

}  // namespace

Result<PlanOfDay> plan_of_day(const ReadContext& context, const PlanQuestion& question) {
    const Date today = beijing_date(question.now);
    TRY(context.rules.on(today));
    Stops stops;
    TRY(add_cases(context, question, stops));
    TRY(add_tasks(context, stops));
    TRY(add_due_days(context, question, stops));
    PlanOfDay plan;
    plan.now = question.now;
    plan.stop_count = stops.size();
    plan.stops = TRY(chosen(context, question, stops.take()));
    plan.duties = TRY(duties_on(context, today));
    const journal::Contact contact = TRY(context.marks.contact());
    plan.data_as_of = contact.last_success;
    return plan;
}

}  // namespace daohu::casework
