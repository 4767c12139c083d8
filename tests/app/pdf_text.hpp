// SPDX-License-Identifier: Apache-2.0
#pragma once

// What somebody else's program (pdftotext of poppler-utils) reads in a PDF file. One thread.

#include "core/base/bytes.hpp"

#include <string>
#include <string_view>

namespace daohu::testing {

// In the order in which it was written, without spaces, line ends and page ends. Fails the test where the program is
// missing or refuses the file.
[[nodiscard]] std::string text_of_pdf(const Bytes& file);

// Whether anything can be seen on its first page, as pdftoppm draws it.
[[nodiscard]] bool has_ink(const Bytes& file);

[[nodiscard]] std::string without_spaces(std::string_view text);

}  // namespace daohu::testing
