// SPDX-License-Identifier: Apache-2.0
#pragma once

// The reproducible order of randomize(): the "inside-out" Fisher-Yates shuffle driven by the Park-Miller generator, as
// the ODK specification asks, so that every client shows one respondent's choices in the same order. Private to the
// room. Any thread.

#include <cstdint>
#include <string_view>
#include <vector>

namespace daohu::form::xpath {

class ParkMiller {
public:
    explicit ParkMiller(std::int64_t seed);
    // At least 0 and below 1.
    [[nodiscard]] double next_fraction();

private:
    std::int64_t m_state;
};

// A number gives its whole part, blank gives 0, other text the first eight bytes of its SHA-256 as Collect rounds them.
[[nodiscard]] std::int64_t seed_of(std::string_view text);

template <class T, class Fraction>
void shuffle(std::vector<T>& values, Fraction&& next_fraction) {
    std::vector<T> shuffled;
    shuffled.reserve(values.size());
    for (const T& value : values) {
        const auto place = static_cast<std::size_t>(next_fraction() * static_cast<double>(shuffled.size() + 1));
        shuffled.push_back(value);
        std::swap(shuffled[place], shuffled.back());
    }
    values.swap(shuffled);
}

}  // namespace daohu::form::xpath
