// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/findings.hpp"

#include "core/base/beijing_time.hpp"
#include "core/base/partial_date.hpp"
#include "core/casework/act/referral_loop.hpp"
#include "core/policy/moment.hpp"

#include <algorithm>
#include <map>

namespace daohu::casework {

namespace {

using ById = std::map<EntityId, const registry::Entity*>;

ById by_id(std::span<const registry::Entity> entities) {
    ById map;
    for (const registry::Entity& entity : entities) {
        for (const EntityId member : entity.members) {
            map.emplace(member, &entity);
        }
    }
    return map;
}

const registry::Entity* find(const ById& known, std::optional<EntityId> id) {
    const auto found = id ? known.find(*id) : known.end();
    return found == known.end() ? nullptr : found->second;
}

std::vector<EntityId> elements_of(const registry::Entity& entity, std::string_view property) {
    std::vector<EntityId> ids;
    if (const auto set = entity.sets.find(property); set != entity.sets.end()) {
        for (const registry::Element& element : set->second) {
            if (const auto id = entry::referenced_entity(element.added.value)) {
                ids.push_back(*id);
            }
        }
    }
    return ids;
}

void look_at_aid(const registry::Entity& aid, const ById& known, std::vector<Finding>& findings) {
    const auto given_at = policy::parse_moment(aid.text("given_at").value_or(""));
    if (!given_at) {
        return;
    }
    std::vector<EntityId> recipients = elements_of(aid, "recipients");
    if (const auto booked_to = aid.reference("booked_to")) {
        recipients.push_back(*booked_to);
    }
    for (const EntityId id : recipients) {
        const registry::Entity* person = find(known, id);
        if (person != nullptr && was_dead(*person, beijing_date(*given_at))) {
            findings.push_back({FindingKind::aid_to_the_dead, aid.id, person->id});
        }
    }
    const registry::Entity* the_case = find(known, aid.reference("case"));
    const auto discovered_at = the_case == nullptr ? Result<WallTime>{fail(ErrorCode::not_found)}
                                                   : policy::parse_moment(the_case->text("discovered_at").value_or(""));
    if (discovered_at && *given_at < *discovered_at) {
        findings.push_back({FindingKind::aid_before_discovery, aid.id, the_case->id});
    }
}

void look_at_revisit(const registry::Entity& revisit, const ById& known, std::vector<Finding>& findings) {
    const registry::Entity* referral = find(known, revisit.reference("referral"));
    if (referral != nullptr && revisit.number("rating") &&
        !may_rate(referral->reference("handler"), revisit.reference("worker"))) {
        findings.push_back({FindingKind::rated_by_handler, revisit.id, referral->id});
    }
}

}  // namespace

bool was_dead(const registry::Entity& person, Date on) {
    const registry::Register* death = person.find("death_date");
    return death != nullptr && std::ranges::any_of(death->siblings, [&](const registry::Sibling& sibling) {
               const auto* text = std::get_if<std::string>(&sibling.value);
               const auto day =
                   text == nullptr ? Result<PartialDate>{fail(ErrorCode::not_found)} : PartialDate::parse(*text);
               return day && day->latest() < on;
           });
}

std::vector<Finding> findings_of(std::span<const registry::Entity> entities) {
    const ById known = by_id(entities);
    std::vector<Finding> findings;
    for (const registry::Entity& entity : entities) {
        if (entity.dataset == "first_aid") {
            look_at_aid(entity, known, findings);
        } else if (entity.dataset == "revisit") {
            look_at_revisit(entity, known, findings);
        }
    }
    std::ranges::sort(findings);
    findings.erase(std::ranges::unique(findings).begin(), findings.end());
    return findings;
}

}  // namespace daohu::casework
