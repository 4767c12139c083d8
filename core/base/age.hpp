// SPDX-License-Identifier: Apache-2.0
#pragma once

// Ages in whole years, as the rules count them. Any thread.

#include "core/base/partial_date.hpp"

namespace daohu {

// Years completed on the day. Who was born on 29 February turns on 1 March in common years. Negative before the birth.
[[nodiscard]] int age_on(Date birth, Date day);

struct AgeRange {
    int least;
    int most;

    [[nodiscard]] bool is_certain() const { return least == most; }
    friend bool operator==(const AgeRange&, const AgeRange&) = default;
};

// Every age that a birth date of this precision allows.
[[nodiscard]] AgeRange age_range_on(const PartialDate& birth, Date day);

// The day on which somebody turns `years`; for planning reviews. date_out_of_range at the end of the calendar.
[[nodiscard]] Result<Date> birthday(Date birth, int years);

}  // namespace daohu
