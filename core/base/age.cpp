// SPDX-License-Identifier: Apache-2.0
#include "core/base/age.hpp"

#include <utility>

namespace daohu {

int age_on(Date birth, Date day) {
    const auto month_and_day = [](Date date) { return std::pair{date.month(), date.day()}; };
    const int years = day.year() - birth.year();
    return month_and_day(day) < month_and_day(birth) ? years - 1 : years;
}

AgeRange age_range_on(const PartialDate& birth, Date day) {
    return {.least = age_on(birth.latest(), day), .most = age_on(birth.earliest(), day)};
}

Result<Date> birthday(Date birth, int years) {
    const Date same_month = TRY(birth.first_of_month().plus_years(years));
    return same_month.plus_days(static_cast<std::int64_t>(birth.day()) - 1);
}

}  // namespace daohu
