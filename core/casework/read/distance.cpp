// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/distance.hpp"

#include "core/casework/facts/known_values.hpp"
#include "core/casework/read/rows.hpp"
#include "core/casework/read/village_rows.hpp"

#include <charconv>
#include <cmath>
#include <numbers>

namespace daohu::casework {

namespace {

std::optional<double> degrees(std::string_view text, double limit) {
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_number = problem == std::errc{} && end == text.data() + text.size() && std::abs(value) <= limit;
    return is_number ? std::optional{value} : std::nullopt;
}

double radians(double degrees_of_arc) { return degrees_of_arc * std::numbers::pi / 180; }

}  // namespace

std::optional<GeoPoint> point_in(std::string_view place) {
    constexpr double kPole = 90;
    constexpr double kDateLine = 180;
    const std::vector<std::string> words = words_of(place);
    if (words.size() < 2) {
        return std::nullopt;
    }
    const auto latitude = degrees(words[0], kPole);
    const auto longitude = degrees(words[1], kDateLine);
    return latitude && longitude ? std::optional{GeoPoint{*latitude, *longitude}} : std::nullopt;
}

std::int64_t metres_between(const GeoPoint& a, const GeoPoint& b) {
    constexpr double kEarthRadius = 6'371'000;  // metres
    const double half_north = std::sin(radians(b.latitude - a.latitude) / 2);
    const double half_east = std::sin(radians(b.longitude - a.longitude) / 2);
    const double chord =
        half_north * half_north + std::cos(radians(a.latitude)) * std::cos(radians(b.latitude)) * half_east * half_east;
    return std::llround(2 * kEarthRadius * std::asin(std::sqrt(std::min(1.0, chord))));
}

Result<std::optional<GeoPoint>> place_of(const ReadContext& context, EntityId household) {
    std::optional<GeoPoint> found;
    TRY(walk_rows(context.registry, VisitProjector::kName, registry::RowKey{household.to_string()},
                  [&](const registry::ListRow& row) {
                      found = point_in(text_in(row.columns[VisitProjector::place]));
                      return found ? Walk::stop : Walk::on;
                  }));
    return found;
}

}  // namespace daohu::casework
