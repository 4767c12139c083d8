// SPDX-License-Identifier: Apache-2.0
#include "ui/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace daohu {

namespace {

// Commas between groups of three digits, counted from the right.
void append_grouped(std::string& out, std::string_view digits) {
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i != 0 && (digits.size() - i) % 3 == 0) {
            out += ',';
        }
        out += digits[i];
    }
}

void append_number(std::string& out, std::int64_t value) {
    const fmt::format_int digits{value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value)};
    if (value < 0) {
        out += '-';
    }
    append_grouped(out, {digits.data(), digits.size()});
}

[[nodiscard]] bool is_one(std::initializer_list<TextArg> args) {
    return std::any_of(args.begin(), args.end(), [](const TextArg& arg) {
        const auto* number = std::get_if<std::int64_t>(&arg.value);
        return arg.name == "count" && number != nullptr && *number == 1;
    });
}

void append_argument(std::string& out, std::string_view name, std::initializer_list<TextArg> args) {
    const auto* found = std::find_if(args.begin(), args.end(), [name](const TextArg& arg) { return arg.name == name; });
    if (found == args.end()) {
        out += name;
    } else if (const auto* number = std::get_if<std::int64_t>(&found->value)) {
        append_number(out, *number);
    } else {
        out += std::get<std::string_view>(found->value);
    }
}

// `sentence` was checked when its catalogue was loaded.
void append_filled(std::string& out, std::string_view sentence, std::initializer_list<TextArg> args) {
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        const char c = sentence[at];
        if (c == '}') {
            out += '}';
            ++at;
        } else if (c == '{' && sentence[at + 1] == '{') {
            out += '{';
            ++at;
        } else if (c == '{') {
            const std::size_t end = sentence.find('}', at);
            append_argument(out, sentence.substr(at + 1, end - at - 1), args);
            at = end;
        } else {
            out += c;
        }
    }
}

constexpr std::array<TextKey, 7> kWeekdays{"date.weekday.sunday",    "date.weekday.monday",   "date.weekday.tuesday",
                                           "date.weekday.wednesday", "date.weekday.thursday", "date.weekday.friday",
                                           "date.weekday.saturday"};

}  // namespace

std::string& Words::scratch() {
    if (m_used == m_scratch.size()) {
        m_scratch.emplace_back();
    }
    std::string& text = m_scratch[m_used++];
    text.clear();
    return text;
}

Translated Words::tr(TextKey key, std::initializer_list<TextArg> args) {
    const std::string* sentence = nullptr;
    if (is_one(args)) {
        std::string& singular = scratch();
        singular.append(key.name()).append(".one");
        sentence = m_catalogue->find(singular);
    }
    if (sentence == nullptr) {
        sentence = m_catalogue->find(key.name());
    }
    if (sentence == nullptr) {
        return Translated{key.name()};
    }
    if (sentence->find_first_of("{}") == std::string::npos) {
        return Translated{*sentence};
    }
    std::string& filled = scratch();
    append_filled(filled, *sentence, args);
    return Translated{filled};
}

Translated Words::message(const Error& error) { return tr(TextKey::from_table(message_key(error.code))); }

Translated Words::number(std::int64_t value) {
    std::string& text = scratch();
    append_number(text, value);
    return Translated{text};
}

Translated Words::digits(std::string_view value) {
    std::string& text = scratch();
    const std::size_t begin = value.starts_with('-') ? 1 : 0;
    const std::size_t whole_end = std::min(value.find('.'), value.size());
    const std::string_view whole = value.substr(begin, whole_end - begin);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!std::all_of(whole.begin(), whole.end(), is_digit)) {
        text = value;
        return Translated{text};
    }
    text += value.substr(0, begin);
    append_grouped(text, whole);
    text += value.substr(whole_end);
    return Translated{text};
}

Translated Words::money(std::int64_t fen) {
    std::string& amount = scratch();
    const std::uint64_t magnitude = fen < 0 ? 0 - static_cast<std::uint64_t>(fen) : static_cast<std::uint64_t>(fen);
    const fmt::format_int yuan{magnitude / 100};
    if (fen < 0) {
        amount += '-';
    }
    append_grouped(amount, {yuan.data(), yuan.size()});
    fmt::format_to(std::back_inserter(amount), ".{:02}", magnitude % 100);
    return tr("money.yuan", {{"amount", Translated{amount}}});
}

Translated Words::short_date(std::chrono::year_month_day date) {
    if (!date.ok()) {
        return full_date(date);
    }
    std::string& month = scratch();
    fmt::format_to(std::back_inserter(month), "{:02}", static_cast<unsigned>(date.month()));
    std::string& day = scratch();
    fmt::format_to(std::back_inserter(day), "{:02}", static_cast<unsigned>(date.day()));
    const std::chrono::weekday weekday{std::chrono::sys_days{date}};
    return tr(
        "date.short",
        {{"month", Translated{month}}, {"day", Translated{day}}, {"weekday", tr(kWeekdays[weekday.c_encoding()])}});
}

Translated Words::full_date(std::chrono::year_month_day date) {
    std::string& text = scratch();
    fmt::format_to(std::back_inserter(text), "{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return Translated{text};
}

Translated Words::time(const Moment& moment) {
    std::string& text = scratch();
    fmt::format_to(std::back_inserter(text), "{:02}:{:02}", moment.hour, moment.minute);
    return Translated{text};
}

Translated Words::moment(const Moment& moment, std::chrono::year_month_day today) {
    if (moment.date == today) {
        return time(moment);
    }
    const Translated date = moment.date.year() == today.year() ? short_date(moment.date) : full_date(moment.date);
    std::string& text = scratch();
    text.append(date.view()).append(" ").append(time(moment).view());
    return Translated{text};
}

Translated Words::size(std::uint64_t bytes) {
    constexpr std::uint64_t kMega = 1'000'000;
    std::string& text = scratch();
    if (bytes < 1'000 * kMega) {
        fmt::format_to(std::back_inserter(text), "{} MB", (bytes + kMega / 2) / kMega);
    } else {
        const std::uint64_t tenths = bytes / (100 * kMega);
        fmt::format_to(std::back_inserter(text), "{}.{} GB", tenths / 10, tenths % 10);
    }
    return Translated{text};
}

Translated Words::facts(std::initializer_list<Text> parts) {
    const Translated separator = tr("punctuation.between_facts");
    std::string& text = scratch();
    for (const Text part : parts) {
        if (!part.empty()) {
            text.append(text.empty() ? std::string_view{} : separator.view()).append(part.view());
        }
    }
    return Translated{text};
}

}  // namespace daohu
