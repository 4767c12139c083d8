// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/offers.hpp"

#include <array>

namespace daohu {

namespace {

using casework::Act;
using casework::Role;
using casework::Sight;

struct TabPlace {
    model::Tab tab;
    PlaceKind place;
};
constexpr std::array kTabs{TabPlace{model::Tab::today, PlaceKind::today},
                           TabPlace{model::Tab::households, PlaceKind::households},
                           TabPlace{model::Tab::drafts, PlaceKind::drafts}, TabPlace{model::Tab::sync, PlaceKind::sync},
                           TabPlace{model::Tab::more, PlaceKind::more}};

}  // namespace

bool is_offered(Role role, PlaceKind place) {
    switch (place) {
        case PlaceKind::today:
        case PlaceKind::households:
        case PlaceKind::dossier:
        case PlaceKind::due_reviews:
        case PlaceKind::policy:
        case PlaceKind::deadlines:
        case PlaceKind::unreached:
        case PlaceKind::records:
        case PlaceKind::history:
        case PlaceKind::record_kinds:
        case PlaceKind::statistics: return casework::may_see(role, Sight::village);
        case PlaceKind::conflicts: return casework::may(role, Act::settle_conflict);
        case PlaceKind::first_aid: return casework::may_fill_in(role, "first_aid");
        case PlaceKind::desk: return casework::may_see(role, Sight::township);
        case PlaceKind::notices: return casework::may_fill_in(role, "notice_posting");
        case PlaceKind::reserve: return casework::may_fill_in(role, "first_aid");
        case PlaceKind::out_of_role: return casework::may(role, Act::set_aside);
        case PlaceKind::labour: return casework::may_fill_in(role, "labour_roll");
        case PlaceKind::referrals: return casework::may_fill_in(role, "referral_feedback");
        default: return true;
    }
}

std::vector<model::Tab> tabs_of(Role role) {
    std::vector<model::Tab> tabs;
    for (const TabPlace& one : kTabs) {
        if (is_offered(role, one.place)) {
            tabs.push_back(one.tab);
        }
    }
    return tabs;
}

Place home_of(Role role) { return {is_offered(role, PlaceKind::today) ? PlaceKind::today : PlaceKind::drafts}; }

}  // namespace daohu
