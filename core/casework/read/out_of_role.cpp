// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/out_of_role.hpp"

#include "core/casework/act/own_role.hpp"
#include "core/casework/facts/known_values.hpp"

#include <algorithm>
#include <set>

namespace daohu::casework {

namespace {

using registry::HistoryItem;

constexpr std::size_t kPortion = 256;

// Which tablets stood with a worker from then on.
struct Holding {
    WallTime from;
    std::set<DeviceId> tablets;
};

struct Worker {
    EntityId id;
    std::vector<RolePeriod> roles;
    std::vector<Holding> holdings;  // in order of time

    [[nodiscard]] bool held(DeviceId tablet, WallTime at) const {
        const auto later = std::ranges::find_if(holdings, [&](const Holding& one) { return one.from > at; });
        return later != holdings.begin() && std::prev(later)->tablets.contains(tablet);
    }
};

std::set<DeviceId> tablets_in(const HistoryItem& item) {
    std::set<DeviceId> tablets;
    const auto* text = std::get_if<std::string>(&item.value);
    for (const std::string& word : words_of(text == nullptr ? std::string_view{} : std::string_view{*text})) {
        if (const auto tablet = DeviceId::parse(word)) {
            tablets.insert(*tablet);
        }
    }
    return tablets;
}

// As the county wrote of him.
Result<Worker> worker_of(const ReadContext& context, EntityId id, const journal::CountyDevices& county) {
    std::vector<HistoryItem> history = TRY(context.registry.history(id));
    std::erase_if(history, [&](const HistoryItem& item) { return !is_of_county(item.by, county); });
    Worker worker{.id = id, .roles = role_periods(history), .holdings = {}};
    for (const HistoryItem& item : history) {
        if (item.property == "tablets") {
            worker.holdings.push_back({item.by.hlc.time(), tablets_in(item)});
        }
    }
    return worker;
}

// Those who hold a tablet, or held one.
Result<std::vector<Worker>> holders(const ReadContext& context, const journal::CountyDevices& county) {
    std::vector<Worker> found;
    std::optional<EntityId> after;
    for (std::size_t read = kPortion; read == kPortion;) {
        const std::vector<EntityId> ids = TRY(context.registry.entities("worker", after, kPortion));
        for (const EntityId id : ids) {
            Worker worker = TRY(worker_of(context, id, county));
            if (!worker.holdings.empty()) {
                found.push_back(std::move(worker));
            }
        }
        read = ids.size();
        after = ids.empty() ? after : ids.back();
    }
    return found;
}

// Nobody where nobody held it then, or several did.
const Worker* holder_at(const std::vector<Worker>& workers, DeviceId tablet, WallTime at) {
    const auto held = [&](const Worker& worker) { return worker.held(tablet, at); };
    const auto found = std::ranges::find_if(workers, held);
    return std::ranges::count_if(workers, held) == 1 ? &*found : nullptr;
}

}  // namespace

Result<std::vector<OutOfRole>> acts_out_of_role(const ReadContext& context, const journal::CountyDevices& county,
                                                std::size_t each) {
    std::vector<OutOfRole> found;
    const std::vector<Worker> workers = TRY(holders(context, county));
    std::set<DeviceId> tablets;
    for (const Worker& worker : workers) {
        for (const Holding& holding : worker.holdings) {
            tablets.insert(holding.tablets.begin(), holding.tablets.end());
        }
    }
    for (const DeviceId tablet : tablets) {
        std::vector<OwnAct> acts = TRY(acts_of_tablet(context, tablet, each));
        for (OwnAct& act : acts) {
            const Worker* const holder = act.form.empty() ? nullptr : holder_at(workers, tablet, act.written_at);
            const RoleVerdict verdict =
                holder == nullptr ? RoleVerdict{} : judge_act(act.form, act.written_at, holder->roles);
            if (verdict.standing != Standing::stands) {
                found.push_back({.act = std::move(act), .worker = holder->id, .verdict = verdict});
            }
        }
    }
    std::ranges::stable_sort(found, std::greater{}, [](const OutOfRole& line) { return line.act.written_at; });
    return found;
}

}  // namespace daohu::casework
