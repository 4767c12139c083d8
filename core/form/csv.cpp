// SPDX-License-Identifier: Apache-2.0
#include "core/form/csv.hpp"

#include "core/base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

namespace daohu::form {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

[[nodiscard]] bool is_line_end(char c) { return c == '\n' || c == '\r'; }

class CsvReader {
public:
    CsvReader(std::string_view text, CsvSink& sink) : m_text{text}, m_sink{sink} {}

    Result<void> read() {
        TRY(check_encoding());
        m_separator = choose_separator();
        TRY(read_header());
        while (next_row_starts()) {
            TRY(read_row());
            TRY(fit_to_header());
            TRY(m_sink.row(m_fields));
        }
        return {};
    }

private:
    Result<void> check_encoding() {
        if (m_text.starts_with("\xFF\xFE") || m_text.starts_with("\xFE\xFF")) {
            return fail(ErrorCode::form_csv_malformed, "row 1: the file is UTF-16; save it as UTF-8");
        }
        if (m_text.starts_with(kByteOrderMark)) {
            m_text.remove_prefix(kByteOrderMark.size());
        }
        if (const auto offset = find_invalid_utf8(m_text)) {
            return fail(ErrorCode::form_csv_malformed,
                        fmt::format("row {}: byte {} of the file is not UTF-8", row_of(*offset), *offset));
        }
        return {};
    }

    // The line of an offset, counting every kind of line end once.
    [[nodiscard]] std::size_t row_of(std::size_t offset) const {
        std::size_t row = 1;
        for (std::size_t i = 0; i < offset; ++i) {
            const bool second_half = m_text[i] == '\n' && i > 0 && m_text[i - 1] == '\r';
            row += is_line_end(m_text[i]) && !second_half ? 1U : 0U;
        }
        return row;
    }

    [[nodiscard]] char choose_separator() const {
        const auto header = m_text.substr(0, m_text.find_first_of("\r\n"));
        return header.find(',') == std::string_view::npos && header.find(';') != std::string_view::npos ? ';' : ',';
    }

    Result<void> read_header() {
        if (!next_row_starts()) {
            return fail(ErrorCode::form_csv_malformed, "row 1: the file has no header");
        }
        TRY(read_row());
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            m_names.emplace_back(m_fields[i]);
        }
        // Spreadsheets pad rows with empty cells: names may be missing at the end, nowhere else.
        while (!m_names.empty() && m_names.back().empty()) {
            m_names.pop_back();
        }
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            if (m_names[i].empty()) {
                return fail(ErrorCode::form_csv_malformed, fmt::format("row 1: column {} has no name", i + 1));
            }
            if (std::find(m_names.begin(), m_names.begin() + static_cast<std::ptrdiff_t>(i), m_names[i]) !=
                m_names.begin() + static_cast<std::ptrdiff_t>(i)) {
                return fail(ErrorCode::form_csv_malformed,
                            fmt::format("row 1: column {} has the name of an earlier one", i + 1));
            }
        }
        if (m_names.empty()) {
            return fail(ErrorCode::form_csv_malformed, "row 1: no column has a name");
        }
        const std::vector<std::string_view> names{m_names.begin(), m_names.end()};
        return m_sink.header(names);
    }

    // Skips blank lines; false at the end of the text.
    [[nodiscard]] bool next_row_starts() {
        while (m_at < m_text.size() && is_line_end(m_text[m_at])) {
            end_line();
        }
        return m_at < m_text.size();
    }

    // Steps over one line end.
    void end_line() {
        if (m_at < m_text.size()) {
            m_at += m_text.substr(m_at).starts_with("\r\n") ? 2U : 1U;
        }
        ++m_row;
    }

    Result<void> read_row() {
        m_fields.clear();
        m_unquoted.clear();
        m_row_start = m_row;
        for (;;) {
            m_fields.push_back(m_at < m_text.size() && m_text[m_at] == '"' ? TRY(quoted_field()) : TRY(plain_field()));
            if (m_at == m_text.size() || is_line_end(m_text[m_at])) {
                end_line();
                return {};
            }
            ++m_at;  // the separator
        }
    }

    Result<std::string_view> plain_field() {
        const std::size_t start = m_at;
        while (m_at < m_text.size() && m_text[m_at] != m_separator && !is_line_end(m_text[m_at])) {
            if (m_text[m_at] == '"') {
                return malformed("a quote inside a field that does not start with one");
            }
            ++m_at;
        }
        return m_text.substr(start, m_at - start);
    }

    Result<std::string_view> quoted_field() {
        const std::size_t start = ++m_at;
        bool has_doubled_quotes = false;
        for (;;) {
            const std::size_t quote = m_text.find('"', m_at);
            if (quote == std::string_view::npos) {
                return malformed("a quoted field is never closed");
            }
            m_row += line_ends_between(m_at, quote);
            m_at = quote + 1;
            if (m_at < m_text.size() && m_text[m_at] == '"') {
                has_doubled_quotes = true;
                ++m_at;
                continue;
            }
            if (m_at < m_text.size() && m_text[m_at] != m_separator && !is_line_end(m_text[m_at])) {
                return malformed("text after a closing quote");
            }
            const auto content = m_text.substr(start, quote - start);
            return has_doubled_quotes ? undouble(content) : content;
        }
    }

    [[nodiscard]] std::size_t line_ends_between(std::size_t first, std::size_t last) const {
        std::size_t count = 0;
        for (std::size_t i = first; i < last; ++i) {
            const bool second_half = m_text[i] == '\n' && i > first && m_text[i - 1] == '\r';
            count += is_line_end(m_text[i]) && !second_half ? 1U : 0U;
        }
        return count;
    }

    // The result lives in m_unquoted until the next row.
    [[nodiscard]] std::string_view undouble(std::string_view content) {
        std::string& text = m_unquoted.emplace_back();
        text.reserve(content.size());
        for (std::size_t i = 0; i < content.size(); ++i) {
            text.push_back(content[i]);
            i += content[i] == '"' ? 1U : 0U;
        }
        return text;
    }

    Result<void> fit_to_header() {
        for (std::size_t i = m_names.size(); i < m_fields.size(); ++i) {
            if (!m_fields[i].empty()) {
                return fail(ErrorCode::form_csv_malformed,
                            fmt::format("row {}: column {} has a value but no name", m_row_start, i + 1));
            }
        }
        m_fields.resize(m_names.size());
        return {};
    }

    [[nodiscard]] Failure malformed(std::string_view what) const {
        return fail(ErrorCode::form_csv_malformed,
                    fmt::format("row {}, column {}: {}", m_row_start, m_fields.size() + 1, what));
    }

    std::string_view m_text;
    CsvSink& m_sink;
    char m_separator = ',';
    std::size_t m_at = 0;
    std::size_t m_row = 1;        // the line being read
    std::size_t m_row_start = 1;  // where the current row began; a quoted field may span lines
    std::vector<std::string> m_names;
    std::vector<std::string_view> m_fields;
    std::deque<std::string> m_unquoted;
};

}  // namespace

Result<void> read_csv(std::string_view text, CsvSink& sink) { return CsvReader{text, sink}.read(); }

}  // namespace daohu::form
