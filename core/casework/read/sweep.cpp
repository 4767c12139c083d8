// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/sweep.hpp"

#include "core/base/beijing_time.hpp"
#include "core/base/counting_key.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/casework/read/rows.hpp"
#include "core/casework/read/village_rows.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace daohu::casework {

namespace {

using registry::ListRow;

// What the visits of the period found at one household.
struct Visited {
    bool met_somebody = false;
    std::size_t attempts = 0;
    std::set<EntityId> met;
};

// By the household's id as the visit names it, which may be an alias.
using Visits = std::map<std::string, Visited, std::less<>>;
// Who live in a household: each with all ids that are his.
using Residents = std::map<std::string, std::vector<std::vector<EntityId>>, std::less<>>;

bool counts(const ListRow& visit, const SweepQuestion& question) {
    const auto began = moment_in(visit.columns[VisitProjector::started_at]);
    if (!began) {
        return false;
    }
    const Date day = beijing_date(*began);
    const std::vector<std::string> purposes = words_of(text_in(visit.columns[VisitProjector::purposes]));
    const bool has_purpose =
        question.purpose.empty() || std::ranges::find(purposes, question.purpose) != purposes.end();
    return question.from <= day && day <= question.to && has_purpose;
}

// Every id of the entity behind a row.
std::vector<EntityId> ids_of(const ListRow& row, std::size_t aliases) {
    std::vector<EntityId> ids = references_listed_in(row.columns[aliases]);
    if (ids.empty()) {
        ids.push_back(row.entity);
    }
    return ids;
}

// Households are counted once all visits and all residents are known.
class Coverage {
public:
    explicit Coverage(SweepQuestion question) : m_question{std::move(question)} {}

    [[nodiscard]] const SweepQuestion& question() const { return m_question; }

    void take_visit(const ListRow& row) {
        if (!counts(row, m_question)) {
            return;
        }
        Visited& visited = m_visits[std::string{text_of(row.position.keys[0])}];
        const bool met_nobody = std::get<bool>(row.columns[VisitProjector::nobody_home]);
        visited.met_somebody = visited.met_somebody || !met_nobody;
        visited.attempts += met_nobody ? 1 : 0;
        const std::vector<EntityId> met = references_listed_in(row.columns[VisitProjector::met]);
        visited.met.insert(met.begin(), met.end());
    }

    void take_resident(const ListRow& row) {
        m_residents[std::string{text_of(row.position.keys[0])}].push_back(ids_of(row, ResidentProjector::aliases));
    }

    void take_household(const ListRow& row) {
        if (!text_of(row.position.keys[0]).starts_with(m_question.division)) {
            return;
        }
        SweepHousehold household;
        household.household = row.entity;
        household.village_group = std::string{text_in(row.columns[HouseholdProjector::village_group])};
        const std::vector<EntityId> ids = ids_of(row, HouseholdProjector::aliases);
        const Visited visited = visited_under(ids);
        household.attempts = visited.attempts;
        household.state = visited.met_somebody   ? SweepState::met
                          : visited.attempts > 0 ? SweepState::nobody_home
                                                 : SweepState::not_visited;
        count(household, visited, ids);
    }

    [[nodiscard]] SweepCoverage take() {
        std::ranges::stable_sort(m_coverage.open, [](const SweepHousehold& a, const SweepHousehold& b) {
            return a.state != b.state ? a.state > b.state
                                      : counting_key(a.village_group) < counting_key(b.village_group);
        });
        for (auto& [name, group] : m_groups) {
            m_coverage.groups.push_back(std::move(group));
        }
        std::ranges::sort(m_coverage.groups, {},
                          [](const SweepGroup& group) { return counting_key(group.village_group); });
        return std::move(m_coverage);
    }

private:
    [[nodiscard]] Visited visited_under(const std::vector<EntityId>& ids) const {
        Visited all;
        for (const EntityId& id : ids) {
            const auto found = m_visits.find(id.to_string());
            if (found != m_visits.end()) {
                all.met_somebody = all.met_somebody || found->second.met_somebody;
                all.attempts += found->second.attempts;
                all.met.insert(found->second.met.begin(), found->second.met.end());
            }
        }
        return all;
    }

    void count(SweepHousehold household, const Visited& visited, const std::vector<EntityId>& ids) {
        SweepGroup& group = m_groups[household.village_group];
        group.village_group = household.village_group;
        std::size_t residents = 0;
        for (const EntityId& id : ids) {
            const auto found = m_residents.find(id.to_string());
            if (found == m_residents.end()) {
                continue;
            }
            for (const std::vector<EntityId>& resident : found->second) {
                ++residents;
                if (std::ranges::none_of(resident, [&](EntityId own) { return visited.met.contains(own); })) {
                    household.not_met.push_back(resident.front());
                }
            }
        }
        for (SweepGroup* const counted : {&group, &m_coverage.all}) {
            ++counted->households;
            counted->households_met += household.state == SweepState::met ? 1 : 0;
            counted->residents += residents;
            counted->residents_met += residents - household.not_met.size();
        }
        if (household.state != SweepState::met || !household.not_met.empty()) {
            m_coverage.open.push_back(std::move(household));
        }
    }

    SweepQuestion m_question;
    Visits m_visits;
    Residents m_residents;
    std::map<std::string, SweepGroup> m_groups;
    SweepCoverage m_coverage;
};

std::vector<policy::Outcome> rule_of(const ReadContext& context, const policy::Pack& pack, Date on) {
    policy::Outcomes outcomes;
    const policy::Facts nobody;
    if (const policy::Rule* rule = policy::find_rule("sweep_due")) {
        rule->evaluate(policy::Question{pack, context.rules.standards, nobody, on}, outcomes);
    }
    return outcomes;
}

}  // namespace

void add_sweep_coverage(const ReadContext& context, const SweepQuestion& question, Portions& portions,
                        SweepCoverage& coverage) {
    auto made = std::make_shared<Coverage>(question);  // of the portions together
    portions.then(
        all_rows(context.registry, VisitProjector::kName, [made](const ListRow& row) { made->take_visit(row); }));
    portions.then(
        all_rows(context.registry, ResidentProjector::kName, [made](const ListRow& row) { made->take_resident(row); }));
    portions.then(all_rows(context.registry, HouseholdProjector::kName,
                           [made](const ListRow& row) { made->take_household(row); }));
    portions.then([context, made, &coverage]() -> Result<void> {
        const Date on = made->question().to;
        const policy::Pack* pack = TRY(context.rules.on(on));
        coverage = made->take();
        coverage.rule = rule_of(context, *pack, on);
        return {};
    });
}

}  // namespace daohu::casework
