// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/audience_directory.hpp"

#include <fmt/format.h>

#include <array>

namespace daohu::casework {

namespace {

// Digits of a division code: village, township, county; then everybody of the county's root.
constexpr std::array<std::size_t, 4> kLevels{12, 9, 6, 0};

// The highest edition that the root signed. What else was written under that id, and what replaced what, says nothing:
// any device can write.
Result<std::optional<entry::AudienceList>> list_of(registry::RegistryReader& registry, const PublicKey& root,
                                                   std::string_view audience, std::string_view division) {
    std::optional<entry::AudienceList> best;
    const auto history = registry.history(entry::audience_id(audience, division));
    if (!history) {
        if (history.error().code == ErrorCode::not_found) {
            return best;
        }
        return fail(history.error());
    }
    for (const registry::HistoryItem& item : *history) {
        if (item.property != entry::kAudienceList) {
            continue;
        }
        const auto list = entry::read_audience(item.value);
        if (list && list->audience == audience && list->division == division && entry::verify(*list, root) &&
            (!best || list->edition > best->edition)) {
            best = *list;
        }
    }
    return best;
}

}  // namespace

Result<std::vector<BoxPublicKey>> readers_of(registry::RegistryReader& registry, const CountyTrust& trust,
                                             std::string_view audience, std::optional<EntityId> except) {
    for (const std::size_t digits : kLevels) {
        if (digits > trust.division.size()) {
            continue;
        }
        const auto list = TRY(list_of(registry, trust.root, audience, trust.division.substr(0, digits)));
        if (!list) {
            continue;
        }
        std::vector<BoxPublicKey> keys;
        for (const entry::AudienceReader& reader : list->readers) {
            if (!except || reader.worker != except) {
                keys.push_back(TRY(box_key_of(reader.person)));
            }
        }
        if (!keys.empty()) {
            return keys;
        }
    }
    return fail(ErrorCode::casework_no_reader, fmt::format("audience {}", audience));
}

}  // namespace daohu::casework
