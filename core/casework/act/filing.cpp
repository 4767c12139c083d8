// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/filing.hpp"

#include "core/casework/act/secrecy.hpp"
#include "core/casework/act/visibility.hpp"

namespace daohu::casework {

namespace {

Result<std::vector<BoxPublicKey>> readers(const FilingPlace& place, std::string_view audience,
                                          std::optional<EntityId> except) {
    if (!place.trust) {
        return fail(ErrorCode::casework_no_reader, "not enrolled");
    }
    return readers_of(place.registry, *place.trust, audience, except);
}

// A case that is readable here only by its seal, or not at all, is a secret; so is one that became so later.
Result<bool> is_secret_case(const FilingPlace& place, EntityId id) {
    if (place.sealed != nullptr && place.sealed->find(id) != nullptr) {
        return true;
    }
    const auto known = TRY(place.registry.find(id));
    return known && known->exists() && is_secret(*known);
}

}  // namespace

Result<entry::EntryDraft> file_submission(form::Submission submission, const FilingPlace& place,
                                          const Hash256& form_hash, const ClockReading& clock) {
    seal_signs_of_harm(submission);
    const Secrecy secrecy =
        TRY(secrecy_of(submission, place.schemas, [&](EntityId id) { return is_secret_case(place, id); }));
    EntryContext context{.form_hash = form_hash, .scope = place.village, .clock = clock, .seals = {}};
    if (secrecy.safety_case) {
        context.scope = stream_of_safety_case(*secrecy.safety_case);
        context.seals.whole_entry = TRY(readers(place, secrecy.audience, {}));
    } else {
        for (const std::string& audience : secrecy.form_audiences) {
            context.seals.by_audience[audience] = TRY(readers(place, audience, secrecy.except));
        }
        context.scope = secrecy.is_sealed_by_form ? place.county : place.village;
    }
    return make_entry_draft(submission, place.schemas, context);
}

Result<void> check_readers(const FilingPlace& place, std::string_view audience) {
    (void)TRY(readers(place, audience, {}));
    return {};
}

}  // namespace daohu::casework
