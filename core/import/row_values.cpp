// SPDX-License-Identifier: Apache-2.0
#include "core/import/row_values.hpp"

#include "core/base/id_number.hpp"
#include "core/base/money.hpp"
#include "core/base/partial_date.hpp"
#include "core/base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace daohu::import {

namespace {

using registry::PropertySchema;
using registry::PropertyType;

constexpr std::size_t kVillageDigits = 12;
constexpr std::string_view kIdNumber = "id_number";
constexpr std::size_t kCompactDate = 8;  // "20240305"

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// The runs of digits in a text.
std::vector<std::string_view> numbers_in(std::string_view text) {
    std::vector<std::string_view> numbers;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        const auto end = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_digit);
        numbers.push_back(text.substr(at, static_cast<std::size_t>(end - text.begin()) - at));
        at = static_cast<std::size_t>(end - text.begin());
    }
    return numbers;
}

std::string padded(std::string_view number) {
    return number.size() == 1 ? "0" + std::string{number} : std::string{number};
}

// As values hold dates: cut at their precision.
std::optional<std::string> date_of(std::string_view text) {
    std::string written;
    if (text.size() == kCompactDate && std::ranges::all_of(text, is_digit)) {
        written = fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
    } else {
        for (const std::string_view number : numbers_in(text)) {
            written += (written.empty() ? "" : "-") + padded(number);
        }
    }
    const auto date = PartialDate::parse(written);
    if (!date || date->precision() == DatePrecision::estimated) {
        return std::nullopt;
    }
    return written;
}

std::optional<std::int64_t> integer_of(std::string_view text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) {
        return std::nullopt;
    }
    return number;
}

std::optional<std::string> code_of(std::string_view text, const registry::CodeList& list) {
    const auto found = std::ranges::find_if(list.codes, [&](const registry::Code& code) {
        return code.code == text || code.label.zh == text || code.label.en == text;
    });
    return found == list.codes.end() ? std::nullopt : std::optional{found->code};
}

std::optional<std::string> codes_of(std::string_view text, const registry::CodeList& list) {
    std::string codes;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const auto code = code_of(text.substr(0, end), list);
        if (!code) {
            return std::nullopt;
        }
        codes += (codes.empty() ? "" : " ") + *code;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return codes;
}

template <class T>
Result<entry::Value> value_or(std::optional<T> value, std::string_view why) {
    if (!value) {
        return fail(ErrorCode::table_row_wrong, std::string{why});
    }
    return entry::Value{std::move(*value)};
}

Result<entry::Value> coded_value(std::string_view text, const PropertySchema& property,
                                 const registry::SchemaSet& schemas) {
    const registry::CodeList* list = schemas.find_codes(property.codes);
    if (list == nullptr) {
        return fail(ErrorCode::table_row_wrong, "its code list is not here");
    }
    return value_or(property.type == PropertyType::code ? code_of(text, *list) : codes_of(text, *list),
                    "no code of " + property.codes);
}

Result<entry::Value> fen_value(std::string_view text) {
    const auto amount = Fen::parse_yuan(text);
    if (!amount) {
        return fail(ErrorCode::table_row_wrong, "no amount in yuan");
    }
    return entry::Value{amount->value()};
}

// Other papers have other numbers: only what looks like a citizen's is held to its check digit.
Result<entry::Value> id_number_value(std::string_view text) {
    const bool is_citizens = text.size() == IdNumber::kLength && std::ranges::all_of(text.substr(0, 17), is_digit);
    if (is_citizens) {
        const auto number = IdNumber::parse(text);
        if (!number) {
            return fail(ErrorCode::table_row_wrong, number.error().code == ErrorCode::id_number_checksum
                                                        ? "an identity number whose last digit does not fit"
                                                        : "no identity number");
        }
        return entry::Value{std::string{number->text()}};
    }
    return entry::Value{std::string{text}};
}

Result<entry::Value> value_of(std::string_view text, const PropertySchema& property,
                              const registry::SchemaSet& schemas) {
    switch (property.type) {
        case PropertyType::integer: return value_or(integer_of(text), "no whole number");
        case PropertyType::fen: return fen_value(text);
        case PropertyType::boolean:
            if (text == "true" || text == "1" || text == "false" || text == "0") {
                return entry::Value{text == "true" || text == "1"};
            }
            return fail(ErrorCode::table_row_wrong, "neither true nor false");
        case PropertyType::date: return value_or(date_of(text), "no date");
        case PropertyType::code:
        case PropertyType::codes: return coded_value(text, property, schemas);
        case PropertyType::text:
            // "5.11024E+17": a spreadsheet took an identity number for a figure and rounded it.
            if (property.index == registry::PropertyIndex::tail && text.find("E+") != std::string_view::npos) {
                return fail(ErrorCode::table_row_wrong, "a number that a spreadsheet has rounded");
            }
            return property.name == kIdNumber ? id_number_value(text) : entry::Value{std::string{text}};
        case PropertyType::decimal:
        case PropertyType::time:
        case PropertyType::place: return entry::Value{std::string{text}};
        case PropertyType::reference:
        case PropertyType::attachment: break;
    }
    return fail(ErrorCode::table_row_wrong, "cannot come from a table");
}

bool is_village(std::string_view code) { return code.size() == kVillageDigits && std::ranges::all_of(code, is_digit); }

}  // namespace

RowValues read_row(const Row& row, const ColumnPlan& plan, const registry::SchemaSet& schemas,
                   std::vector<CellFault>& faults) {
    RowValues values;
    const auto fault = [&](std::string_view column, std::string why) {
        faults.push_back({.row = row.number, .column = std::string{column}, .why = std::move(why)});
    };
    for (std::size_t i = plan.width(); i < row.fields.size(); ++i) {
        if (!trimmed(row.fields[i]).empty()) {
            fault("", "more cells than the header has columns");
            return values;
        }
    }
    const auto cell = [&](std::size_t index) {
        return index < row.fields.size() ? trimmed(row.fields[index]) : std::string_view{};
    };
    if (const auto column = plan.village_column()) {
        values.village = std::string{cell(*column)};
        if (!is_village(values.village)) {
            fault(kVillageColumn, "not 12 digits");
        }
    }
    for (const PlannedColumn& column : plan.columns()) {
        const std::string_view text = cell(column.index);
        if (text.empty()) {
            continue;
        }
        if (!is_valid_utf8(text)) {
            fault(column.property->name, "no text");
            continue;
        }
        auto value = value_of(text, *column.property, schemas);
        if (!value) {
            fault(column.property->name, value.error().detail);
            continue;
        }
        values.assignments.push_back({column.property->name, std::move(*value), {}});
    }
    if (values.assignments.empty() && faults.empty()) {
        fault("", "nothing in any column");
    }
    return values;
}

}  // namespace daohu::import
