// SPDX-License-Identifier: Apache-2.0
#include "core/import/column_plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace daohu::import {

namespace {

constexpr std::string_view kLeftOut = "-";

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

const registry::PropertySchema* find_property(const registry::DatasetSchema& dataset, std::string_view header) {
    if (const registry::PropertySchema* by_name = dataset.find(header)) {
        return by_name;
    }
    const auto by_label = std::ranges::find_if(dataset.properties, [&](const registry::PropertySchema& property) {
        return !header.empty() && (property.label.zh == header || property.label.en == header);
    });
    return by_label == dataset.properties.end() ? nullptr : &*by_label;
}

bool fits_a_cell(const registry::PropertySchema& property) {
    return property.type != registry::PropertyType::reference && property.type != registry::PropertyType::attachment &&
           property.mode != registry::PropertyMode::set;
}

}  // namespace

Result<ColumnPlan> ColumnPlan::make(std::span<const std::string> header, const registry::DatasetSchema& dataset,
                                    const std::map<std::string, std::string>& renamed) {
    ColumnPlan plan;
    plan.m_width = header.size();
    std::vector<std::string> faults;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const std::string name{trimmed(header[i])};
        const auto other = renamed.find(name);
        const std::string& meant = other == renamed.end() ? name : other->second;
        if (meant == kLeftOut) {
            continue;
        }
        if (meant == kVillageColumn) {
            if (plan.m_village) {
                faults.push_back(fmt::format("column {} is a second village", i + 1));
            }
            plan.m_village = i;
            continue;
        }
        const registry::PropertySchema* property = find_property(dataset, meant);
        if (property == nullptr) {
            faults.push_back(fmt::format("column {} ({}) is no property of {}", i + 1, name, dataset.name));
        } else if (!fits_a_cell(*property)) {
            faults.push_back(fmt::format("column {} ({}) cannot come from a table", i + 1, property->name));
        } else if (std::ranges::find(plan.m_columns, property, &PlannedColumn::property) != plan.m_columns.end()) {
            faults.push_back(fmt::format("column {} is {} a second time", i + 1, property->name));
        } else {
            plan.m_columns.push_back({.index = i, .property = property});
        }
    }
    if (plan.m_columns.empty() && faults.empty()) {
        faults.emplace_back("no column is a property");
    }
    if (!faults.empty()) {
        return fail(ErrorCode::table_columns_wrong, fmt::format("{}", fmt::join(faults, "; ")));
    }
    return plan;
}

}  // namespace daohu::import
