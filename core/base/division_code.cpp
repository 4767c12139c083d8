// SPDX-License-Identifier: Apache-2.0
#include "core/base/division_code.hpp"

#include "core/base/digits.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu {

namespace {

// Where the digits of each level end, by DivisionLevel.
constexpr std::array<std::size_t, 5> kEnds = {2, 4, 6, 9, 12};
constexpr std::size_t kProvince = 0;
constexpr std::size_t kCounty = 2;

std::string_view place(std::string_view digits, std::size_t level) {
    const std::size_t start = level == kProvince ? 0 : kEnds[level - 1];
    return digits.substr(start, kEnds[level] - start);
}

bool is_zero(std::string_view digits) {
    return std::ranges::all_of(digits, [](char c) { return c == '0'; });
}

std::size_t lowest_level(std::string_view digits) {
    std::size_t level = kEnds.size() - 1;
    while (level > kProvince && is_zero(place(digits, level))) {
        --level;
    }
    return level;
}

bool has_gap(std::string_view digits) {
    for (std::size_t level = kProvince; level < lowest_level(digits); ++level) {
        if (level != kCounty && is_zero(place(digits, level))) {
            return true;
        }
    }
    return is_zero(place(digits, kProvince));
}

}  // namespace

Result<DivisionCode> DivisionCode::parse(std::string_view text) {
    if (std::ranges::find(kEnds, text.size()) == kEnds.end()) {
        return fail(ErrorCode::division_code_length, fmt::format("{} characters", text.size()));
    }
    if (!is_all_digits(text)) {
        return fail(ErrorCode::division_code_character);
    }
    DivisionCode code;
    std::ranges::copy(text, code.m_digits.begin());
    if (has_gap(code.text())) {
        return fail(ErrorCode::division_code_gap);
    }
    return code;
}

std::string_view DivisionCode::prefix() const { return text().substr(0, kEnds[lowest_level(text())]); }

DivisionLevel DivisionCode::level() const { return static_cast<DivisionLevel>(lowest_level(text())); }

std::optional<DivisionCode> DivisionCode::parent() const {
    const std::size_t level = lowest_level(text());
    if (level == kProvince) {
        return std::nullopt;
    }
    DivisionCode above;
    std::ranges::copy(text().substr(0, kEnds[level - 1]), above.m_digits.begin());
    return above;
}

std::optional<DivisionCode> DivisionCode::ancestor(DivisionLevel level) const {
    std::optional<DivisionCode> code = *this;
    while (code && code->level() > level) {
        code = code->parent();
    }
    return code && code->level() == level ? code : std::nullopt;
}

bool DivisionCode::contains(const DivisionCode& other) const { return other.text().starts_with(prefix()); }

}  // namespace daohu
