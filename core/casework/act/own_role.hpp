// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who holds this tablet and in what role, as the county's register of workers says. On the registry's thread.

#include "core/base/date.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/journal/erasure_orders.hpp"

namespace daohu::casework {

// A tablet and the one worker with whom it stands.
struct TabletHolder {
    DeviceId device;
    EntityId worker;
};
// As far as the county wrote it; a tablet that stands with several is not among them.
[[nodiscard]] Result<std::vector<TabletHolder>> tablet_holders(registry::RegistryReader& registry,
                                                               const journal::CountyDevices& county);

// Whether the county itself wrote that: by the device, since nothing is taken in whose device signature is not by the key
// that the county's root certified for that device (sync/client/received_page.cpp). The author is an office, not the device.
[[nodiscard]] bool is_of_county(const registry::Provenance& by, const journal::CountyDevices& county);

// The worker among whose `tablets` this device is, and the first of his roles that is one in the app; the least of all
// roles, second visitor, where he has none or his last day is over. Only what the county's own devices wrote counts, and
// what others write over it changes nothing: no tablet gives itself a role. Nothing where nobody is named, or several are.
[[nodiscard]] Result<std::optional<Viewer>> viewer_of(registry::RegistryReader& registry, DeviceId device,
                                                      const journal::CountyDevices& county, Date today);

}  // namespace daohu::casework
