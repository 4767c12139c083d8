// SPDX-License-Identifier: Apache-2.0
#include "core/journal/county_devices.hpp"

namespace daohu::journal {

bool is_of_county(const entry::SignedEntry& entry, const CountyDevices& county) {
    const auto device = county.find(entry.header().device);
    return device != county.end() && entry.verify(device->second).has_value();
}

}  // namespace daohu::journal
