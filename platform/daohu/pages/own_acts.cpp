// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/own_acts.hpp"

#include "platform/daohu/county_link.hpp"
#include "platform/daohu/pages/draft_owner.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/household_names.hpp"
#include "ui/model/record_model.hpp"

#include <set>

namespace daohu {

namespace {

// Whom the act is about. A list of many is not called by the first of them.
Result<std::string> whom(registry::RegistryReader& registry, const casework::OwnAct& act) {
    std::set<std::string> names;
    for (const EntityId subject : act.subjects) {
        if (std::string name = TRY(model::household_name(registry, subject)).name; !name.empty()) {
            names.insert(std::move(name));
        }
    }
    return names.size() == 1 ? *names.begin() : std::string{};
}

}  // namespace

void OwnActs::open(model::RowId row, Guide& guide) const {
    if (const auto subject = subjects.find(row); subject != subjects.end()) {
        guide.go({PlaceKind::record, subject->second});
    }
}

Result<OwnActs> own_acts_of(const PageParts& parts, std::size_t limit) {
    const casework::ReadContext context = parts.tablet.workspace().reading();
    const CountyLink* const sync = parts.tablet.sync();
    const model::RecordContext words{
        .schemas = parts.assets.schemas, .words = parts.words, .is_uploading = sync != nullptr && sync->is_talking()};
    // Who works here alone wrote all of it, with an earlier key too.
    const bool is_alone = count_people(parts.machine, parts.tablet) <= 1;
    const auto author = is_alone ? std::nullopt : std::optional{parts.tablet.vault().author_key().public_key()};
    const std::vector<casework::OwnAct> acts = TRY(casework::own_acts(context, limit, author));
    OwnActs own;
    for (const casework::OwnAct& act : acts) {
        own.rows.push_back(model::row_of(act, TRY(whom(context.registry, act)), words));
        if (!act.subjects.empty()) {
            own.subjects.emplace(own.rows.back().id, act.subjects.front());
        }
    }
    return own;
}

}  // namespace daohu
