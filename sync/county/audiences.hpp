// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who may read what is sealed ("safety", "complaints"): lists that the offline root signs and the county's device hands to
// every tablet (docs/decisions/0040-seals.md). Any thread, one at a time.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace daohu::county {

// Somebody on one device. His key has no other name at the office.
struct NamedReader {
    DeviceId device;
    PublicKey person;
    std::optional<EntityId> worker;  // himself in the register of workers

    friend bool operator==(const NamedReader&, const NamedReader&) = default;
};

struct AudienceOrder {
    std::string audience;  // lower-case letters and underscores
    std::string division;  // 6, 9 or 12 digits: a county, a township, a village; empty: every county of this root
    std::vector<NamedReader> readers;  // nobody: the list of the wider division counts

    // As it stands in the approval: keys and ids, nothing personal.
    [[nodiscard]] std::string to_text() const;
    // invalid_argument.
    [[nodiscard]] static Result<AudienceOrder> parse(const std::string& text);
};

// "<device>", "<device>/<key>" where several write on it, and "=<worker>" behind either.
//
// invalid_argument (not spelled so, several write on the device and none is named, or the key is not certified on it),
// device_unknown (a revoked one too).
[[nodiscard]] Result<NamedReader> find_reader(Store& store, std::string_view spelled);

// Signs the list as the next edition and writes it into the county's stream.
//
// invalid_argument, entry_too_many_readers, the codes of find_reader() for each reader as he stands now, not_found without
// the root.
[[nodiscard]] Result<entry::AudienceList>
publish_audience(const Folder& folder, Store& store, const AudienceOrder& order, const Clock& clock, Entropy& entropy);

// The lists in force.
[[nodiscard]] Result<std::vector<entry::AudienceList>> audiences_in_force(Store& store);

}  // namespace daohu::county
