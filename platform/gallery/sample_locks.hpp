// SPDX-License-Identifier: Apache-2.0
#pragma once

// Invented states of the screens before a tablet is open, and of those that set up who opens it. UI thread.

#include "platform/gallery/sample_states.hpp"
#include "ui/model/mending.hpp"
#include "ui/model/new_tablet.hpp"
#include "ui/model/people.hpp"
#include "ui/model/secret.hpp"
#include "ui/model/store_check.hpp"
#include "ui/model/tour.hpp"
#include "ui/model/vault_recovery.hpp"

namespace daohu::gallery {

[[nodiscard]] model::SecretState secret(Words& words, Sample sample);
[[nodiscard]] model::NewTabletState new_tablet(Words& words, Sample sample);
[[nodiscard]] model::PeopleState people(Words& words, Sample sample);
[[nodiscard]] model::VaultRecoveryState vault_recovery(Words& words, Sample sample);
[[nodiscard]] model::MendingState mending(Words& words, Sample sample);
[[nodiscard]] model::StoreCheckState store_check(Words& words, Sample sample);
[[nodiscard]] model::TourState tour(Words& words, Sample sample);

}  // namespace daohu::gallery
