// SPDX-License-Identifier: Apache-2.0
#pragma once

// Distances and areas on a sphere of the Earth's equatorial radius; altitude is left out (ODK specification,
// "Geographic Functions"). Private to the room. Any thread.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::form::xpath {

// Degrees.
struct GeoPoint {
    double latitude = 0;
    double longitude = 0;
};

// Points out of texts such as "30.1 103.2 550 4" or "30.1 103.2; 30.2 103.3". Empty where one of them is none.
[[nodiscard]] std::vector<GeoPoint> parse_points(std::span<const std::string> texts);

// Metres along the points, to the centimetre. 0 for fewer than two.
[[nodiscard]] double length_of(std::span<const GeoPoint> points);
// Square metres inside the points, to 0.01. 0 for fewer than three.
[[nodiscard]] double area_of(std::span<const GeoPoint> points);
// False also where the shape is not closed.
[[nodiscard]] bool is_inside(GeoPoint point, std::span<const GeoPoint> shape);

}  // namespace daohu::form::xpath
