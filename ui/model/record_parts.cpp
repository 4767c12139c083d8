// SPDX-License-Identifier: Apache-2.0
#include "ui/model/record_parts.hpp"

#include "core/casework/read/links.hpp"
#include "ui/text/near_date.hpp"

#include <algorithm>
#include <array>

namespace daohu::model {

namespace {

// Which values say how a record stands; of any other kind, what it says first.
struct Standing {
    std::string_view dataset;
    std::array<std::string_view, 3> properties;
};
constexpr std::array kStandings{
    Standing{"first_aid", {"cash", "fund_source", "papers"}}, Standing{"follow_up", {"kind", "due", "done_on"}},
    Standing{"referral", {"body", "state", "due"}},           Standing{"reserve_entry", {"kind", "amount", ""}},
    Standing{"revisit", {"visited_on", "rating", ""}},
};

bool speaks_for_itself(registry::PropertyType type) {
    return type == registry::PropertyType::code || type == registry::PropertyType::codes;
}

std::string detail_of(const registry::Entity& record, const Vocabulary& words) {
    const auto* const standing = std::ranges::find(kStandings, record.dataset, &Standing::dataset);
    if (standing == kStandings.end()) {
        return summary_of(record, words);
    }
    std::string said;
    for (const std::string_view name : standing->properties) {
        const registry::PropertySchema* const property = words.schemas().find_property(record.dataset, name);
        const entry::Value* const value = property == nullptr ? nullptr : record.displayed(name);
        if (value == nullptr || entry::is_null(*value)) {
            continue;
        }
        const std::string shown = words.value(*value, *property);
        said = words.facts({said, speaks_for_itself(property->type) || shown.empty()
                                      ? shown
                                      : words.of(property->label) + ' ' + shown});
    }
    return said;
}

}  // namespace

std::vector<RecordPart> parts_of(std::span<const registry::Entity> records, Moment now, const Vocabulary& words) {
    std::vector<RecordPart> parts;
    for (const registry::Entity& record : records) {
        const Moment written = moment_of(WallTime{std::chrono::milliseconds{casework::recorded_at(record)}});
        parts.push_back({.id = row_id(record.id),
                         .title = words.dataset(record.dataset),
                         .detail = detail_of(record, words),
                         .note = std::string{near_date(words.words(), written.date, now.date).view()}});
    }
    return parts;
}

}  // namespace daohu::model
