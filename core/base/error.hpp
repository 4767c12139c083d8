// SPDX-License-Identifier: Apache-2.0
#pragma once

// What can go wrong, as values. Any thread.
//
// `Error::code` is for the program and, through its message key, for people; `Error::detail` is for the log, never for
// the screen, and never holds personal data. Every code stands once in error_codes.inc.

#include <cstdint>
#include <string>
#include <string_view>

namespace daohu {

enum class ErrorCode : std::uint16_t {
#define DAOHU_ERROR(name, key) name,
#include "core/base/error_codes.inc"
#undef DAOHU_ERROR
};

// The code's own name, as written in the table: "cbor_truncated". For logs, JSON output and tests.
[[nodiscard]] std::string_view name(ErrorCode code);

// The key of the sentence shown to people: "error.bad_data". Several codes may share one sentence.
[[nodiscard]] std::string_view message_key(ErrorCode code);

struct [[nodiscard]] Error {
    ErrorCode code;
    std::string detail;

    explicit Error(ErrorCode error_code, std::string log_detail = {})
        : code{error_code}, detail{std::move(log_detail)} {}

    // "cbor_truncated: string of 12 bytes at offset 7"
    [[nodiscard]] std::string describe() const;

    // Puts "while opening the journal: " before the detail; the code stays.
    [[nodiscard]] Error with_context(std::string_view context) &&;
};

}  // namespace daohu
