// SPDX-License-Identifier: Apache-2.0
#include "core/form/data_type.hpp"

#include "core/form/xpath/dates.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

namespace daohu::form {

namespace {

constexpr std::array<std::pair<std::string_view, DataType>, 20> kTypes{{
    {"string", DataType::text},       {"int", DataType::integer},        {"integer", DataType::integer},
    {"long", DataType::integer},      {"decimal", DataType::decimal},    {"double", DataType::decimal},
    {"float", DataType::decimal},     {"boolean", DataType::boolean},    {"date", DataType::date},
    {"time", DataType::time},         {"dateTime", DataType::date_time}, {"select1", DataType::text},
    {"select", DataType::select},     {"geopoint", DataType::geopoint},  {"geotrace", DataType::geotrace},
    {"geoshape", DataType::geoshape}, {"binary", DataType::binary},      {"base64Binary", DataType::binary},
    {"barcode", DataType::text},      {"rank", DataType::select},
}};

[[nodiscard]] bool is_digit(char c) { return c >= '0' && c <= '9'; }

[[nodiscard]] bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

[[nodiscard]] std::string_view without_sign(std::string_view text) {
    return text.starts_with('-') || text.starts_with('+') ? text.substr(1) : text;
}

[[nodiscard]] std::optional<double> parse_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && std::isfinite(value) ? std::optional{value}
                                                                                            : std::nullopt;
}

[[nodiscard]] bool is_decimal(std::string_view text) {
    const std::string_view digits = without_sign(text);
    return !digits.empty() && (is_digit(digits.front()) || digits.front() == '.') &&
           parse_number(text.starts_with('+') ? digits : text).has_value();
}

[[nodiscard]] int two_digits(std::string_view text, std::size_t at) {
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

[[nodiscard]] bool is_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !all_digits(text.substr(0, 4)) ||
        !all_digits(text.substr(5, 2)) || !all_digits(text.substr(8, 2))) {
        return false;
    }
    const std::chrono::year_month_day day{std::chrono::year{two_digits(text, 0) * 100 + two_digits(text, 2)},
                                          std::chrono::month{static_cast<unsigned>(two_digits(text, 5))},
                                          std::chrono::day{static_cast<unsigned>(two_digits(text, 8))}};
    return day.ok();
}

[[nodiscard]] bool is_offset(std::string_view text) {
    return text.empty() || text == "Z" ||
           (text.size() == 6 && (text[0] == '+' || text[0] == '-') && all_digits(text.substr(1, 2)) && text[3] == ':' &&
            all_digits(text.substr(4))) ||
           (text.size() == 3 && (text[0] == '+' || text[0] == '-') && all_digits(text.substr(1)));
}

// hh:mm, seconds, fraction and offset each optional.
[[nodiscard]] bool is_time(std::string_view text) {
    if (text.size() < 5 || !all_digits(text.substr(0, 2)) || text[2] != ':' || !all_digits(text.substr(3, 2)) ||
        two_digits(text, 0) > 24 || two_digits(text, 3) > 59) {
        return false;
    }
    text.remove_prefix(5);
    if (text.starts_with(':')) {
        if (text.size() < 3 || !all_digits(text.substr(1, 2)) || two_digits(text, 1) > 60) {
            return false;
        }
        text.remove_prefix(3);
    }
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        while (!text.empty() && is_digit(text.front())) {
            text.remove_prefix(1);
        }
    }
    return is_offset(text);
}

[[nodiscard]] bool is_date_time(std::string_view text) {
    return text.size() > 11 && text[10] == 'T' && is_date(text.substr(0, 10)) && is_time(text.substr(11));
}

// "latitude longitude altitude accuracy", the last two optional.
[[nodiscard]] bool is_geopoint(std::string_view text) {
    std::array<double, 4> parts{};
    std::size_t count = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const auto part = parse_number(text.substr(0, end));
        if (!part || count == parts.size()) {
            return false;
        }
        parts[count++] = *part;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return count >= 2 && std::abs(parts[0]) <= 90 && std::abs(parts[1]) <= 180;
}

