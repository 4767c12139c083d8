// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/make_page.hpp"

#include "platform/daohu/tablet.hpp"

namespace daohu {

namespace {

std::unique_ptr<Page> page_of(const Place& place, const PageParts& parts) {
    switch (place.kind) {
        case PlaceKind::today: break;
        case PlaceKind::households: return make_households_page(parts);
        case PlaceKind::drafts: return make_drafts_page(parts);
        case PlaceKind::sync: return make_sync_page(parts);
        case PlaceKind::more: return make_more_page(parts);
        case PlaceKind::dossier: return make_dossier_page(parts, place.subject);
        case PlaceKind::record: return make_record_page(parts, place.subject);
        case PlaceKind::due_reviews: return make_due_reviews_page(parts);
        case PlaceKind::conflicts: return make_conflicts_page(parts);
        case PlaceKind::policy: return make_policy_page(parts, place.subject);
        case PlaceKind::first_aid: return make_first_aid_page(parts, place.subject);
        case PlaceKind::referrals: return make_referrals_page(parts);
        case PlaceKind::statistics: return make_statistics_page(parts);
        case PlaceKind::carry: return make_carry_page(parts);
        case PlaceKind::settings: return make_settings_page(parts);
        case PlaceKind::tour: return make_tour_page(parts);
        case PlaceKind::store_check: return make_store_check_page(parts);
        case PlaceKind::secret: return make_secret_page(parts);
        case PlaceKind::people: return make_people_page(parts);
        case PlaceKind::new_person: return make_new_person_page(parts);
    }
    return make_plan_page(parts);
}

}  // namespace

std::unique_ptr<Page> make_page(const Place& place, const PageParts& parts) {
    auto page = page_of(place, parts);
    page->refresh();
    return page;
}

void UsualActions::operator()(const model::OpenTab& act) const {
    switch (act.tab) {
        case model::Tab::today: return guide.go({PlaceKind::today});
        case model::Tab::households: return guide.go({PlaceKind::households});
        case model::Tab::drafts: return guide.go({PlaceKind::drafts});
        case model::Tab::sync: return guide.go({PlaceKind::sync});
        case model::Tab::more: return guide.go({PlaceKind::more});
    }
}

void UsualActions::operator()(const model::StartDiscovery&) const { guide.start({.form = "discovery"}); }

Moment present_moment(const PageParts& parts) { return moment_of(parts.machine.clock.wall_now()); }

std::string village_of(const PageParts& parts) { return parts.tablet.village().code; }

}  // namespace daohu
