// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/households.hpp"

#include "core/base/beijing_time.hpp"
#include "core/base/partial_date.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/casework/read/links.hpp"
#include "core/casework/read/rows.hpp"
#include "core/casework/read/village_rows.hpp"

#include <algorithm>
#include <memory>

namespace daohu::casework {

namespace {

using registry::ListRow;

constexpr std::size_t kKeysRead = 4'096;   // at once, where only keys are read
constexpr std::size_t kMaxSearched = 200;  // hits that are looked at for one search
constexpr std::size_t kHitsAtOnce = 8;
constexpr std::size_t kVisitsAtOnce = 4;  // the newest with somebody at home is among the first

bool is_running(const ListRow& aid, Date today) {
    const auto from = PartialDate::parse(text_in(aid.columns[RecurringAidProjector::from]));
    const auto until = PartialDate::parse(text_in(aid.columns[RecurringAidProjector::until]));
    return (!from || from->earliest() <= today) && (!until || until->latest() >= today);
}

// What is known of a family from the rows that belong to it.
Result<void> add_residents(const ReadContext& context, const std::string& household, HouseholdLine& line) {
    return walk_rows(context.registry, ResidentProjector::kName, registry::RowKey{household}, [&](const ListRow& row) {
        const std::string_view name = text_in(row.columns[ResidentProjector::full_name]);
        const bool is_head = text_in(row.columns[ResidentProjector::relation]) == "0";
        if (line.head_name.empty() || is_head) {
            line.head_name = std::string{name};
        }
        ++line.residents;
        return Walk::on;
    });
}

Result<void> add_programmes(const ReadContext& context, const std::string& household, Date today, HouseholdLine& line) {
    return walk_rows(context.registry, RecurringAidProjector::kName, registry::RowKey{household},
                     [&](const ListRow& row) {
                         std::string programme{text_in(row.columns[RecurringAidProjector::programme])};
                         const bool is_listed = std::ranges::find(line.programmes, programme) != line.programmes.end();
                         if (!is_listed && !programme.empty() && is_running(row, today)) {
                             line.programmes.push_back(std::move(programme));
                         }
                         return Walk::on;
                     });
}

Result<void> add_last_visit(const ReadContext& context, const std::string& household, HouseholdLine& line) {
    const auto take = [&line](const ListRow& row) {
        const auto began = moment_in(row.columns[VisitProjector::started_at]);
        if (!began || std::get<bool>(row.columns[VisitProjector::nobody_home])) {
            return Walk::on;
        }
        const Date day = beijing_date(*began);
        line.last_visit = line.last_visit ? std::max(*line.last_visit, day) : day;
        return Walk::stop;
    };
    return walk_rows(context.registry, VisitProjector::kName, registry::RowKey{household}, take, kVisitsAtOnce);
}

Result<void> add_rest(const ReadContext& context, const std::vector<EntityId>& ids, Date today, HouseholdLine& line) {
    for (const EntityId& id : ids) {
        const std::string key = id.to_string();
        TRY(add_residents(context, key, line));
        TRY(add_programmes(context, key, today, line));
        TRY(add_last_visit(context, key, line));
    }
    return {};
}

Result<HouseholdLine> line_from(const ReadContext& context, const ListRow& row, Date today) {
    HouseholdLine line;
    line.id = row.entity;
    line.village_group = std::string{text_in(row.columns[HouseholdProjector::village_group])};
    line.division = std::string{text_in(row.columns[HouseholdProjector::division])};
    line.dossier_no = std::string{text_in(row.columns[HouseholdProjector::dossier_no])};
    line.is_conflicted = std::get<bool>(row.columns[HouseholdProjector::is_conflicted]);
    std::vector<EntityId> ids = references_listed_in(row.columns[HouseholdProjector::aliases]);
    if (ids.empty()) {
        ids.push_back(row.entity);
    }
    TRY(add_rest(context, ids, today, line));
    return line;
}

Result<HouseholdLine> line_of(const ReadContext& context, const registry::Entity& household, Date today) {
    HouseholdLine line;
    line.id = household.id;
    line.village_group = std::string{household.text("village_group").value_or("")};
    line.division = std::string{household.text("division_residence").value_or("")};
    line.dossier_no = std::string{household.text("dossier_no").value_or("")};
    line.is_conflicted = !household.conflicts().empty();
    TRY(add_rest(context, household.members, today, line));
    return line;
}

// Somebody without a family about whom there is a secret case is known by it alone.
Result<bool> is_known_by_secret(const ReadContext& context, const registry::Entity& person) {
    const std::vector<Linked> cases = TRY(linked_to(context.registry, PersonLinkProjector::kName, person.id, "case"));
    for (const Linked& linked : cases) {
        const auto found = TRY(context.registry.find(linked.entity));
        if (found && is_secret(*found)) {
            return true;
        }
    }
    return false;
}

class Finds {
public:
    Finds(const ReadContext& context, Date today, std::size_t limit)
        : m_context{context}, m_today{today}, m_limit{limit} {}

    [[nodiscard]] bool is_full() const { return m_found.size() >= m_limit; }
    [[nodiscard]] std::vector<FoundHousehold> take() { return std::move(m_found); }

