// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/geo.hpp"

#include "core/form/number_text.hpp"
#include "core/form/xpath/tokens.hpp"

#include <cmath>
#include <numbers>
#include <optional>

namespace daohu::form::xpath {

namespace {

constexpr double kEarthRadius = 6'378'100;  // metres, at the equator
constexpr double kMaxLatitude = 90;
constexpr double kMaxLongitude = 180;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

double to_hundredths(double value) { return std::round(value * 100) / 100; }

std::optional<GeoPoint> parse_point(std::string_view text) {
    const GeoPoint point{parse_number(take_token(text)), parse_number(take_token(text))};
    const bool is_valid = std::fabs(point.latitude) <= kMaxLatitude && std::fabs(point.longitude) <= kMaxLongitude;
    return is_valid ? std::optional{point} : std::nullopt;
}

// Haversine.
double distance_between(const GeoPoint& from, const GeoPoint& to) {
    const double half_latitude = std::sin(radians(to.latitude - from.latitude) / 2);
    const double half_longitude = std::sin(radians(to.longitude - from.longitude) / 2);
    const double chord = half_latitude * half_latitude + std::cos(radians(from.latitude)) *
                                                             std::cos(radians(to.latitude)) * half_longitude *
                                                             half_longitude;
    return 2 * kEarthRadius * std::asin(std::sqrt(std::fmin(1.0, chord)));
}

}  // namespace

std::vector<GeoPoint> parse_points(std::span<const std::string> texts) {
    std::vector<GeoPoint> points;
    for (std::string_view rest : texts) {
        while (!trim_spaces(rest).empty()) {
            const std::size_t end = rest.find(';');
            const std::optional<GeoPoint> point = parse_point(rest.substr(0, end));
            if (!point) {
                return {};
            }
            points.push_back(*point);
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        }
    }
    return points;
}

double length_of(std::span<const GeoPoint> points) {
    double length = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        length += distance_between(points[i - 1], points[i]);
    }
    return to_hundredths(length);
}

double area_of(std::span<const GeoPoint> points) {
    if (points.size() < 3) {
        return 0;
    }
    // The signed areas between the equator and each side, on the sphere.
    double total = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const GeoPoint& from = points[i];
        const GeoPoint& to = points[(i + 1) % points.size()];
        total += radians(to.longitude - from.longitude) *
                 (2 + std::sin(radians(from.latitude)) + std::sin(radians(to.latitude)));
    }
    return to_hundredths(std::fabs(total * kEarthRadius * kEarthRadius / 2));
}

bool is_inside(GeoPoint point, std::span<const GeoPoint> shape) {
    const bool is_closed = shape.size() > 3 && shape.front().latitude == shape.back().latitude &&
                           shape.front().longitude == shape.back().longitude;
    if (!is_closed) {
        return false;
    }
    // A ray from the point crosses the outline an odd number of times exactly from inside.
    bool inside = false;
    for (std::size_t i = 1; i < shape.size(); ++i) {
        const GeoPoint& from = shape[i - 1];
        const GeoPoint& to = shape[i];
        if ((from.latitude > point.latitude) == (to.latitude > point.latitude)) {
            continue;
        }
        const double share = (point.latitude - from.latitude) / (to.latitude - from.latitude);
        const double crossing = from.longitude + share * (to.longitude - from.longitude);
        inside = point.longitude < crossing ? !inside : inside;
    }
    return inside;
}

}  // namespace daohu::form::xpath
