// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whose word counts as the county's. Any thread.

#include "core/entry/entry.hpp"

#include <map>

namespace daohu::journal {

// The county's own devices and their keys, as the caller knows them from certificates he has verified.
using CountyDevices = std::map<DeviceId, PublicKey>;

// Whether one of them signed it. Costs two signature checks where the entry says that it is one's.
[[nodiscard]] bool is_of_county(const entry::SignedEntry& entry, const CountyDevices& county);

}  // namespace daohu::journal
