// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads comma-separated lists (RFC 4180): code lists and entity lists that come with a form. Any thread.
//
// Accepted: a UTF-8 byte order mark; CR, LF and CRLF in any mixture; quoted fields with doubled quotes, commas and line
// breaks; blank lines; short rows (what is missing is blank); `;` as the separator when the header has no comma.
// Refused with the row (the header is row 1): invalid UTF-8, UTF-16, a quote inside or text after a quoted field, a
// quote never closed, a value beyond the header, a column named twice or not at all.

#include "core/base/result.hpp"

#include <span>
#include <string_view>

namespace daohu::form {

class CsvSink {
public:
    virtual ~CsvSink() = default;
    // Both spans and their views end with the call. A failure stops the reader and is returned by it.
    [[nodiscard]] virtual Result<void> header(std::span<const std::string_view> names) = 0;
    // As many fields as the header has names.
    [[nodiscard]] virtual Result<void> row(std::span<const std::string_view> fields) = 0;
};

// form_csv_malformed; details name row and column, never content.
[[nodiscard]] Result<void> read_csv(std::string_view text, CsvSink& sink);

}  // namespace daohu::form
