// SPDX-License-Identifier: Apache-2.0
#pragma once

// Makes a device one of the county's. Needs the root key, which is why it is done at the office and not over the network.
// Any thread, one at a time.

#include "core/base/entropy.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"

#include <string>
#include <vector>

namespace daohu::county {

// Stores the device, its author and its villages, and signs the grant that the tablet imports. The same device again gets
// a later grant; villages seen for the first time get their stream.
//
// village_code_malformed (not 12 digits), device_key_differs (another device has this id), not_found (no root key here).
[[nodiscard]] Result<wire::Grant> enrol(const Folder& folder, Store& store, const wire::DeviceRequest& request,
                                        const std::vector<std::string>& villages, Entropy& entropy);

}  // namespace daohu::county
