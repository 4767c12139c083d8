// SPDX-License-Identifier: Apache-2.0
#pragma once

// Comma-separated tables (RFC 4180) of any length, row by row in little memory. One thread.
//
// Accepted: CR, LF and CRLF; quoted fields with doubled quotes, separators and line breaks; blank rows. The separator is
// the one of comma, semicolon and tab that the first row has most of. Refused: a quote inside a field that does not begin
// with one, text behind a closing quote, a quote never closed, more than kMaxColumns, kMaxFieldBytes or kMaxRows.

#include "core/import/row_source.hpp"
#include "core/import/text_decoder.hpp"

#include <memory>
#include <vector>

namespace daohu::import {

class CsvRows final : public RowSource {
public:
    // `source` must outlive this. The codes of TextDecoder::open.
    [[nodiscard]] static Result<std::unique_ptr<CsvRows>> open(ByteSource& source, Encoding encoding);

    [[nodiscard]] Result<bool> next(Row& row) override;

private:
    enum class At : std::uint8_t { field_start, plain, quoted, quote_in_quoted };

    explicit CsvRows(std::unique_ptr<TextDecoder> decoder) : m_decoder{std::move(decoder)} {}

    // False at the end of the text.
    [[nodiscard]] Result<bool> fill();
    void choose_separator();
    // True when a row is complete.
    [[nodiscard]] Result<bool> take(char c);
    [[nodiscard]] Result<void> add(char c);
    [[nodiscard]] Result<void> end_field();
    [[nodiscard]] Failure malformed(std::string_view what) const;
    [[nodiscard]] bool is_blank() const;

    std::unique_ptr<TextDecoder> m_decoder;
    std::string_view m_text;  // not yet read
    char m_separator = '\0';
    At m_at = At::field_start;
    bool m_after_return = false;  // a line feed that follows belongs to it
    bool m_has_begun = false;     // of the row under way, anything
    std::vector<std::string> m_fields;
    std::size_t m_count = 0;  // fields of the row under way that are complete
    std::uint64_t m_number = 0;
};

}  // namespace daohu::import
