// SPDX-License-Identifier: Apache-2.0
#pragma once

// The page of every place, one area a file. UI thread.

#include "platform/daohu/pages/page.hpp"

#include <memory>

namespace daohu {

// Has it read what it shows, of one state of the store.
void refresh(Page& page, const PageParts& parts);

// Read once already. Never nothing.
[[nodiscard]] std::unique_ptr<Page> make_page(const Place& place, const PageParts& parts);

[[nodiscard]] std::unique_ptr<Page> make_plan_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_households_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_drafts_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_record_page(const PageParts& parts, EntityId subject);
[[nodiscard]] std::unique_ptr<Page> make_sync_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_carry_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_more_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_dossier_page(const PageParts& parts, EntityId subject);
[[nodiscard]] std::unique_ptr<Page> make_due_reviews_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_policy_page(const PageParts& parts, EntityId subject);
[[nodiscard]] std::unique_ptr<Page> make_statistics_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_conflicts_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_first_aid_page(const PageParts& parts, EntityId discovery);
[[nodiscard]] std::unique_ptr<Page> make_referrals_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_settings_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_tour_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_store_check_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_secret_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_people_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_new_person_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_record_kinds_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_records_page(const PageParts& parts, std::string dataset);
[[nodiscard]] std::unique_ptr<Page> make_own_acts_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_deadlines_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_unreached_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_standards_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_notices_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_desk_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_sealed_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_enrol_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_labour_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_history_page(const PageParts& parts, EntityId subject);
[[nodiscard]] std::unique_ptr<Page> make_cards_page(const PageParts& parts, std::string card);
[[nodiscard]] std::unique_ptr<Page> make_reserve_page(const PageParts& parts);
[[nodiscard]] std::unique_ptr<Page> make_out_of_role_page(const PageParts& parts);

}  // namespace daohu
