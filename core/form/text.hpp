// SPDX-License-Identifier: Apache-2.0
#pragma once

// Words of a form: labels, hints and messages, with values of answers in them (`<output value="..."/>`), in the form's
// languages. Owned by the definition, immutable after loading.

#include "core/form/xpath/expression.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace daohu::form {

// Where in the form's document something stands. Lines and columns start at 1; 0 is unknown.
struct Place {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

struct TextPiece {
    std::string literal;                      // before the output
    std::optional<xpath::Expression> output;  // the value shown here, where there is one
};

// Either pieces, or the id of a translated text, or an expression that makes the text.
struct Text {
    std::vector<TextPiece> pieces;
    std::string itext_id;
    std::optional<xpath::Expression> expression;

    [[nodiscard]] bool is_empty() const { return pieces.empty() && itext_id.empty() && !expression; }
};

// Several values of one text id: the words themselves, a longer explanation, a picture, a sound.
enum class TextForm : std::uint8_t { plain, guidance, image, audio, video, other };

struct TranslatedValue {
    TextForm form = TextForm::plain;
    std::vector<TextPiece> pieces;
};

struct TextTable {
    using Entry = std::vector<std::vector<TranslatedValue>>;  // by language

    std::vector<std::string> languages;
    std::unordered_map<std::string, Entry, TextHash, std::equal_to<>> entries;

    // In `language`, else in the first language that has that form of the text; nullptr where none has.
    [[nodiscard]] const std::vector<TextPiece>* find(std::string_view id, TextForm form, std::size_t language) const;
};

}  // namespace daohu::form
