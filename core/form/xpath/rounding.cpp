// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/rounding.hpp"

#include "core/form/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace daohu::form::xpath {

namespace {

// Beyond these every double is whole, or rounds to nothing.
constexpr double kMostPlaces = 30;
constexpr double kLeastPlaces = -310;

// value * 10^places, exactly as its shortest decimal form says.
double shifted(double value, int places) {
    std::string digits;
    append_number(value, digits);
    const bool negative = digits.front() == '-';
    if (negative) {
        digits.erase(0, 1);
    }
    std::size_t point = digits.find('.');
    if (point == std::string::npos) {
        point = digits.size();
    } else {
        digits.erase(point, 1);
    }
    std::ptrdiff_t moved = static_cast<std::ptrdiff_t>(point) + places;
    if (moved < 0) {
        digits.insert(0, static_cast<std::size_t>(-moved), '0');
        moved = 0;
    }
    if (moved > static_cast<std::ptrdiff_t>(digits.size())) {
        digits.append(static_cast<std::size_t>(moved) - digits.size(), '0');
    }
    digits.insert(static_cast<std::size_t>(moved), 1, '.');
    const double result = parse_number(digits);
    return negative ? -result : result;
}

}  // namespace

double round_half_up(double value) {
    const double below = std::floor(value);
    // value + 0.5 would itself be rounded, and 0.49999999999999994 become 1.
    return value - below >= 0.5 ? std::copysign(below + 1, value) : below;
}

double round_to_places(double value, double places) {
    places = std::trunc(places);
    if (!std::isfinite(value) || std::isnan(places)) {
        return std::isnan(places) ? std::numeric_limits<double>::quiet_NaN() : value;
    }
    if (places == 0) {
        return round_half_up(value);
    }
    if (places > kMostPlaces) {
        return value;
    }
    const int count = static_cast<int>(std::max(places, kLeastPlaces));
    const double scale = std::pow(10.0, std::abs(count));
    const double quick = count > 0 ? value * scale : value / scale;
    // Only near a half does the last bit of the product decide.
    const double distance = std::fabs(quick - std::floor(quick) - 0.5);
    const bool is_close = distance < 1e-6 || std::fabs(quick) > 1e9;
    const double rounded = round_half_up(is_close ? shifted(value, count) : quick);
    return count > 0 && std::fabs(rounded) < 1e15 && count <= 15 ? rounded / scale : shifted(rounded, -count);
}

}  // namespace daohu::form::xpath
