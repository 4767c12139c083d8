// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/own_acts.hpp"

#include "platform/daohu/county_link.hpp"
#include "platform/daohu/pages/draft_owner.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/household_names.hpp"
#include "ui/model/record_model.hpp"

namespace daohu {

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
        std::string name;
        for (const EntityId subject : act.subjects) {
            if (name.empty()) {
                name = TRY(model::household_name(context.registry, subject)).name;
            }
        }
        own.rows.push_back(model::row_of(act, name, words));
        if (!act.subjects.empty()) {
            own.subjects.emplace(own.rows.back().id, act.subjects.front());
        }
    }
    return own;
}

}  // namespace daohu
