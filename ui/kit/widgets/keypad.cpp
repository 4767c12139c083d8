// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/keypad.hpp"

#include "ui/kit/widgets/button.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::kit {

namespace {

constexpr std::size_t kColumns = 3;
constexpr std::size_t kRows = 4;

struct KeyFace {
    std::string_view name;   // of the semantic id
    std::string_view label;  // the same in every language
};

[[nodiscard]] KeyFace face_of(Key key) {
    constexpr std::array<std::string_view, 10> kDigits{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    switch (key) {
        case Key::point: return {"point", "."};
        case Key::minus: return {"minus", "-"};
        case Key::letter_x: return {"x", "X"};
        case Key::erase: return {"erase", ""};
        default: return {kDigits[static_cast<std::size_t>(key)], kDigits[static_cast<std::size_t>(key)]};
    }
}

[[nodiscard]] std::optional<Key> extra_key(KeypadLayout layout) {
    switch (layout) {
        case KeypadLayout::digits: return std::nullopt;
        case KeypadLayout::decimal:
        case KeypadLayout::money: return Key::point;
        case KeypadLayout::negative: return Key::minus;
        case KeypadLayout::identity: return Key::letter_x;
    }
    return std::nullopt;
}

bool draw_key(Kit& kit, Rect rect, Key key, ItemState state) {
    const Theme& theme = kit.theme();
    const KeyFace face = face_of(key);
    const Text label = key == Key::erase ? Text{kit.tr("keypad.erase")} : Text{FixedText{face.label}};
    const Press press = kit.press({"key", face.name}, rect, label, ItemKind::key, state);
    const Colour ink = state == ItemState::disabled ? kit.colour().disabled : kit.colour().text;
    const Rect cap = rect.inset(theme.space.hair);
    const Colour fill = kit.colour().surface2;
    kit.paint().fill(cap, press.held ? fill.pressed() : fill, theme.shape.control);
    if (key == Key::erase) {
        const float size = kit.with_text(theme.target.mark);
        kit.paint().backspace(cap.centered({size, size}), ink, theme.shape.border);
    } else {
        kit.paint().text(cap, label,
                         {.size = kit.type().title, .colour = ink, .across = Align::center, .max_lines = 1});
    }
    focus_ring(kit, cap, press, theme.shape.control);
    return press.tapped;
}

[[nodiscard]] bool is_digit(Key key) { return key <= Key::nine; }

[[nodiscard]] std::string in_groups(std::string_view text, std::initializer_list<std::size_t> sizes) {
    std::string shown;
    for (const std::size_t size : sizes) {
        if (text.empty()) {
            break;
        }
        shown.append(shown.empty() ? "" : " ").append(text.substr(0, size));
        text.remove_prefix(std::min(size, text.size()));
    }
    return shown.append(text);
}

std::string type_digits(std::string_view digits, Key key, std::size_t limit) {
    std::string typed{digits};
    if (key == Key::erase && !typed.empty()) {
        typed.pop_back();
    } else if (is_digit(key) && typed.size() < limit) {
        typed += face_of(key).label;
    }
    return typed;
}

// The gaps of `shape`, filled as far as there are digits.
std::string show_digits(std::string_view digits, std::string_view shape) {
    std::string shown{shape};
    std::size_t next = 0;
    for (char& place : shown) {
        if (place == '_' && next < digits.size()) {
            place = digits[next++];
        }
    }
    return shown;
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

int number_of(std::string_view digits) {
    int value = 0;
    for (const char c : digits) {
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

Size keypad_size(Kit& kit) {
    const Target& target = kit.theme().target;
    return {kColumns * target.key_width, kRows * target.key_height};
}

std::optional<Key> keypad(Kit& kit, Rect rect, KeypadLayout layout, ItemState state) {
    constexpr std::array kDigitKeys{Key::seven, Key::eight, Key::nine, Key::four, Key::five,
                                    Key::six,   Key::one,   Key::two,  Key::three};
    const float width = rect.w / kColumns;
    const float height = rect.h / kRows;
    const auto place = [&](std::size_t index) {
        return Rect{rect.x + static_cast<float>(index % kColumns) * width,
                    rect.y + static_cast<float>(index / kColumns) * height, width, height};
    };
    std::optional<Key> struck;
    const auto offer = [&](std::size_t index, Key key) {
        if (draw_key(kit, place(index), key, state)) {
            struck = key;
        }
    };
    for (std::size_t i = 0; i < kDigitKeys.size(); ++i) {
        offer(i, kDigitKeys[i]);
    }
    if (const auto extra = extra_key(layout)) {
        offer(kDigitKeys.size(), *extra);
    }
    offer(kDigitKeys.size() + 1, Key::zero);
    offer(kDigitKeys.size() + 2, Key::erase);
    return struck;
}

std::string type_number(std::string_view text, Key key, KeypadLayout layout, std::size_t limit) {
    std::string typed{text};
    if (key == Key::erase) {
        if (!typed.empty()) {
            typed.pop_back();
        }
        return typed;
    }
    if (key == Key::minus) {
        return typed.starts_with('-') ? typed.substr(1) : "-" + typed;
    }
    if (typed.size() >= limit) {
        return typed;
    }
    if (key == Key::point) {
        const bool takes_point = layout == KeypadLayout::decimal || layout == KeypadLayout::money;
        if (takes_point && typed.find('.') == std::string::npos) {
            typed += typed.empty() || typed == "-" ? "0." : ".";
        }
        return typed;
    }
    if (key == Key::letter_x) {
        constexpr std::size_t kBeforeCheckCharacter = 17;
        if (typed.size() == kBeforeCheckCharacter) {
            typed += 'X';
        }
        return typed;
    }
    constexpr std::size_t kFenDigits = 2;
    if (const std::size_t point = typed.find('.');
        layout == KeypadLayout::money && point != std::string::npos && typed.size() > point + kFenDigits) {
        return typed;
    }
    const bool is_number =
        layout == KeypadLayout::decimal || layout == KeypadLayout::money || layout == KeypadLayout::negative;
    if (is_number && (typed == "0" || typed == "-0")) {
        typed.pop_back();
    }
    if (!typed.ends_with('X')) {
        typed += face_of(key).label;
    }
    return typed;
}

std::string show_phone(std::string_view digits) {
    constexpr std::size_t kMobileDigits = 11;
    return digits.starts_with('1') && digits.size() <= kMobileDigits ? in_groups(digits, {3, 4, 4})
                                                                     : std::string{digits};
}

std::string show_identity(std::string_view digits) { return in_groups(digits, {6, 8, 4}); }

std::string type_date_digits(std::string_view digits, Key key) { return type_digits(digits, key, kDateDigits); }

std::string show_date_digits(std::string_view digits) { return show_digits(digits, "____-__-__"); }

std::optional<std::chrono::year_month_day> date_of_digits(std::string_view digits) {
    if (digits.size() != kDateDigits || !all_digits(digits)) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{number_of(digits.substr(0, 4))},
                                           std::chrono::month{static_cast<unsigned>(number_of(digits.substr(4, 2)))},
                                           std::chrono::day{static_cast<unsigned>(number_of(digits.substr(6, 2)))}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

std::string digits_of_date(std::chrono::year_month_day date) {
    return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::string type_moment_digits(std::string_view digits, Key key) { return type_digits(digits, key, kMomentDigits); }

std::string show_moment_digits(std::string_view digits) { return show_digits(digits, "____-__-__ __:__"); }

std::optional<Moment> moment_of_digits(std::string_view digits) {
    constexpr int kHours = 24;
    constexpr int kMinutes = 60;
    if (digits.size() != kMomentDigits || !all_digits(digits)) {
        return std::nullopt;
    }
    const auto date = date_of_digits(digits.substr(0, kDateDigits));
    const int hour = number_of(digits.substr(kDateDigits, 2));
    const int minute = number_of(digits.substr(kDateDigits + 2, 2));
    const bool is_time = hour < kHours && minute < kMinutes;
    return date && is_time ? std::optional{Moment{*date, hour, minute}} : std::nullopt;
}

std::string digits_of_moment(const Moment& moment) {
    return fmt::format("{}{:02}{:02}", digits_of_date(moment.date), moment.hour, moment.minute);
}

}  // namespace daohu::kit
