// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/out_of_role.hpp"

#include "core/casework/act/own_role.hpp"

#include <algorithm>

namespace daohu::casework {

Result<std::vector<OutOfRole>> acts_out_of_role(const ReadContext& context, const journal::CountyDevices& county,
                                                std::size_t each) {
    std::vector<OutOfRole> found;
    const std::vector<TabletHolder> holders = TRY(tablet_holders(context.registry, county));
    for (const TabletHolder& holder : holders) {
        std::vector<registry::HistoryItem> history = TRY(context.registry.history(holder.worker));
        std::erase_if(history, [&](const registry::HistoryItem& item) { return !is_of_county(item.by, county); });
        const std::vector<RolePeriod> periods = role_periods(history);
        std::vector<OwnAct> acts = TRY(acts_of_tablet(context, holder.device, each));
        for (OwnAct& act : acts) {
            const RoleVerdict verdict = judge_act(act.form, act.written_at, periods);
            if (!act.form.empty() && verdict.standing != Standing::stands) {
                found.push_back({.act = std::move(act), .worker = holder.worker, .verdict = verdict});
            }
        }
    }
    std::ranges::stable_sort(found, std::greater{}, [](const OutOfRole& line) { return line.act.written_at; });
    return found;
}

}  // namespace daohu::casework
