// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/draft_owner.hpp"

#include <algorithm>

namespace daohu {

namespace {

using vault::VaultStatus;

std::vector<VaultStatus::SlotStatus> people(Machine& machine, const Tablet& tablet) {
    auto status = vault::Vault::status(tablet.vault().folder(), machine.vault_environment());
    if (!status) {
        return {};
    }
    std::erase_if(status->slots,
                  [](const VaultStatus::SlotStatus& slot) { return slot.kind != vault::SlotKind::coordinator; });
    return std::move(status->slots);
}

}  // namespace

std::string other_owner(Machine& machine, Tablet& tablet, const casework::DraftInfo& draft) {
    if (!tablet.workspace().is_of_another(draft)) {
        return {};
    }
    const auto slots = people(machine, tablet);
    const auto slot = std::ranges::find(slots, *draft.owner, &VaultStatus::SlotStatus::id);
    return slot == slots.end() ? "?" : slot->label;
}

std::size_t count_people(Machine& machine, const Tablet& tablet) { return people(machine, tablet).size(); }

}  // namespace daohu
