// SPDX-License-Identifier: Apache-2.0
#pragma once

// Breaks a text into lines, Chinese and Latin mixed. Pure; any thread.
//
// Between two hanzi a line may end. It never starts with a closing mark (comma, full stop, closing bracket, percent) and
// never ends with an opening one (bracket, book-title mark, currency sign). Latin words and numbers stay whole, and so
// does a name with a middle dot. Only what is wider than the whole line is broken where it must be.

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace daohu::kit {

struct Line {
    std::size_t begin;  // bytes into the text
    std::size_t end;    // without the spaces or the line break after it
    float width;
};

// The advance of one character, in the unit of the width.
using Advance = std::function<float(char32_t)>;

// At least one line, even for an empty text.
[[nodiscard]] std::vector<Line> break_lines(std::string_view text, float max_width, const Advance& advance);

}  // namespace daohu::kit
