// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act_views.hpp"

#include "core/casework/facts/household_records.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/casework/open_entities.hpp"
#include "core/casework/read/links.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace daohu::casework {

namespace {

using registry::Entity;

constexpr std::size_t kReferralsAtOnce = 8;

// A referral as it would be, were the form finished.
Entity entity_of(const PacketWish& wish, bool is_person) {
    Entity referral;
    referral.dataset = "referral";
    const auto put = [&](std::string_view property, entry::Value value) {
        registry::Register written;
        written.siblings.push_back({.write = {}, .value = std::move(value), .by = {}});
        referral.registers.emplace(property, std::move(written));
    };
    put("body", wish.body);
    put("programme", wish.programme);
    put("reason", wish.reason);
    put("facts_shared", wish.facts_shared);
    put(is_person ? "person" : "household", entry::reference_to(wish.about));
    return referral;
}

// Whether the tablet wrote any of what is known of it.
bool has_written(DeviceId device, const Entity& entity) {
    const auto is_own = [device](const registry::Provenance& by) { return by.entry.device == device; };
    const auto has_own = [&](const registry::Register& known) {
        return std::ranges::any_of(known.siblings,
                                   [&](const registry::Sibling& sibling) { return is_own(sibling.by); });
    };
    return (entity.status_register && has_own(*entity.status_register)) ||
           std::ranges::any_of(entity.registers, [&](const auto& known) { return has_own(known.second); }) ||
           std::ranges::any_of(entity.records, [&](const registry::Record& record) { return is_own(record.by); });
}

int order_of(ReferralTurn turn) {
    switch (turn) {
        case ReferralTurn::send_again:
        case ReferralTurn::tell_family:
        case ReferralTurn::settle: return 0;
        case ReferralTurn::body: return 1;
        case ReferralTurn::nobody: return 2;
    }
    return 2;
}

}  // namespace

Result<Entity> ActViews::record(EntityId id) {
    if (const Entity* sealed = m_parts.sealed == nullptr ? nullptr : m_parts.sealed->find(id)) {
        if (is_hidden_from_reader(*sealed, m_parts.viewer)) {
            return fail(ErrorCode::not_found, id.to_string());
        }
        return *sealed;
    }
    auto known = TRY(m_parts.context.registry.find(id));
    if (!known || !known->exists() || TRY(is_hidden(*known, m_parts.viewer, m_parts.context.registry))) {
        return fail(ErrorCode::not_found, id.to_string());
    }
    if (!may_see(m_parts.viewer.role, Sight::village) && !has_written(m_parts.context.own, *known)) {
        return fail(ErrorCode::not_found, id.to_string());
    }
    return std::move(*known);
}

Result<ReferralLine> ActViews::referral_line(const Entity& referral, Date today) {
    registry::RegistryReader& registry = m_parts.context.registry;
    std::vector<Entity> steps;
    for (const Linked& linked : TRY(linked_to(registry, ParentLinkProjector::kName, referral.id, "referral_step"))) {
        if (auto step = TRY(registry.find(linked.entity))) {
            steps.push_back(std::move(*step));
        }
    }
    ReferralLine line{.view = referral_view(referral, steps, today),
                      .household = referral.reference("household"),
                      .person = referral.reference("person"),
                      .name = {},
                      .village_group = {},
                      .since = {}};
    if (const registry::Register* state = referral.find("state")) {
        line.since = state->siblings.front().by.hlc.time();
    }
    const auto person = TRY(find_named(registry, line.person));
    if (person) {
        line.name = text_or_empty(*person, "full_name");
        line.household = line.household ? line.household : person->reference("lives_in");
    }
    const auto household = TRY(find_named(registry, line.household));
    if (household) {
        line.village_group = text_or_empty(*household, "village_group");
        line.name = line.name.empty() ? text_or_empty(*household, "address") : line.name;
    }
    return line;
}

void ActViews::add_referrals(Date today, Portions& portions, std::vector<ReferralLine>& lines) const {
    const auto add = [views = *this, today, &lines](const Entity& referral) mutable -> Result<void> {
        const bool is_out_of_sight = TRY(is_hidden(referral, views.m_parts.viewer, views.m_parts.context.registry));
        if (!is_out_of_sight) {
            lines.push_back(TRY(views.referral_line(referral, today)));
        }
        return {};
    };
    portions.then(all_open(m_parts.context.registry, "referral", add, kReferralsAtOnce));
    portions.then([&lines]() -> Result<void> {
        std::ranges::stable_sort(lines, {}, [](const ReferralLine& line) {
            return std::tuple{order_of(line.view.turn), !line.view.is_overdue, !line.view.due, line.view.due};
        });
        return {};
    });
}

