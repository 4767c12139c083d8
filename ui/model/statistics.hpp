// SPDX-License-Identifier: Apache-2.0
#pragma once

// What has been reached in the village and what has not. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

struct Figure {
    std::string label;
    std::string figure;  // with its unit
    NoticeKind kind = NoticeKind::info;
};
struct Share {
    std::string label;
    std::string figure;  // "12 of 20 households"
    std::int64_t done = 0;
    std::int64_t total = 0;
    NoticeKind kind = NoticeKind::info;
};
struct Amount {
    std::string label;
    std::string figure;
    std::int64_t value = 0;
};

enum class StatisticsPage : std::uint8_t { coverage, work, money };

struct StatisticsState {
    Moment now;
    SyncBadge badge;
    std::string subtitle;  // of which place and time
    std::optional<Moment> data_as_of;
    StatisticsPage page = StatisticsPage::coverage;
    std::vector<Figure> figures;
    std::vector<Share> shares;   // rings
    std::vector<Share> groups;   // the coverage grid: one cell a group of the village
    std::string kinds_title;     // what the bars measure
    std::vector<Amount> kinds;   // bars
    std::string months_title;    // what the line measures
    std::vector<Amount> months;  // a line over time, oldest first
    std::string remark;          // what the figures leave out
    bool is_reading = false;     // other figures are on their way
    bool can_export = false;     // they may leave the tablet as a spreadsheet
};

struct ExportStatistics {};
struct ShowStatistics {
    StatisticsPage page;
};

using StatisticsAction = std::variant<ShowStatistics, ExportStatistics, GoBack, OpenSync>;
using StatisticsActions = ActionList<StatisticsAction>;

}  // namespace daohu::model
