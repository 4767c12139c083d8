// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/dates.hpp"

#include "core/form/number_text.hpp"
#include "core/form/xpath/calendar_names.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <iterator>
#include <limits>

namespace daohu::form::xpath {

namespace {

constexpr std::int64_t kMsPerMinute = 60'000;
constexpr std::int64_t kMsPerHour = 60 * kMsPerMinute;
constexpr std::int64_t kMsPerDay = 24 * kMsPerHour;
// 0001-01-01 and the end of 9999-12-31, with a day's room for time zones.
constexpr double kFirstDay = -719'162 + 1;
constexpr double kLastDay = 2'932'896;
constexpr int kMaxOffsetHours = 14;

// Reads fixed forms from the front of a text.
class Reader {
public:
    explicit Reader(std::string_view text) : m_text{text} {}

    [[nodiscard]] bool at_end() const { return m_text.empty(); }
    [[nodiscard]] char front() const { return m_text.empty() ? '\0' : m_text.front(); }
    bool accept(char c) {
        if (front() != c) {
            return false;
        }
        m_text.remove_prefix(1);
        return true;
    }
    // A number of `least` to `most` digits not above `limit`.
    std::optional<int> number(std::size_t least, std::size_t most, int limit) {
        std::size_t digits = 0;
        int value = 0;
        while (digits < most && digits < m_text.size() && is_digit(m_text[digits])) {
            value = value * 10 + (m_text[digits] - '0');
            ++digits;
        }
        if (digits < least || value > limit) {
            return std::nullopt;
        }
        m_text.remove_prefix(digits);
        return value;
    }
    // Digits after a decimal point as milliseconds; further digits are dropped.
    std::optional<int> milliseconds() {
        int value = 0;
        int scale = 100;
        std::size_t digits = 0;
        while (digits < m_text.size() && is_digit(m_text[digits])) {
            value += (m_text[digits] - '0') * scale;
            scale /= 10;
            ++digits;
        }
        m_text.remove_prefix(digits);
        return digits == 0 ? std::nullopt : std::optional{value};
    }

private:
    std::string_view m_text;
};

// Milliseconds into the day; hours to seconds, the seconds optional unless asked for.
std::optional<std::int64_t> read_time(Reader& reader, bool needs_seconds) {
    const auto hours = reader.number(2, 2, 23);
    if (!hours || !reader.accept(':')) {
        return std::nullopt;
    }
    const auto minutes = reader.number(2, 2, 59);
    if (!minutes) {
        return std::nullopt;
    }
    std::int64_t time = *hours * kMsPerHour + *minutes * kMsPerMinute;
    if (!reader.accept(':')) {
        return needs_seconds ? std::nullopt : std::optional{time};
    }
    const auto seconds = reader.number(2, 2, 59);
    if (!seconds) {
        return std::nullopt;
    }
    time += *seconds * 1000;
    if (reader.accept('.')) {
        const auto milliseconds = reader.milliseconds();
        if (!milliseconds) {
            return std::nullopt;
        }
        time += *milliseconds;
    }
    return time;
}

// "Z", "+08", "+0800", "+08:00", or `zone` at the end of the text.
std::optional<UtcOffset> read_offset(Reader& reader, UtcOffset zone) {
    if (reader.at_end()) {
        return zone;
    }
    if (reader.accept('Z')) {
        return reader.at_end() ? std::optional{0} : std::nullopt;
    }
    const bool west = reader.front() == '-';
    if (!reader.accept('-') && !reader.accept('+')) {
        return std::nullopt;
    }
    const auto hours = reader.number(2, 2, kMaxOffsetHours);
    if (!hours) {
        return std::nullopt;
    }
    int minutes = 0;
    if (!reader.at_end()) {
        reader.accept(':');
        const auto read = reader.number(2, 2, 59);
        if (!read || !reader.at_end()) {
            return std::nullopt;
        }
        minutes = *read;
    }
    const UtcOffset offset = *hours * 60 + minutes;
    return west ? -offset : offset;
}

struct Local {
    std::chrono::year_month_day date;
    std::int64_t time_ms;
};

Local local_of(MomentMs moment, UtcOffset zone) {
    const std::int64_t local_ms = moment + zone * kMsPerMinute;
    const std::int64_t day = local_ms >= 0 ? local_ms / kMsPerDay : -((kMsPerDay - 1 - local_ms) / kMsPerDay);
    return {std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{day}}}, local_ms - day * kMsPerDay};
}

void append_date_part(const Local& local, std::string& out) {
    fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}", static_cast<int>(local.date.year()),
                   static_cast<unsigned>(local.date.month()), static_cast<unsigned>(local.date.day()));
}

}  // namespace

bool looks_like_date(std::string_view text) {
    text = trim_spaces(text);
    return text.size() >= 8 && text[4] == '-' && is_digit(text[0]) && is_digit(text[3]) && is_digit(text[5]);
}

