// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which column of a table is which property of a dataset. Any thread.
//
// A column is known by the property's name, a former name, its label in either language, or by what the person who
// imports says it is. A column that is none of these is refused: a list that was exported with other columns is another
// list. The village of a row is a column too, or one for the whole table.

#include "core/registry/schema.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace daohu::import {

// The column that holds a row's village, 12 digits.
inline constexpr std::string_view kVillageColumn = "village_code";

struct PlannedColumn {
    std::size_t index = 0;                               // in the row
    const registry::PropertySchema* property = nullptr;  // null: the village
};

class ColumnPlan {
public:
    // `renamed` says which property a header stands for; "-" leaves the column out. The schemas must outlive the plan.
    //
    // table_columns_wrong; the detail names every column that is unknown, twice, or of a kind that no table can hold
    // (references and attachments), with its number.
    [[nodiscard]] static Result<ColumnPlan> make(std::span<const std::string> header,
                                                 const registry::DatasetSchema& dataset,
                                                 const std::map<std::string, std::string>& renamed);

    [[nodiscard]] const std::vector<PlannedColumn>& columns() const { return m_columns; }
    [[nodiscard]] std::optional<std::size_t> village_column() const { return m_village; }
    [[nodiscard]] std::size_t width() const { return m_width; }

private:
    std::vector<PlannedColumn> m_columns;
    std::optional<std::size_t> m_village;
    std::size_t m_width = 0;
};

}  // namespace daohu::import
