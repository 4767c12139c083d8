// SPDX-License-Identifier: Apache-2.0
#include "core/base/id_number.hpp"

#include "core/base/digits.hpp"
#include "core/base/text_fold.hpp"
#include "core/base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu {

namespace {

constexpr std::size_t kOldLength = 15;
constexpr std::size_t kSerialEnd = IdNumber::kLength - 1;
constexpr int kFirstBirthYear = 1800;  // nobody older can have been given a number

std::string canonical_spelling(std::string_view text) {
    std::string canonical = fold_width(trim_space(text));
    std::ranges::replace(canonical, 'x', 'X');
    return canonical;
}

Result<Date> birth_in(std::string_view year_month_day) {
    const auto year = static_cast<int>(parse_digits(year_month_day.substr(0, 4)).value_or(0));
    const unsigned month = parse_digits(year_month_day.substr(4, 2)).value_or(0);
    const unsigned day = parse_digits(year_month_day.substr(6, 2)).value_or(0);
    Result<Date> date = Date::of(year, month, day);
    if (!date || year < kFirstBirthYear) {
        return fail(ErrorCode::id_number_date);
    }
    return date;
}

// In the old form the century was left out: all of them were born in the twentieth.
Failure judge_old_form(std::string_view canonical) {
    if (!is_all_digits(canonical)) {
        return fail(ErrorCode::id_number_character);
    }
    const Result<Date> birth = birth_in(fmt::format("19{}", canonical.substr(6, 6)));
    return fail(birth ? ErrorCode::id_number_old_form : ErrorCode::id_number_date);
}

}  // namespace

IdNumber::IdNumber(std::string_view canonical, Date birth) : m_birth{birth} {
    std::ranges::copy(canonical, m_text.begin());
}

Result<IdNumber> IdNumber::parse(std::string_view text) {
    const std::string canonical = canonical_spelling(text);
    const std::size_t length = count_scalars(canonical);
    if (length == kOldLength) {
        return judge_old_form(canonical);
    }
    if (length != kLength) {
        return fail(ErrorCode::id_number_length, fmt::format("{} characters", length));
    }
    const std::string_view digits = std::string_view{canonical}.substr(0, kSerialEnd);
    const char last = canonical.back();
    if (canonical.size() != kLength || !is_all_digits(digits) || !(is_ascii_digit(last) || last == 'X')) {
        return fail(ErrorCode::id_number_character);
    }
    const Date birth = TRY(birth_in(digits.substr(6, 8)));
    if (id_number_check_character(digits) != last) {
        return fail(ErrorCode::id_number_checksum);
    }
    return IdNumber{canonical, birth};
}

Sex IdNumber::sex() const { return (m_text[kSerialEnd - 1] - '0') % 2 == 1 ? Sex::male : Sex::female; }

std::optional<char> id_number_check_character(std::string_view first_digits) {
    if (first_digits.size() != kSerialEnd || !is_all_digits(first_digits)) {
        return std::nullopt;
    }
    // Each place weighs twice the one to its right, modulo 11; the check character brings the sum to 1.
    unsigned sum = 0;
    for (const char c : first_digits) {
        sum = (sum + static_cast<unsigned>(c - '0')) * 2 % 11;
    }
    const unsigned check = (12 - sum) % 11;
    return check == 10 ? 'X' : static_cast<char>('0' + check);
}

}  // namespace daohu
