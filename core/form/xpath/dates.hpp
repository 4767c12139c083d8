// SPDX-License-Identifier: Apache-2.0
#pragma once

// Dates and times as ODK's expressions know them: texts in ISO 8601, moments in milliseconds since 1970 UTC, numbers in
// days since then. A date or a time without an offset is meant in the device's time zone, a date at its midnight.
// Private to the room. Any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daohu::form::xpath {

using UtcOffset = std::int32_t;  // minutes east of UTC
using MomentMs = std::int64_t;   // milliseconds since 1970-01-01T00:00:00Z

// How a date may be written: number() takes 2026-01-02 only, date() also 2026-1-2.
enum class DateForm : std::uint8_t { strict, lenient };

// "2026-01-02", "2026-01-02T03:04", "...:05.678", with "Z", "+08", "+0800", "+08:00" or no offset. Years 0001 to 9999.
[[nodiscard]] std::optional<MomentMs> parse_moment(std::string_view text, UtcOffset zone, DateForm form);
// Whether it is worth asking parse_moment(): digits and a dash where a date has them.
[[nodiscard]] bool looks_like_date(std::string_view text);

[[nodiscard]] double days_of(MomentMs moment);
// Empty outside the years 0001 to 9999 and for NaN.
[[nodiscard]] std::optional<MomentMs> moment_of(double days);

// The local midnight at or before the moment.
[[nodiscard]] MomentMs midnight_before(MomentMs moment, UtcOffset zone);

// "2026-01-02" where the local time is midnight, else "2026-01-02T03:04:05.678+08:00".
void append_moment(MomentMs moment, UtcOffset zone, std::string& out);
void append_date(MomentMs moment, UtcOffset zone, std::string& out);
void append_date_time(MomentMs moment, UtcOffset zone, std::string& out);

// format-date() and format-date-time(): %Y %y %m %n %b %d %e %a %H %h %M %S %3. `language` names months and days
// (Chinese or English). What follows another % stays as written.
void append_formatted(MomentMs moment, UtcOffset zone, std::string_view format, std::string_view language,
                      std::string& out);

// decimal-time(): the part of the local day that has passed at "12:34:56.789+08:00"; NaN where it is no such time.
[[nodiscard]] double fraction_of_day(std::string_view time, UtcOffset zone);

}  // namespace daohu::form::xpath
