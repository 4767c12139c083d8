// SPDX-License-Identifier: Apache-2.0
#pragma once

// Makes a device one of the county's, and says later what else it may see. Needs the root key, which is why it is done at
// the office and not over the network. Any thread, one at a time.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace daohu::county {

// A village that was taken away may still be written for so long: a tablet in the mountains brings what it wrote before
// it knew.
inline constexpr std::chrono::days kWriteGrace{30};

// So many villages a device may be granted; what it is given beyond them stays below wire::kMaxStreamsPerDevice: those that
// come to its townships later, and streams of what is sealed to it.
inline constexpr std::size_t kMaxVillages = 1500;

// village_code_malformed unless there are 12 digits.
[[nodiscard]] Result<void> check_village_code(const std::string& code);

// The village's stream. A new village is at once among those of every device that has its township.
[[nodiscard]] Result<StreamId> village_stream(StoreWriter& writer, const std::string& village, Entropy& entropy);

struct Scope {
    std::vector<std::string> villages;   // 12 digits each
    std::vector<std::string> townships;  // 9 digits each: all their villages, those to come included
};

// Stores the device, its author and its villages, and signs the grant that the tablet imports. The same device again, for
// another person or for other villages, gets a later grant: it certifies everybody who was certified on it before, and
// gives these villages and no others, as change_grant does. Villages seen for the first time get their stream.
//
// village_code_malformed (not 12 digits), device_key_differs (another device has this id), sync_revoked (the device was
// revoked, and stays so), invalid_argument (more than kMaxVillages), not_found (no root key here).
[[nodiscard]] Result<wire::Grant> enrol(const Folder& folder, Store& store, const wire::DeviceRequest& request,
                                        const std::vector<std::string>& villages, const Clock& clock, Entropy& entropy);

// Exactly this scope from now on, in a later grant that is signed, kept for the device to fetch and announced in the
// county's stream. What is not in it any more is not given from now on, and may be written for kWriteGrace.
//
// device_unknown; the codes of enrol().
[[nodiscard]] Result<wire::Grant> change_grant(const Folder& folder, Store& store, DeviceId device, const Scope& scope,
                                               const Clock& clock, Entropy& entropy);

enum class RenewMode : std::uint8_t { dry_run, apply };

// The same scope in a later grant, where the county says something else today than the device's grant does: another pack,
// other keys or names of its own, villages that came to a township. Kept and announced as by change_grant; a dry run
// changes nothing and needs no root key, and what it gives is not signed. Nothing where `present`, the grant that was
// signed for it last, says it all.
//
// device_unknown; sync_revoked; invalid_argument (more than kMaxVillages by now); not_found (no root key here).
[[nodiscard]] Result<std::optional<wire::Grant>> renew_grant(const Folder& folder, Store& store, DeviceId device,
                                                             const std::optional<Bytes>& present, RenewMode mode,
                                                             const Clock& clock, Entropy& entropy);

}  // namespace daohu::county
