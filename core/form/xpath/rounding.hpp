// SPDX-License-Identifier: Apache-2.0
#pragma once

// round() of XPath 1.0, and ODK's with decimal places. Private to the room. Any thread.

namespace daohu::form::xpath {

// To the nearest whole number, a half upwards: 2.5 is 3, -1.5 is -1.
[[nodiscard]] double round_half_up(double value);

// To `places` decimals, or to tens, hundreds, ... where it is negative. A half is judged on the decimal digits as
// written: 1.005 to two places is 1.01, although its binary form lies below.
[[nodiscard]] double round_to_places(double value, double places);

}  // namespace daohu::form::xpath
