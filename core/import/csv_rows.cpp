// SPDX-License-Identifier: Apache-2.0
#include "core/import/csv_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace daohu::import {

namespace {

constexpr char kQuote = '"';

bool ends_row(char c) { return c == '\n' || c == '\r'; }

}  // namespace

Result<std::unique_ptr<CsvRows>> CsvRows::open(ByteSource& source, Encoding encoding) {
    auto decoder = TRY(TextDecoder::open(source, encoding));
    return std::unique_ptr<CsvRows>{new CsvRows{std::move(decoder)}};
}

Failure CsvRows::malformed(std::string_view what) const {
    return fail(ErrorCode::table_malformed, fmt::format("row {}, column {}: {}", m_number + 1, m_count + 1, what));
}

Result<bool> CsvRows::fill() {
    if (m_text.empty()) {
        m_text = TRY(m_decoder->next());
        if (m_separator == '\0') {
            choose_separator();
        }
    }
    return !m_text.empty();
}

// By the first row, as far as the first piece of text holds it.
void CsvRows::choose_separator() {
    const std::string_view first = m_text.substr(0, std::min(m_text.find_first_of("\r\n"), m_text.size()));
    constexpr std::array<char, 3> kSeparators{',', ';', '\t'};
    m_separator = *std::ranges::max_element(kSeparators, {}, [&](char c) { return std::ranges::count(first, c); });
}

Result<bool> CsvRows::next(Row& row) {
    for (;;) {
        std::ranges::for_each(m_fields, [](std::string& field) { field.clear(); });
        m_count = 0;
        m_has_begun = false;
        bool is_complete = false;
        while (!is_complete) {
            const bool is_more = TRY(fill());
            if (!is_more) {
                if (m_at == At::quoted) {
                    return malformed("a quote is never closed");
                }
                if (!m_has_begun) {
                    return false;
                }
                TRY(end_field());
                break;
            }
            const char c = m_text.front();
            m_text.remove_prefix(1);
            is_complete = TRY(take(c));
        }
        ++m_number;
        if (m_number > kMaxRows) {
            return malformed("more rows than are taken");
        }
        if (!is_blank()) {
            row = {.number = m_number, .fields = std::span{m_fields}.first(m_count)};
            return true;
        }
    }
}

Result<bool> CsvRows::take(char c) {
    if (std::exchange(m_after_return, false) && c == '\n') {
        return false;
    }
    if (m_at != At::quoted && ends_row(c)) {
        m_after_return = c == '\r';
        TRY(end_field());
        return true;
    }
    m_has_begun = true;
    switch (m_at) {
        case At::field_start:
            if (c == kQuote) {
                m_at = At::quoted;
                return false;
            }
            m_at = At::plain;
            [[fallthrough]];
        case At::plain:
            if (c == m_separator) {
                TRY(end_field());
                return false;
            }
            if (c == kQuote) {
                return malformed("a quote inside a field");
            }
            TRY(add(c));
            return false;
        case At::quoted:
            if (c == kQuote) {
                m_at = At::quote_in_quoted;
                return false;
            }
            TRY(add(c));
            return false;
        case At::quote_in_quoted:
            if (c == m_separator) {
                TRY(end_field());
                return false;
            }
            if (c != kQuote) {
                return malformed("text behind a closing quote");
            }
            m_at = At::quoted;
            TRY(add(c));
            return false;
    }
    return false;
}

Result<void> CsvRows::add(char c) {
    if (m_count == m_fields.size()) {
        m_fields.emplace_back();
    }
    std::string& field = m_fields[m_count];
    if (field.size() == kMaxFieldBytes) {
        return malformed("longer than a field may be");
    }
    field += c;
    return {};
}

Result<void> CsvRows::end_field() {
    m_at = At::field_start;
    if (m_count == m_fields.size()) {
        m_fields.emplace_back();
    }
    if (++m_count == kMaxColumns) {
        return malformed("more columns than are taken");
    }
    return {};
}

bool CsvRows::is_blank() const {
    return std::ranges::all_of(std::span{m_fields}.first(m_count), [](const std::string& field) {
        return field.find_first_not_of(" \t") == std::string::npos;
    });
}

}  // namespace daohu::import
