// SPDX-License-Identifier: Apache-2.0
#pragma once

// A person types a text. On Android a native sheet above the keyboard (handwriting, voice, candidates, paste), on the
// desktop a sheet with an input line, in tests a script. Never an input line inside a form: keyboards cover those.
//
// Lifetime: made by the platform, outlives the screens. Threads: UI thread only; nothing here blocks. The outcome is
// fetched with poll(), once a frame.

#include "core/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace daohu {

enum class TextKind : std::uint8_t {
    line,       // no line breaks
    paragraph,  // line breaks allowed
    secret,     // a passphrase: dots, no suggestions, no clipboard history
    search      // a line; the sheet's button says search
};

struct TextRequest {
    std::string owner;  // who asks: comes back with the outcome ("question.name")
    std::string title;  // what is asked for, in the person's language
    std::string text;   // what is there already
    TextKind kind = TextKind::line;
    std::size_t limit = 1000;  // characters (code points)
};

struct TextOutcome {
    std::string owner;
    std::optional<std::string> text;  // what was committed, at most `limit` characters; empty when given up
};

class TextEntry {
public:
    virtual ~TextEntry() = default;

    // Opens the sheet. port_busy while another one is open.
    virtual Result<void> begin(TextRequest request) = 0;
    [[nodiscard]] virtual bool is_open() const = 0;
    // Empty while the person types; then the outcome, exactly once.
    [[nodiscard]] virtual std::optional<TextOutcome> poll() = 0;
    // Closes the sheet; the outcome, without a text, comes with the next poll(). Harmless when nothing is open.
    virtual void cancel() = 0;
    // Closes the sheet as if the person had confirmed: the screen is about to be locked, and what was typed is an answer.
    // A secret is given up. Harmless when nothing is open.
    virtual void commit() = 0;
};

// What every implementation does to a committed text: invalid UTF-8 and control characters go, line breaks become
// spaces unless the kind allows them, and the rest is cut to `limit` characters.
[[nodiscard]] std::string accept_text(std::string_view typed, TextKind kind, std::size_t limit);

}  // namespace daohu
