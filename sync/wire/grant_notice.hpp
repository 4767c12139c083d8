// SPDX-License-Identifier: Apache-2.0
#pragma once

// A device has a later grant. Written by the county's own device into the county's stream, which every device reads: the
// one it names fetches the grant itself and checks it against the hash. Any thread.

#include "core/base/hash.hpp"
#include "core/entry/draft.hpp"

#include <cstdint>

namespace daohu::wire {

struct GrantNotice {
    DeviceId device;
    std::uint64_t epoch = 0;  // Grant::grant_epoch
    Hash256 hash;             // of the encoded grant

    friend bool operator==(const GrantNotice&, const GrantNotice&) = default;
};

[[nodiscard]] entry::EntryDraft make_draft(const GrantNotice& notice, StreamId county);
// entry_administrative_malformed for another entry.
[[nodiscard]] Result<GrantNotice> read_grant_notice(const entry::SignedEntry& entry);

}  // namespace daohu::wire