    // A person, or a household found by its telephone; anything else that has a name (workers, tasks) is passed over.
    Result<void> add(EntityId id) {
        const auto entity = TRY(m_context.registry.find(id));
        if (!entity || entity->status != registry::EntityStatus::open) {
            return {};
        }
        if (entity->dataset == "household") {
            return add_household(*entity, nullptr);
        }
        if (entity->dataset != "person") {
            return {};
        }
        const auto home = entity->reference("lives_in");
        const auto household = home ? TRY(m_context.registry.find(*home)) : std::optional<registry::Entity>{};
        if (household) {
            return add_household(*household, &*entity);
        }
        const bool hidden = TRY(is_known_by_secret(m_context, *entity));
        if (!hidden) {
            m_found.push_back({{}, {entity->id}, name_of(*entity)});
        }
        return {};
    }

private:
    static std::string name_of(const registry::Entity& person) {
        return std::string{person.text("full_name").value_or("")};
    }

    Result<void> add_household(const registry::Entity& household, const registry::Entity* person) {
        const auto known = std::ranges::find_if(m_found, [&](const FoundHousehold& found) {
            return found.household && found.household->id == household.id;
        });
        if (known != m_found.end()) {
            if (person != nullptr) {
                known->persons.push_back(person->id);
            }
            return {};
        }
        FoundHousehold found;
        found.household = TRY(line_of(m_context, household, m_today));
        if (person != nullptr) {
            found.persons.push_back(person->id);
            found.person_name = name_of(*person);
        }
        m_found.push_back(std::move(found));
        return {};
    }

    ReadContext m_context;
    Date m_today;
    std::size_t m_limit;
    std::vector<FoundHousehold> m_found;
};

bool is_among(const std::vector<FoundHousehold>& found, EntityId person) {
    return std::ranges::any_of(
        found, [&](const FoundHousehold& one) { return std::ranges::find(one.persons, person) != one.persons.end(); });
}

}  // namespace

Result<HouseholdPage> households(const ReadContext& context, const HouseholdsQuestion& question) {
    HouseholdPage page;
    registry::ListQuery query{.projector = std::string{HouseholdProjector::kName},
                              .first_key = {},
                              .after = question.after,
                              .limit = question.limit + 1};
    for (;;) {
        const std::vector<ListRow> rows = TRY(context.registry.list(query));
        for (const ListRow& row : rows) {
            if (page.lines.size() == question.limit) {
                page.next = query.after;
                return page;
            }
            query.after = row.position;
            if (text_of(row.position.keys[0]).starts_with(question.division)) {
                HouseholdLine line = TRY(line_from(context, row, question.today));
                page.lines.push_back(std::move(line));
            }
        }
        if (rows.size() <= question.limit) {
            return page;
        }
    }
}

Result<std::size_t> household_count(const ReadContext& context) {
    std::size_t count = 0;
    std::optional<registry::RowPosition> after;
    for (;;) {
        const auto keys = TRY(context.registry.list_keys(HouseholdProjector::kName, after, kKeysRead));
        count += keys.size();
        if (keys.size() < kKeysRead) {
            return count;
        }
        after = keys.back();
    }
}

Result<HouseholdLine> household_line(const ReadContext& context, EntityId household, Date today) {
    const auto found = TRY(context.registry.find(household));
    if (!found || found->dataset != "household") {
        return fail(ErrorCode::not_found, "household");
    }
    return line_of(context, *found, today);
}

void add_household_search(const ReadContext& context, std::string_view typed, Date today, std::size_t limit,
                          Portions& portions, HouseholdSearch& search) {
    struct Looking {
        Finds found, near;
        registry::SearchResult hits{};
        std::size_t looked_at = 0;
    };
    // Of the portions together.
    auto looking = std::make_shared<Looking>(Finds{context, today, limit}, Finds{context, today, limit});
    portions.then([context, looking, typed = std::string{typed}]() -> Result<void> {
        looking->hits = TRY(context.registry.search({.typed = typed, .stream = {}, .limit = kMaxSearched}));
        return {};
    });
    portions.then(each_of([looking] { return looking->hits.first; },
                          [looking](EntityId id) -> Result<void> {
                              if (looking->found.is_full()) {
                                  return {};
                              }
                              ++looking->looked_at;
                              return looking->found.add(id);
                          },
                          kHitsAtOnce));
    portions.then([looking, &search]() -> Result<void> {
        search.found = looking->found.take();
        search.is_more = looking->hits.is_more || looking->looked_at < looking->hits.count;
        return {};
    });
    auto alike = std::make_shared<std::vector<EntityId>>();
    portions.then([context, alike, typed = std::string{typed}]() -> Result<void> {
        const registry::PersonSketch sketch{.name = typed, .id_number = {}, .phone = {}, .birth_date = {}};
        for (const registry::LikelyPerson& person : TRY(registry::likely_persons(context.registry, sketch))) {
            alike->push_back(person.person);
        }
        return {};
    });
    portions.then(each_of([alike] { return *alike; },
                          [looking, &search](EntityId id) {
                              const bool is_shown = looking->near.is_full() || is_among(search.found, id);
                              return is_shown ? Result<void>{} : looking->near.add(id);
                          },
                          kHitsAtOnce));
    portions.then([looking, &search]() -> Result<void> {
        search.near = looking->near.take();
        return {};
    });
}

Result<std::vector<LikelyHousehold>> likely_households(const ReadContext& context,
                                                       std::span<const registry::PersonSketch> members, Date today) {
    std::vector<registry::LikelyFamily> families = TRY(registry::likely_families(context.registry, members));
    std::vector<LikelyHousehold> likely;
    for (registry::LikelyFamily& family : families) {
        HouseholdLine line = TRY(household_line(context, family.household, today));
        likely.push_back({std::move(line), std::move(family.members)});
    }
    return likely;
}

}  // namespace daohu::casework
