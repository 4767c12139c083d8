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
        case PlaceKind::record_kinds: return make_record_kinds_page(parts);
        case PlaceKind::records: return make_records_page(parts, place.name);
        case PlaceKind::own_acts: return make_own_acts_page(parts);
        case PlaceKind::deadlines: return make_deadlines_page(parts);
        case PlaceKind::unreached: return make_unreached_page(parts);
        case PlaceKind::standards: return make_standards_page(parts);
        case PlaceKind::notices: return make_notices_page(parts);
        case PlaceKind::desk: return make_desk_page(parts);
        case PlaceKind::sealed: return make_sealed_page(parts);
        case PlaceKind::enrol: return make_enrol_page(parts);
        case PlaceKind::labour: return make_labour_page(parts);
        case PlaceKind::history: return make_history_page(parts, place.subject);
        case PlaceKind::cards: return make_cards_page(parts, place.name);
        case PlaceKind::reserve: return make_reserve_page(parts);
        case PlaceKind::out_of_role: return make_out_of_role_page(parts);
    }
    return make_plan_page(parts);
}

}  // namespace

void refresh(Page& page, const PageParts& parts) {
    const auto held = parts.tablet.workspace().reading().registry.hold();
    page.refresh();  // where none can be held, it says itself that it cannot read
}

std::unique_ptr<Page> make_page(const Place& place, const PageParts& parts) {
    auto page = page_of(place, parts);
    refresh(*page, parts);
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

std::string township_of(const PageParts& parts) {
    constexpr std::size_t kTownshipDigits = 9;  // of a division's code
    return village_of(parts).substr(0, kTownshipDigits);
}

std::string worker_name(const PageParts& parts) {
    const auto worker = parts.tablet.viewer().worker;
    const auto entity = worker ? parts.tablet.workspace().reading().registry.find(*worker)
                               : Result<std::optional<registry::Entity>>{std::nullopt};
    return entity && *entity ? std::string{(*entity)->text("full_name").value_or("")} : std::string{};
}

std::function<std::string(std::string_view rule)> rule_names(const PageParts& parts) {
    return [&assets = parts.assets, &words = parts.words](std::string_view rule) {
        const auto found = assets.rule_labels.find(rule);
        if (found == assets.rule_labels.end()) {
            return std::string{rule};
        }
        return words.language() == "en" ? found->second.en : found->second.zh;
    };
}

}  // namespace daohu