Result<std::vector<ReferralLine>> ActViews::referrals(Date today) {
    std::vector<ReferralLine> lines;
    Portions portions;
    add_referrals(today, portions, lines);
    TRY(portions.read_all());
    return lines;
}

Result<FilledPacket> ActViews::packet_for(const PacketWish& wish, Date on) {
    const Entity about = TRY(record(wish.about));
    const policy::Pack* pack = TRY(m_parts.context.rules.on(on));
    const HouseholdRecords records = TRY(HouseholdRecords::load(m_parts.context.registry, wish.about));
    std::vector<Entity> known = records.persons();
    if (records.household()) {
        known.push_back(*records.household());
    }
    for (const auto& [dataset, entities] : records.all()) {
        known.insert(known.end(), entities.begin(), entities.end());
    }
    return fill_packet(entity_of(wish, about.dataset == "person"),
                       {.pack = *pack, .catalogue = m_parts.context.rules.packs.catalogue(), .on = on}, known);
}

Result<EmergencyClock> ActViews::emergency_clock(EntityId the_case) {
    const Entity known = TRY(record(the_case));
    return casework::emergency_clock(m_parts.context, known, m_parts.now);
}

Result<std::vector<FindingLine>> ActViews::findings() {
    registry::RegistryReader& registry = m_parts.context.registry;
    std::map<EntityId, Entity> taking_part;
    const auto take = [&](std::optional<EntityId> id) -> Result<void> {
        const auto known = TRY(find_named(registry, id));
        const bool is_out_of_sight = known && TRY(is_hidden(*known, m_parts.viewer, registry));
        if (known && !is_out_of_sight) {
            taking_part.emplace(known->id, *known);
        }
        return {};
    };
    const auto take_aid = [&](const Entity& aid) -> Result<void> {
        TRY(take(aid.id));
        TRY(take(aid.reference("case")));
        TRY(take(aid.reference("booked_to")));
        for (const EntityId person : references_in(aid, "recipients")) {
            TRY(take(person));
        }
        return {};
    };
    const auto take_revisit = [&](const Entity& revisit) -> Result<void> {
        TRY(take(revisit.id));
        return take(revisit.reference("referral"));
    };
    TRY(walk_open(registry, "first_aid", take_aid));
    TRY(walk_open(registry, "revisit", take_revisit));
    std::vector<Entity> entities;
    std::ranges::transform(taking_part, std::back_inserter(entities), &std::pair<const EntityId, Entity>::second);
    std::vector<FindingLine> lines;
    for (const Finding& finding : findings_of(entities)) {
        const auto other = taking_part.find(finding.other);
        const bool is_person = other != taking_part.end() && other->second.dataset == "person";
        lines.push_back({finding, is_person ? text_or_empty(other->second, "full_name") : std::string{}});
    }
    return lines;
}

Result<ReserveBook> ActViews::reserve(std::string_view township, int year) {
    const journal::Contact contact = TRY(m_parts.context.marks.contact());
    const bool is_whole =
        may_see(m_parts.viewer.role, Sight::township) && contact.last_success && TRY(knows_safety_cases());
    std::vector<Entity> entries;
    std::set<EntityId> secret;
    TRY(walk_open(m_parts.context.registry, "reserve_entry", [&entries](const Entity& entry) -> Result<void> {
        entries.push_back(entry);
        return {};
    }));
    if (m_parts.sealed != nullptr) {
        for (const Entity* entry : m_parts.sealed->entities("reserve_entry")) {
            entries.push_back(*entry);
            secret.insert(entry->id);
        }
    }
    ReserveBook book = TRY(reserve_book(entries, township, year, is_whole ? LedgerKnown::whole : LedgerKnown::part));
    std::erase_if(book.lines, [&](const ReserveLine& line) { return secret.contains(line.id); });
    return book;
}

Result<std::vector<SealedMatter>> ActViews::sealed_matters() const {
    std::vector<SealedMatter> matters;
    if (m_parts.sealed == nullptr) {
        return matters;
    }
    for (const std::string_view dataset : {"case", "complaint", "objection"}) {
        for (const Entity* entity : m_parts.sealed->entities(dataset)) {
            const bool is_whole = TRY(is_sealed_whole(*entity, m_parts.context.registry));
            if (is_whole && !is_hidden_from_reader(*entity, m_parts.viewer)) {
                matters.push_back({.id = entity->id,
                                   .dataset = entity->dataset,
                                   .state = text_or_empty(*entity, "state"),
                                   .at = text_or_empty(*entity, dataset == "case" ? "discovered_at" : "received_at")});
            }
        }
    }
    std::ranges::stable_sort(matters, std::ranges::greater{}, &SealedMatter::at);
    return matters;
}

}  // namespace daohu::casework
