// SPDX-License-Identifier: Apache-2.0
#include "core/policy/moment.hpp"

#include "core/base/beijing_time.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <optional>

namespace daohu::policy {
namespace {

// Exactly two digits at the front of `text`, which loses them.
std::optional<int> take_two_digits(std::string_view& text) {
    int value = 0;
    if (text.size() < 2) {
        return std::nullopt;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + 2, value);
    if (error != std::errc{} || end != text.data() + 2 || value < 0) {
        return std::nullopt;
    }
    text.remove_prefix(2);
    return value;
}

bool take(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

// "10:15", "10:15:30" or "10:15:30.250" at the front of `text`.
std::optional<std::chrono::milliseconds> take_time(std::string_view& text) {
    const auto hours = take_two_digits(text);
    if (!hours || *hours > 23 || !take(text, ':')) {
        return std::nullopt;
    }
    const auto minutes = take_two_digits(text);
    if (!minutes || *minutes > 59) {
        return std::nullopt;
    }
    std::chrono::milliseconds time = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
    if (!take(text, ':')) {
        return time;
    }
    const auto seconds = take_two_digits(text);
    if (!seconds || *seconds > 59) {
        return std::nullopt;
    }
    time += std::chrono::seconds{*seconds};
    if (take(text, '.')) {
        int scale = 100;
        const std::string_view before = text;
        while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
            time += std::chrono::milliseconds{(text.front() - '0') * scale};
            scale /= 10;
            text.remove_prefix(1);
        }
        if (before.size() == text.size()) {
            return std::nullopt;
        }
    }
    return time;
}

// What follows the time: nothing (Beijing), "Z", "+08:00".
std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
    if (text.empty()) {
        return kBeijingOffset;
    }
    if (take(text, 'Z')) {
        return std::chrono::minutes{0};
    }
    const bool west = take(text, '-');
    if (!west && !take(text, '+')) {
        return std::nullopt;
    }
    const auto hours = take_two_digits(text);
    if (!hours || *hours > 14 || !take(text, ':')) {
        return std::nullopt;
    }
    const auto minutes = take_two_digits(text);
    if (!minutes || *minutes > 59) {
        return std::nullopt;
    }
    const std::chrono::minutes offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
    return west ? -offset : offset;
}

}  // namespace

Result<WallTime> parse_moment(std::string_view text) {
    constexpr std::size_t kDateLength = 10;
    if (text.size() <= kDateLength || (text[kDateLength] != 'T' && text[kDateLength] != ' ')) {
        return fail(ErrorCode::date_malformed, "a moment is written 2026-03-02T10:15+08:00");
    }
    const Date date = TRY(Date::parse(text.substr(0, kDateLength)));
    std::string_view rest = text.substr(kDateLength + 1);
    const auto time = take_time(rest);
    const auto offset = time ? take_offset(rest) : std::nullopt;
    if (!time || !offset || !rest.empty()) {
        return fail(ErrorCode::date_malformed, "a moment is written 2026-03-02T10:15+08:00");
    }
    return WallTime{date.days()} + *time - *offset;
}

std::string to_text(WallTime moment) {
    const BeijingTime time = beijing_time(moment);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time.time_of_day) % std::chrono::minutes{1};
    const std::string clock =
        seconds.count() == 0 ? time.to_clock_text() : fmt::format("{}:{:02}", time.to_clock_text(), seconds.count());
    return fmt::format("{}T{}+08:00", time.date.to_string(), clock);
}

}  // namespace daohu::policy