std::optional<MomentMs> parse_moment(std::string_view text, UtcOffset zone, DateForm form) {
    Reader reader{trim_spaces(text)};
    const std::size_t least_digits = form == DateForm::strict ? 2 : 1;
    const auto year = reader.number(4, 4, 9999);
    if (!year || *year == 0 || !reader.accept('-')) {
        return std::nullopt;
    }
    const auto month = reader.number(least_digits, 2, 12);
    if (!month || !reader.accept('-')) {
        return std::nullopt;
    }
    const auto day = reader.number(least_digits, 2, 31);
    if (!day) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) {
        return std::nullopt;
    }
    const std::int64_t midnight = std::chrono::sys_days{date}.time_since_epoch().count() * kMsPerDay;
    if (reader.at_end()) {
        return midnight - zone * kMsPerMinute;
    }
    if (!reader.accept('T')) {
        return std::nullopt;
    }
    const auto time = read_time(reader, false);
    if (!time) {
        return std::nullopt;
    }
    const auto offset = read_offset(reader, zone);
    return offset ? std::optional{midnight + *time - *offset * kMsPerMinute} : std::nullopt;
}

double days_of(MomentMs moment) { return static_cast<double>(moment) / static_cast<double>(kMsPerDay); }

std::optional<MomentMs> moment_of(double days) {
    if (!(days >= kFirstDay && days < kLastDay)) {
        return std::nullopt;
    }
    return std::llround(days * static_cast<double>(kMsPerDay));
}

MomentMs midnight_before(MomentMs moment, UtcOffset zone) { return moment - local_of(moment, zone).time_ms; }

void append_moment(MomentMs moment, UtcOffset zone, std::string& out) {
    if (local_of(moment, zone).time_ms == 0) {
        append_date(moment, zone, out);
    } else {
        append_date_time(moment, zone, out);
    }
}

void append_date(MomentMs moment, UtcOffset zone, std::string& out) { append_date_part(local_of(moment, zone), out); }

void append_date_time(MomentMs moment, UtcOffset zone, std::string& out) {
    const Local local = local_of(moment, zone);
    append_date_part(local, out);
    const std::int64_t time = local.time_ms;
    const UtcOffset distance = std::abs(zone);
    fmt::format_to(std::back_inserter(out), "T{:02}:{:02}:{:02}.{:03}{}{:02}:{:02}", time / kMsPerHour,
                   time / kMsPerMinute % 60, time / 1000 % 60, time % 1000, zone < 0 ? '-' : '+', distance / 60,
                   distance % 60);
}

void append_formatted(MomentMs moment, UtcOffset zone, std::string_view format, std::string_view language,
                      std::string& out) {
    const Local local = local_of(moment, zone);
    const int year = static_cast<int>(local.date.year());
    const unsigned month = static_cast<unsigned>(local.date.month());
    const unsigned day = static_cast<unsigned>(local.date.day());
    const unsigned weekday = std::chrono::weekday{std::chrono::sys_days{local.date}}.c_encoding();
    const CalendarNames& names = calendar_names(language);
    const auto to = std::back_inserter(out);
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%' || i + 1 == format.size()) {
            out += format[i];
            continue;
        }
        ++i;
        switch (format[i]) {
            case 'Y': fmt::format_to(to, "{:04}", year); break;
            case 'y': fmt::format_to(to, "{:02}", year % 100); break;
            case 'm': fmt::format_to(to, "{:02}", month); break;
            case 'n': fmt::format_to(to, "{}", month); break;
            case 'b': out += names.months[month - 1]; break;
            case 'd': fmt::format_to(to, "{:02}", day); break;
            case 'e': fmt::format_to(to, "{}", day); break;
            case 'a': out += names.weekdays[weekday]; break;
            case 'H': fmt::format_to(to, "{:02}", local.time_ms / kMsPerHour); break;
            case 'h': fmt::format_to(to, "{}", local.time_ms / kMsPerHour); break;
            case 'M': fmt::format_to(to, "{:02}", local.time_ms / kMsPerMinute % 60); break;
            case 'S': fmt::format_to(to, "{:02}", local.time_ms / 1000 % 60); break;
            case '3': fmt::format_to(to, "{:03}", local.time_ms % 1000); break;
            default:
                out += '%';
                out += format[i];
                break;
        }
    }
}

double fraction_of_day(std::string_view text, UtcOffset zone) {
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    Reader reader{trim_spaces(text)};
    const auto time = read_time(reader, true);
    if (!time) {
        return kNaN;
    }
    const auto offset = read_offset(reader, zone);
    if (!offset) {
        return kNaN;
    }
    const std::int64_t local = (*time + (zone - *offset) * kMsPerMinute) % kMsPerDay;
    return static_cast<double>(local < 0 ? local + kMsPerDay : local) / static_cast<double>(kMsPerDay);
}

}  // namespace daohu::form::xpath
