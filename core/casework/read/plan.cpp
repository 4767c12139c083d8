// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/plan.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/read/plan_rows.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace daohu::casework {

namespace {

using registry::ListRow;

constexpr policy::ParameterId kEmergencyHours{19};
constexpr std::size_t kPortion = 512;

std::string text_in(const entry::Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string{} : *text;
}

std::optional<EntityId> reference_in(const entry::Value& value) {
    const auto id = entry::referenced_entity(value);
    return id ? std::optional{*id} : std::nullopt;
}

WallTime moment_in(const entry::Value& value) {
    const auto* millis = std::get_if<std::int64_t>(&value);
    return WallTime{std::chrono::milliseconds{millis == nullptr ? 0 : *millis}};
}

std::optional<std::chrono::hours> legal_hours(const policy::Pack& pack) {
    const auto* hours = std::get_if<std::int64_t>(&pack.parameter(kEmergencyHours).value);
    return hours == nullptr ? std::nullopt : std::optional{std::chrono::hours{*hours}};
}

// What presses within a rank: the moment by which, or since when.
std::int64_t pressing(const PlanItem& item) {
    if (item.deadline) {
        return item.deadline->time_since_epoch().count();
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

    // The most pressing first; only so many.
    [[nodiscard]] std::vector<PlanStop> take(std::size_t limit) {
        std::vector<PlanStop> stops;
        stops.reserve(m_stops.size());
        for (auto& [key, stop] : m_stops) {
            std::ranges::stable_sort(stop.items, {}, urgency_of);
            stops.push_back(std::move(stop));
        }
        std::ranges::stable_sort(stops, {}, [](const PlanStop& stop) { return urgency_of(stop.items.front()); });
        stops.resize(std::min(stops.size(), limit));
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
    return has_clock ? PlanRank::legal_clock : PlanRank::due;
}

PlanItem item_of_case(const ListRow& row, const std::optional<std::chrono::hours>& hours) {
    const std::int64_t urgency = std::get<std::int64_t>(row.position.keys[0]);
    const bool was_helped = !text_in(row.columns[OpenCaseProjector::first_aid_given_at]).empty();
    PlanItem item;
    item.matter = PlanMatter::discovery;
    item.rank = rank_of_case(urgency, was_helped, hours.has_value());
    item.subject = row.entity;
    item.discovered_at = moment_in(row.columns[OpenCaseProjector::discovered_at]);
    if (hours && !was_helped && urgency <= OpenCaseProjector::kWithinADay) {
        item.deadline = *item.discovered_at + *hours;
    }
    return item;
}

// Every row of a list, a portion at a time.
template <class Visit>
Result<void> walk(const ReadContext& context, std::string_view projector, Visit visit) {
    registry::ListQuery query{.projector = std::string{projector}, .first_key = {}, .after = {}, .limit = kPortion};
    for (;;) {
        const std::vector<ListRow> rows = TRY(context.registry.list(query));
        for (const ListRow& row : rows) {
            visit(row);
        }
        if (rows.size() < kPortion) {
            return {};
        }
        query.after = rows.back().position;
    }
}

Result<void> add_cases(const ReadContext& context, const policy::Pack& pack, Stops& stops) {
    const auto hours = legal_hours(pack);
    return walk(context, OpenCaseProjector::kName, [&](const ListRow& row) {
        stops.add(reference_in(row.columns[OpenCaseProjector::household]),
                  reference_in(row.columns[OpenCaseProjector::person]), {}, item_of_case(row, hours));
    });
}

Result<void> add_tasks(const ReadContext& context, Stops& stops) {
    return walk(context, OpenTaskProjector::kName, [&](const ListRow& row) {
        PlanItem item;
        item.matter = PlanMatter::task;
        item.rank = PlanRank::county_task;
        item.subject = row.entity;
        if (const auto day = Date::parse(text_in(row.columns[OpenTaskProjector::due]))) {
            item.day = *day;
        }
        stops.add(reference_in(row.columns[OpenTaskProjector::household]),
                  reference_in(row.columns[OpenTaskProjector::person]),
                  text_in(row.columns[OpenTaskProjector::person_name]), std::move(item));
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
                                                                 .limit = kPortion}));
    std::vector<DutyToday> duties;
    for (const ListRow& row : rows) {
        const WallTime until = moment_in(row.columns[DutyProjector::until]);
        duties.push_back({.duty = row.entity,
                          .point = reference_in(row.columns[DutyProjector::point]),
                          .worker = reference_in(row.columns[DutyProjector::worker]),
                          .from = moment_in(row.columns[DutyProjector::from]),
                          .until = until == WallTime{} ? std::nullopt : std::optional{until}});
    }
    return duties;
}

// Families of one group together, where nothing else tells their stops apart.
void gather_groups(std::vector<PlanStop>& stops) {
    std::ranges::stable_sort(stops, [](const PlanStop& a, const PlanStop& b) {
        const auto by_urgency = urgency_of(a.items.front()) <=> urgency_of(b.items.front());
        return by_urgency != 0 ? by_urgency < 0 : a.village_group < b.village_group;
    });
}

}  // namespace

Result<PlanOfDay> plan_of_day(const ReadContext& context, const PlanQuestion& question) {
    const Date today = beijing_date(question.now);
    const policy::Pack* pack = TRY(context.rules.on(today));
    Stops stops;
    TRY(add_cases(context, *pack, stops));
    TRY(add_tasks(context, stops));
    TRY(add_due_days(context, question, stops));
    PlanOfDay plan;
    plan.now = question.now;
    plan.stop_count = stops.size();
    plan.stops = stops.take(question.limit);
    for (PlanStop& stop : plan.stops) {
        TRY(add_names(context, stop));
    }
    gather_groups(plan.stops);
    plan.duties = TRY(duties_on(context, today));
    const journal::Contact contact = TRY(context.marks.contact());
    plan.data_as_of = contact.last_success;
    return plan;
}

}  // namespace daohu::casework
