// SPDX-License-Identifier: Apache-2.0
#pragma once

// The figures of a village and its township in words and charts: how far everybody was met, what was done, what was paid.
// UI thread.

#include "core/casework/read/activity.hpp"
#include "core/casework/read/sweep.hpp"
#include "ui/model/rules_model.hpp"
#include "ui/model/statistics.hpp"

namespace daohu::model {

// What the pages are made of; all of the same period.
struct StatisticsParts {
    const casework::SweepCoverage& coverage;
    const casework::Activity& activity;
    const casework::TownshipStatistics& township;
    casework::Role reader;
};

// The page that `state` shows.
void fill_statistics(StatisticsState& state, const StatisticsParts& parts, const RuleName& rule_name,
                     const Vocabulary& words);

}  // namespace daohu::model
