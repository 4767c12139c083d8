// SPDX-License-Identifier: Apache-2.0
#pragma once

// Invented states of the screens around households: the plan, lists, the dossier, reviews, rules, referrals. UI thread.

#include "platform/gallery/sample_states.hpp"
#include "ui/model/dossier.hpp"
#include "ui/model/due_reviews.hpp"
#include "ui/model/first_aid.hpp"
#include "ui/model/households.hpp"
#include "ui/model/more.hpp"
#include "ui/model/plan.hpp"
#include "ui/model/policy.hpp"
#include "ui/model/record_list.hpp"
#include "ui/model/referrals.hpp"

namespace daohu::gallery {

// Households of the long samples: more than any list may lay out at once.
inline constexpr std::size_t kManyHouseholds = 5000;

[[nodiscard]] model::MoreState more(Words& words, Sample sample);
[[nodiscard]] model::RecordListState record_list(Words& words, Sample sample);
[[nodiscard]] model::PlanState plan(Words& words, Sample sample);
[[nodiscard]] model::HouseholdsState households(Words& words, Sample sample);
[[nodiscard]] model::DossierState dossier(Words& words, Sample sample);
[[nodiscard]] model::DossierState dossier_page(Words& words, Sample sample, model::DossierPage page);
[[nodiscard]] model::DueReviewsState due_reviews(Words& words, Sample sample);
[[nodiscard]] model::PolicyState policy(Words& words, Sample sample);
[[nodiscard]] model::ReferralsState referrals(Words& words, Sample sample);
[[nodiscard]] model::FirstAidState first_aid(Words& words, Sample sample);

}  // namespace daohu::gallery
