// SPDX-License-Identifier: Apache-2.0
#pragma once

// The text of a table as office programs save it, as UTF-8, piece by piece. One thread.

#include "core/import/byte_source.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace daohu::import {

// GB 18030 holds GBK and GB 2312, which is what spreadsheets in China save by default.
enum class Encoding : std::uint8_t { utf8, gb18030, utf16_little, utf16_big };
[[nodiscard]] std::string_view to_string(Encoding encoding);
// invalid_argument.
[[nodiscard]] Result<Encoding> encoding_named(std::string_view name);

// By the byte order mark; without one UTF-8 when all of the file is, else GB 18030. Reads the whole source and rewinds it.
[[nodiscard]] Result<Encoding> detect_encoding(ByteSource& source);

class TextDecoder {
public:
    // `source` stands at its beginning and must outlive the decoder. internal where the system cannot convert.
    [[nodiscard]] static Result<std::unique_ptr<TextDecoder>> open(ByteSource& source, Encoding encoding);
    ~TextDecoder();
    TextDecoder(const TextDecoder&) = delete;
    TextDecoder& operator=(const TextDecoder&) = delete;

    // More text, without a byte order mark; empty at the end. Valid until the next call.
    //
    // table_malformed with the position of bytes that are no text in this encoding.
    [[nodiscard]] Result<std::string_view> next();

private:
    struct State;
    explicit TextDecoder(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace daohu::import