[[nodiscard]] bool is_geo_list(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        std::string_view point = text.substr(0, end);
        while (point.starts_with(' ')) {
            point.remove_prefix(1);
        }
        while (point.ends_with(' ')) {
            point.remove_suffix(1);
        }
        if (!point.empty() && !is_geopoint(point)) {
            return false;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

// The moment a text of a date, of a date and time, or of days stands for.
[[nodiscard]] std::optional<xpath::MomentMs> moment_from(std::string_view text, xpath::UtcOffset zone) {
    if (is_date_time(text) || is_date(text)) {
        return xpath::parse_moment(text, zone, xpath::DateForm::strict);
    }
    const auto days = parse_number(text);
    return days ? xpath::moment_of(*days) : std::nullopt;
}

void normalise_date(xpath::UtcOffset zone, std::string& text) {
    if (const auto moment = moment_from(text, zone)) {
        text.clear();
        xpath::append_date(*moment, zone, text);
    }
}

// One that is written out already keeps its own offset.
void normalise_date_time(xpath::UtcOffset zone, std::string& text) {
    if (is_date_time(text)) {
        return;
    }
    if (const auto moment = moment_from(text, zone)) {
        text.clear();
        xpath::append_date_time(*moment, zone, text);
    }
}

}  // namespace

DataType data_type_from(std::string_view type) {
    const std::size_t colon = type.find(':');
    const std::string_view local = colon == std::string_view::npos ? type : type.substr(colon + 1);
    const auto* const found =
        std::find_if(kTypes.begin(), kTypes.end(), [local](const auto& entry) { return entry.first == local; });
    return found == kTypes.end() ? DataType::text : found->second;
}

std::string_view to_string(DataType type) {
    switch (type) {
        case DataType::text: return "string";
        case DataType::integer: return "int";
        case DataType::decimal: return "decimal";
        case DataType::boolean: return "boolean";
        case DataType::date: return "date";
        case DataType::time: return "time";
        case DataType::date_time: return "dateTime";
        case DataType::select: return "select";
        case DataType::geopoint: return "geopoint";
        case DataType::geotrace: return "geotrace";
        case DataType::geoshape: return "geoshape";
        case DataType::binary: return "binary";
    }
    return "string";
}

bool is_valid(DataType type, std::string_view text) {
    switch (type) {
        case DataType::integer: return all_digits(without_sign(text)) && text.size() <= 19;
        case DataType::decimal: return is_decimal(text);
        case DataType::boolean: return text == "true" || text == "false" || text == "1" || text == "0";
        case DataType::date: return is_date(text);
        case DataType::time: return is_time(text);
        case DataType::date_time: return is_date_time(text);
        case DataType::geopoint: return is_geopoint(text);
        case DataType::geotrace:
        case DataType::geoshape: return is_geo_list(text);
        case DataType::text:
        case DataType::select:
        case DataType::binary: return true;
    }
    return true;
}

void normalise_calculated(DataType type, std::int32_t utc_offset_minutes, std::string& text) {
    if (text == "NaN") {
        text.clear();
    }
    if (text.empty()) {
        return;
    }
    switch (type) {
        case DataType::integer:
            // A plain decimal loses its fraction; a number with an exponent is beyond integers and stays.
            if (const std::size_t point = text.find('.');
                point != std::string::npos && is_decimal(text) && text.find_first_of("eE") == std::string::npos) {
                text.resize(point);
                if (text.empty() || text == "-" || text == "-0") {
                    text.assign(1, '0');
                }
            }
            break;
        case DataType::date: normalise_date(utc_offset_minutes, text); break;
        case DataType::date_time: normalise_date_time(utc_offset_minutes, text); break;
        case DataType::time:
            if (is_date_time(text)) {
                text.erase(0, 11);
            }
            break;
        default: break;
    }
}

}  // namespace daohu::form
