// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/labour_month.hpp"

#include "core/base/decimal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace daohu::casework {

namespace {

constexpr int kPlaces = 2;

// Hundredths of an hour; nothing for what is no number, or has more places.
std::optional<std::int64_t> hundredths(std::string_view text) {
    const decimal::Parsed parsed = decimal::parse(text);
    if (parsed.problem || parsed.number.places > kPlaces || parsed.number.digits < 0) {
        return std::nullopt;
    }
    constexpr std::array<std::int64_t, kPlaces + 1> kFactors{100, 10, 1};
    return parsed.number.digits * kFactors[static_cast<std::size_t>(parsed.number.places)];
}

std::string as_decimal(std::int64_t hundredths_of_hours) {
    std::string text = fmt::format("{}.{:02}", hundredths_of_hours / 100, hundredths_of_hours % 100);
    text.erase(text.find_last_not_of('0') + 1);
    return text.back() == '.' ? text + "0" : text;
}

// When the entry was first written, by the clock of whoever wrote.
std::optional<WallTime> written_at(const registry::Entity& entity) {
    if (!entity.status_register) {
        return std::nullopt;
    }
    return entity.status_register->siblings.back().by.hlc.time();
}

}  // namespace

std::optional<Date> month_from(std::string_view text) {
    constexpr std::size_t kLetters = 7;
    const auto first = Date::parse(fmt::format("{}-01", text));
    return text.size() == kLetters && first ? std::optional{*first} : std::nullopt;
}

WallTime closing_of_month(Date day) { return start_of_beijing_day(day.last_of_month()) + std::chrono::hours{24}; }

Result<void> check_month_open(Date day, WallTime now) {
    if (now >= closing_of_month(day)) {
        return fail(ErrorCode::casework_month_closed, day.first_of_month().to_string());
    }
    return {};
}

LabourMonth labour_month(std::span<const registry::Entity> entries, Date month, std::optional<WallTime> settled_at) {
    const WallTime closing = std::min(closing_of_month(month), settled_at.value_or(WallTime::max()));
    LabourMonth result;
    std::set<EntityId> persons;
    std::int64_t hours = 0;
    for (const registry::Entity& entity : entries) {
        const auto day = Date::parse(entity.text("worked_on").value_or(""));
        if (entity.dataset != "labour_entry" || !day || day->first_of_month() != month.first_of_month()) {
            continue;
        }
        const auto written = written_at(entity);
        if (written && *written >= closing) {
            result.corrections.push_back(entity.id);
            continue;
        }
        if (entity.text("attended") != "yes") {
            continue;
        }
        const auto worked = hundredths(entity.text("hours").value_or(""));
        const auto person = entity.reference("person");
        if (!worked || !person) {
            result.unreadable.push_back(entity.id);
            continue;
        }
        hours += *worked;
        persons.insert(*person);
    }
    result.hours = as_decimal(hours);
    result.attended = persons.size();
    return result;
}

}  // namespace daohu::casework
