// SPDX-License-Identifier: Apache-2.0
#pragma once

// The data types of binds and the texts their values have. Any thread.
//
// A value is always kept as the text the submission will have; the type says which texts are allowed and how a
// calculated number or date is written down.

#include <cstdint>
#include <string>
#include <string_view>

namespace daohu::form {

// select is a space-separated list of choice values; `barcode` and unknown types are text.
enum class DataType : std::uint8_t {
    text,
    integer,
    decimal,
    boolean,
    date,
    time,
    date_time,
    select,
    geopoint,
    geotrace,
    geoshape,
    binary,
};

// From a bind's `type`, with or without the prefix of XML Schema. Unknown types are text.
[[nodiscard]] DataType data_type_from(std::string_view type);
[[nodiscard]] std::string_view to_string(DataType type);

// Whether a non-empty text is a value of the type: "-3", "2.50", "2024-02-29", "12:30:00.000+08:00", "28.1 103.2 0 5".
[[nodiscard]] bool is_valid(DataType type, std::string_view text);

// How a calculated text is stored: integers are cut at the point ("2.5" is "2"), days since 1970-01-01 UTC become the
// date or moment they are here (`utc_offset_minutes` east of UTC), date and time part from each other, "NaN" is empty.
// What does not fit the type stays as it is. Changes `text`.
void normalise_calculated(DataType type, std::int32_t utc_offset_minutes, std::string& text);

}  // namespace daohu::form
