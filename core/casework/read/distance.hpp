// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where a household is, as far as visits noted it, and how far that is. Any thread; place_of() on the reading
// connection's.

#include "core/casework/read/context.hpp"

namespace daohu::casework {

struct GeoPoint {
    double latitude = 0;   // degrees, north is positive
    double longitude = 0;  // degrees, east is positive
};

// From a place as forms spell it, "latitude longitude altitude accuracy"; nothing for anything else.
[[nodiscard]] std::optional<GeoPoint> point_in(std::string_view place);
// In a straight line, on a round earth.
[[nodiscard]] std::int64_t metres_between(const GeoPoint& a, const GeoPoint& b);

// Of the newest visit to the household that has a place.
[[nodiscard]] Result<std::optional<GeoPoint>> place_of(const ReadContext& context, EntityId household);

}  // namespace daohu::casework
