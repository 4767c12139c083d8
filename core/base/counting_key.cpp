// SPDX-License-Identifier: Apache-2.0
#include "core/base/counting_key.hpp"

#include "core/base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu {

namespace {

constexpr int kMost = 9999;

// The numerals from nought to nine, and what multiplies them.
constexpr std::array<char32_t, 10> kNumerals{U'\u3007', U'\u4e00', U'\u4e8c', U'\u4e09', U'\u56db',
                                             U'\u4e94', U'\u516d', U'\u4e03', U'\u516b', U'\u4e5d'};
constexpr char32_t kZero = U'\u96f6';  // nought, as it is written inside a number
struct Multiplier {
    char32_t sign;
    int by;
};
constexpr std::array<Multiplier, 3> kMultipliers{Multiplier{U'\u5341', 10}, Multiplier{U'\u767e', 100},
                                                 Multiplier{U'\u5343', 1000}};

std::optional<int> digit_of(char32_t sign) {
    if (sign >= U'0' && sign <= U'9') {
        return static_cast<int>(sign - U'0');
    }
    if (sign == kZero) {
        return 0;
    }
    const auto* const found = std::ranges::find(kNumerals, sign);
    return found == kNumerals.end() ? std::nullopt : std::optional{static_cast<int>(found - kNumerals.begin())};
}

std::optional<int> multiplier_of(char32_t sign) {
    const auto* const found = std::ranges::find(kMultipliers, sign, &Multiplier::sign);
    return found == kMultipliers.end() ? std::nullopt : std::optional{found->by};
}

}  // namespace

std::optional<int> first_number(std::string_view text) {
    int total = 0;
    std::optional<int> open;  // digits that nothing has multiplied yet
    bool has_begun = false;
    for (std::size_t at = 0; at < text.size();) {
        const ScalarStep step = scalar_at(text, at);
        at += step.bytes;
        if (const auto digit = digit_of(step.scalar)) {
            open = std::min(kMost, open.value_or(0) * 10 + *digit);
        } else if (const auto by = multiplier_of(step.scalar)) {
            total = std::min(kMost, total + std::min(kMost, open.value_or(1) * *by));  // ten alone is one ten
            open.reset();
        } else if (has_begun) {
            break;
        } else {
            continue;
        }
        has_begun = true;
    }
    return has_begun ? std::optional{std::min(kMost, total + open.value_or(0))} : std::nullopt;
}

std::string counting_key(std::string_view text) {
    const auto number = first_number(text);
    return number ? fmt::format("0{:04}{}", *number, text) : fmt::format("1{}", text);
}

}  // namespace daohu
