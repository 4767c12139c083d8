// SPDX-License-Identifier: Apache-2.0
//
// The preview of a notice: who would stand on it, and who must not.
#include "core/casework/act_views.hpp"
#include "core/casework/facts/aid_facts.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/casework/open_entities.hpp"
#include "core/casework/read/links.hpp"

#include <algorithm>
#include <iterator>

namespace daohu::casework {

namespace {

using policy::YesNo;
using registry::Entity;

constexpr std::int64_t kAdultMonths = std::int64_t{18} * 12;

// By the day of birth as far as it is known, else by what somebody guessed.
policy::Known<YesNo> is_child(const Entity& person, Date on) {
    const policy::Known<PartialDate> birth = partial_date_fact(person, "birth_date");
    if (birth.is_answered()) {
        const auto first = birth.find()->earliest().plus_months(kAdultMonths);
        const auto last = birth.find()->latest().plus_months(kAdultMonths);
        if (last && *last <= on) {
            return YesNo::no;
        }
        return first && *first <= on ? policy::Known<YesNo>{} : policy::Known<YesNo>{YesNo::yes};
    }
    const auto estimate = person.number("age_estimate");
    if (!estimate) {
        return {};
    }
    return *estimate < kAdultMonths / 12 ? YesNo::yes : YesNo::no;
}

// A sum that several share is nobody's own: what each has of it nobody knows here.
std::optional<Fen> own_share(const Entity& aid, std::size_t beneficiaries) {
    const auto amount = aid.number("amount");
    return amount && beneficiaries == 1 ? std::optional{Fen{*amount}} : std::nullopt;
}

// Every id under which a person, and the family that he lives with, may be named.
struct Named {
    std::vector<EntityId> person;
    std::vector<EntityId> household;
};

bool is_among(const std::vector<EntityId>& ids, std::optional<EntityId> id) {
    return id && std::ranges::find(ids, *id) != ids.end();
}

// Whoever is named, else everybody of the family that is named.
bool is_about(const Entity& the_case, const Named& named) {
    const auto person = the_case.reference("person");
    return person ? is_among(named.person, person) : is_among(named.household, the_case.reference("household"));
}

}  // namespace

Result<std::vector<NoticeWish>> ActViews::aided_under(std::string_view programme, Date on) {
    std::vector<std::pair<std::string, NoticeWish>> found;
    const auto add = [&](EntityId person, std::optional<Fen> amount) -> Result<void> {
        const auto known = TRY(m_parts.context.registry.find(person));
        if (known && known->exists() && !was_dead(*known, on)) {
            found.push_back({text_or_empty(*known, "full_name"),
                             {.person = known->id, .programme = std::string{programme}, .amount = amount}});
        }
        return {};
    };
    const auto add_all = [&](const Entity& aid) -> Result<void> {
        if (aid.text("programme") == programme && is_running(aid, on)) {
            const std::vector<EntityId> beneficiaries = references_in(aid, "beneficiaries");
            for (const EntityId person : beneficiaries) {
                TRY(add(person, own_share(aid, beneficiaries.size())));
            }
        }
        return {};
    };
    TRY(walk_open(m_parts.context.registry, "aid_held", add_all));
    std::ranges::stable_sort(found, {}, &std::pair<std::string, NoticeWish>::first);
    std::vector<NoticeWish> wishes;
    std::ranges::transform(found, std::back_inserter(wishes), &std::pair<std::string, NoticeWish>::second);
    return wishes;
}

// Where the county has named nobody, nobody could write a safety case.
Result<bool> ActViews::knows_safety_cases() {
    if (!m_parts.trust) {
        return true;
    }
    const auto readers = readers_of(m_parts.context.registry, *m_parts.trust, kSafetyAudience);
    if (!readers) {
        return readers.error().code == ErrorCode::casework_no_reader ? Result<bool>{true}
                                                                     : Result<bool>{fail(readers.error())};
    }
    return std::ranges::find(*readers, m_parts.own_key) != readers->end();
}

// Of whoever is named by a safety case, or lives where one names the household alone.
Result<policy::Known<YesNo>> ActViews::in_safety_mode(const Entity& person) {
    registry::RegistryReader& registry = m_parts.context.registry;
    Named named{.person = person.members, .household = {}};
    if (const auto household = TRY(find_named(registry, person.reference("lives_in")))) {
        named.household = household->members;
    }
    if (m_parts.sealed != nullptr) {
        for (const Entity* the_case : m_parts.sealed->entities("case")) {
            const bool is_meant = is_about(*the_case, named);
            if (is_meant && TRY(is_sealed_whole(*the_case, registry))) {
                return policy::Known<YesNo>{YesNo::yes};
            }
        }
    }
    std::vector<Linked> cases;
    const auto add_cases = [&](std::string_view projector, const std::vector<EntityId>& ids) -> Result<void> {
        for (const EntityId id : ids) {
            const std::vector<Linked> linked = TRY(linked_to(registry, projector, id, "case"));
            cases.insert(cases.end(), linked.begin(), linked.end());
        }
        return {};
    };
    TRY(add_cases(PersonLinkProjector::kName, named.person));
    TRY(add_cases(HouseholdLinkProjector::kName, named.household));
    for (const Linked& linked : cases) {
        const auto the_case = TRY(registry.find(linked.entity));
        if (the_case && is_safety_case(*the_case) && is_about(*the_case, named)) {
            return policy::Known<YesNo>{YesNo::yes};
        }
    }
    return policy::Known<YesNo>{YesNo::no};
}

Result<NoticeCandidate> ActViews::candidate(const NoticeWish& wish, Date posted_on, bool knows_safety_cases) {
    registry::RegistryReader& registry = m_parts.context.registry;
    const auto person = TRY(registry.find(wish.person));
    if (!person || !person->exists()) {
        return fail(ErrorCode::not_found, wish.person.to_string());
    }
    NoticeCandidate candidate{.person = person->id,
                              .name = text_or_empty(*person, "full_name"),
                              .village_group = {},
                              .address = {},
                              .programme = wish.programme,
                              .amount = wish.amount,
                              .is_child = is_child(*person, posted_on),
                              .safety_mode = {}};
    const auto household = TRY(find_named(registry, person->reference("lives_in")));
    if (household) {
        candidate.village_group = text_or_empty(*household, "village_group");
        candidate.address = text_or_empty(*household, "address");
    }
    if (knows_safety_cases) {
        candidate.safety_mode = TRY(in_safety_mode(*person));
    }
    return candidate;
}

Result<NoticePreview> ActViews::notice_preview(std::span<const NoticeWish> wishes, Date posted_on) {
    const policy::Pack* pack = TRY(m_parts.context.rules.on(posted_on));
    NoticePreview preview;
    preview.knows_safety_cases = TRY(knows_safety_cases());
    std::vector<NoticeCandidate> candidates;
    for (const NoticeWish& wish : wishes) {
        candidates.push_back(TRY(candidate(wish, posted_on, preview.knows_safety_cases)));
    }
    preview.plan = plan_notice(candidates, *pack, posted_on);
    return preview;
}

}  // namespace daohu::casework
