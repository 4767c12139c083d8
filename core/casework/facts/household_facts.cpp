// SPDX-License-Identifier: Apache-2.0
#include "core/casework/facts/household_facts.hpp"

#include "core/casework/facts/aid_facts.hpp"
#include "core/casework/facts/event_facts.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/casework/facts/member_facts.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

using policy::Known;

constexpr std::size_t kTownshipDigits = 9;
constexpr std::size_t kMaxPauses = 1'000;

// The county has what this device wrote about the entity first, or somebody else wrote it and it came from there.
Result<bool> is_known_to_county(const ReadContext& context, const registry::Entity& entity) {
    if (!entity.status_register) {
        return false;
    }
    const entry::EntryId first = entity.status_register->siblings.back().by.entry;
    if (first.device != context.own) {
        return true;
    }
    const journal::Delivery delivery = TRY(context.marks.delivery(first.incarnation));
    return first.sequence <= delivery.acknowledged;
}

// What the county pushed about a family is here once both have heard of each other. Of people registered elsewhere
// their own county knows more than this one.
Result<AidHistory> aid_history_of(const ReadContext& context, const HouseholdRecords& records) {
    const auto& household = records.household();
    if (!household || household->text("hukou_kind") == "non_local") {
        return AidHistory::not_synced;
    }
    const journal::Contact contact = TRY(context.marks.contact());
    const bool is_known = TRY(is_known_to_county(context, *household));
    return contact.last_success && is_known ? AidHistory::synced : AidHistory::not_synced;
}

Known<std::string> township_of(const registry::Entity& household) {
    const Known<std::string> division = text_fact(household, "division_residence");
    const std::string* code = division.find();
    if (code == nullptr || code->size() < kTownshipDigits) {
        return Known<std::string>::without_answer(division.state());
    }
    return code->substr(0, kTownshipDigits);
}

void add_household(policy::Facts& facts, const registry::Entity& household, const HouseholdRecords& records,
                   AidHistory history, Date on) {
    policy::Household& to = facts.household;
    to.household_id = household.id.to_string();
    to.settlement_kind = code_fact(household, "settlement");
    // What a form counted once is no fact beside the members: they change.
    if (records.persons().empty()) {
        to.living_together_count = number_fact(household, "living_together_count");
    }
    to.programme = programmes_of(records, history, on);
    to.formerly_registered_poor = yes_no_fact(household, "formerly_poor");
    to.property_ok = yes_no_fact(household, "property_ok");
    to.township_code = township_of(household);
    to.policy_pack_id = text_fact(household, "policy_pack");
    to.policy_pack_version = number_fact(household, "policy_pack_version");
    if (const auto& checks = records.of("housing"); !checks.empty()) {
        to.housing_checked_on = date_fact(checks.back(), "checked_on");
    }
}

bool belongs_to(const registry::Entity& first_aid, const registry::Entity* discovery) {
    const auto case_id = first_aid.reference("case");
    if (!case_id || discovery == nullptr) {
        return !case_id;
    }
    return std::ranges::find(discovery->members, *case_id) != discovery->members.end();
}

// The first aid of the occasion; what was given on others is aid held.
std::vector<EntityId> add_first_aid(policy::Facts& facts, const HouseholdRecords& records,
                                    const registry::Entity* discovery) {
    std::vector<EntityId> occasion;
    for (const registry::Entity& first_aid : records.of("first_aid")) {
        if (belongs_to(first_aid, discovery)) {
            occasion.push_back(first_aid.id);
            facts.first_aid.push_back(first_aid_facts(first_aid));
        }
    }
    return occasion;
}

Result<const registry::Entity*> discovery_of(const HouseholdRecords& records, const FactsQuestion& question) {
    if (!question.discovery) {
        return newest_discovery(records);
    }
    const registry::Entity* found = records.find(*question.discovery);
    if (found == nullptr || found->dataset != "case") {
        return fail(ErrorCode::not_found, "case");
    }
    return found;
}

}  // namespace

Result<std::vector<policy::Pause>> known_pauses(const ReadContext& context) {
    std::vector<policy::Pause> pauses;
    const std::vector<EntityId> ids = TRY(context.registry.entities("review_pause", std::nullopt, kMaxPauses));
    for (const EntityId id : ids) {
        const auto pause = TRY(context.registry.find(id));
        if (pause && pause->status == registry::EntityStatus::open) {
            pauses.push_back(pause_facts(*pause));
        }
    }
    return pauses;
}

Result<policy::Facts> household_facts(const ReadContext& context, const HouseholdRecords& records,
                                      const FactsQuestion& question) {
    const registry::Entity* discovery = TRY(discovery_of(records, question));
    const AidHistory history = TRY(aid_history_of(context, records));
    const std::vector<policy::Pause> pauses = TRY(known_pauses(context));
    policy::Facts facts;
    facts.household.household_id = question.subject.to_string();
    if (records.household()) {
        add_household(facts, *records.household(), records, history, question.on);
    }
    facts.household.aid_held_synced = history == AidHistory::synced ? policy::YesNo::yes : policy::YesNo::no;
    for (const registry::Entity& person : records.persons()) {
        facts.member.push_back(member_facts(records, person, question.on));
    }
    facts.income = income_facts(records, question.on);
    facts.expense = expense_facts(records, question.on);
    if (discovery != nullptr) {
        facts.discovery = discovery_facts(*discovery);
    }
    const std::vector<EntityId> occasion = add_first_aid(facts, records, discovery);
    facts.aid_held = aid_facts(records, occasion, history);
    facts.review = review_facts(records, pauses, question.on);
    facts.phase_out = phase_out_facts(records);
    facts.change = change_facts(records);
    facts.procedure = procedure_facts(records);
    facts.coi = conflict_facts(records);
    if (!question.persons.empty()) {
        facts.temp_aid.persons = ids_of(question.persons);
    }
    if (!question.basis.empty()) {
        facts.temp_aid.basis = question.basis;
    }
    return facts;
}

Result<policy::Facts> household_facts(const ReadContext& context, const FactsQuestion& question) {
    const HouseholdRecords records = TRY(HouseholdRecords::load(context.registry, question.subject));
    return household_facts(context, records, question);
}

Result<HouseholdAssessment> assess_household(const ReadContext& context, const FactsQuestion& question) {
    policy::Facts facts = TRY(household_facts(context, question));
    const policy::Pack* pack = TRY(policy::choose_pack(context.rules.packs, context.rules.pack, facts, question.on));
    return HouseholdAssessment{pack, policy::assess(*pack, context.rules.standards, std::move(facts), question.on)};
}

}  // namespace daohu::casework
