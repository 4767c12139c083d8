// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/filing.hpp"

#include "core/casework/act/changes.hpp"
#include "core/casework/act/secrecy.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/entry/sealed_stream.hpp"

#include <algorithm>
#include <array>

namespace daohu::casework {

namespace {

constexpr std::string_view kCase = "case";
constexpr std::string_view kPerson = "person";
// What a record may be a part of: the property that names it is called as its dataset is.
constexpr std::array kWholes{kCase, std::string_view{"first_aid"}, std::string_view{"referral"}};
constexpr int kMostHops = 3;  // from a step of a referral to its case; records may name each other in a circle

Result<std::vector<BoxPublicKey>> readers(const FilingPlace& place, std::string_view audience,
                                          std::optional<EntityId> except) {
    if (!place.trust) {
        return fail(ErrorCode::casework_no_reader, "not enrolled");
    }
    return readers_of(place.registry, *place.trust, audience, except);
}

// A case that is readable here only by its seal, or not at all, is a secret; so is one that became so later.
Result<bool> is_secret_case(const FilingPlace& place, EntityId id) {
    if (const registry::Entity* sealed = place.sealed == nullptr ? nullptr : place.sealed->find(id)) {
        return is_sealed_whole(*sealed, place.registry);
    }
    const auto known = TRY(place.registry.find(id));
    return known && known->exists() && is_secret(*known);
}

Result<std::optional<registry::Entity>> known_to(const FilingPlace& place, EntityId id) {
    const registry::Entity* const sealed = place.sealed == nullptr ? nullptr : place.sealed->find(id);
    return sealed == nullptr ? place.registry.find(id) : std::optional{*sealed};
}

// Of somebody who is known by a safety case alone.
Result<std::optional<EntityId>> safety_case_of_person(const FilingPlace& place, const registry::Entity& person) {
    const bool is_sealed = place.sealed != nullptr && TRY(is_sealed_whole(person, place.registry));
    if (!is_sealed) {
        return std::optional<EntityId>{};
    }
    for (const registry::Entity* the_case : place.sealed->entities(kCase)) {
        const auto about = the_case->reference(kPerson);
        const bool is_about = about && std::ranges::find(person.members, *about) != person.members.end();
        if (is_about && TRY(is_sealed_whole(*the_case, place.registry))) {
            return std::optional{the_case->id};
        }
    }
    return std::optional<EntityId>{};
}

Result<std::optional<EntityId>> safety_case_of(const FilingPlace& place, const NamedEntity& named, int hops) {
    if (named.dataset == kCase) {
        const bool is_secret_one = TRY(is_secret_case(place, named.id));
        return is_secret_one ? std::optional{named.id} : std::nullopt;
    }
    const auto entity = hops == 0 ? std::optional<registry::Entity>{} : TRY(known_to(place, named.id));
    if (!entity) {
        return std::optional<EntityId>{};
    }
    if (entity->dataset == kPerson) {
        return safety_case_of_person(place, *entity);
    }
    for (const std::string_view whole : kWholes) {
        const auto id = entity->reference(whole);
        const auto found = id ? TRY(safety_case_of(place, {*id, whole}, hops - 1)) : std::optional<EntityId>{};
        if (found) {
            return found;
        }
    }
    return std::optional<EntityId>{};
}

// Whom the complaint is about that is answered: the answer is kept from him as the complaint was.
std::optional<EntityId> target_of_answered(const form::Submission& submission, const FilingPlace& place) {
    for (const WrittenChange& written : changes_of(submission, "complaint")) {
        const auto subject = written.subject();
        const registry::Entity* complaint = place.sealed != nullptr && subject ? place.sealed->find(*subject) : nullptr;
        if (const auto target = complaint == nullptr ? std::nullopt : complaint->reference("target")) {
            return target;
        }
    }
    return std::nullopt;
}

// Nobody may know who told: then it is not written, as the question says. Somebody in need does not wait for a list.
void leave_out(form::Submission& submission, std::string_view audience) {
    std::erase_if(submission.sections, [&](const form::Section& section) { return section.seal == audience; });
}

}  // namespace

Result<entry::EntryDraft> file_submission(form::Submission submission, const FilingPlace& place,
                                          const Hash256& form_hash, const ClockReading& clock) {
    seal_signs_of_harm(submission);
    seal_informant(submission);
    const Secrecy secrecy = TRY(secrecy_of(
        submission, place.schemas, [&](const NamedEntity& named) { return safety_case_of(place, named, kMostHops); }));
    EntryContext context{.form_hash = form_hash, .scope = place.village, .clock = clock, .seals = {}};
    const std::optional<EntityId> except = secrecy.except ? secrecy.except : target_of_answered(submission, place);
    if (!secrecy.audience.empty()) {
        context.seals.whole_entry = TRY(readers(place, secrecy.audience, except));
        context.scope = entry::sealed_stream(context.seals.whole_entry);
        return make_entry_draft(submission, place.schemas, context);
    }
    for (const std::string& audience : secrecy.form_audiences) {
        auto named = readers(place, audience, except);
        if (!named && named.error().code == ErrorCode::casework_no_reader && audience == kInformantsAudience) {
            leave_out(submission, audience);
            continue;
        }
        context.seals.by_audience[audience] = TRY(std::move(named));
    }
    return make_entry_draft(submission, place.schemas, context);
}

Result<void> check_readers(const FilingPlace& place, std::string_view audience) {
    (void)TRY(readers(place, audience, {}));
    return {};
}

}  // namespace daohu::casework
