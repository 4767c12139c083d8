// SPDX-License-Identifier: Apache-2.0
#pragma once

// The three kinds of text. Any thread.
//
//     TextKey     names a sentence in assets/text; only a literal makes one: kit.tr("today.title")
//     Translated  that sentence in the person's language
//     FixedText   what is the same in every language: a name, a number, what a form or a record says
//
// Widgets take a Text, which is either of the last two, so that a key or a bare literal never reaches the screen.
// All of them are views: what they look at lives at least until the end of the frame.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

namespace daohu {

class TextKey {
public:
    template <std::size_t N>
    consteval TextKey(const char (&literal)[N]) : m_name{literal, N - 1} {}

    // For keys that come from a table of the program, such as message_key() of an error code.
    [[nodiscard]] static constexpr TextKey from_table(std::string_view name) { return TextKey{name}; }

    [[nodiscard]] constexpr std::string_view name() const { return m_name; }

private:
    constexpr explicit TextKey(std::string_view name) : m_name{name} {}

    std::string_view m_name;
};

class FixedText {
public:
    constexpr explicit FixedText(std::string_view text) : m_text{text} {}
    [[nodiscard]] constexpr std::string_view view() const { return m_text; }

private:
    std::string_view m_text;
};

class Translated {
public:
    [[nodiscard]] constexpr std::string_view view() const { return m_text; }

private:
    friend class Words;
    constexpr explicit Translated(std::string_view text) : m_text{text} {}

    std::string_view m_text;
};

class Text {
public:
    constexpr Text() = default;  // no text at all
    constexpr Text(Translated text) : m_text{text.view()} {}
    constexpr Text(FixedText text) : m_text{text.view()} {}
    [[nodiscard]] constexpr std::string_view view() const { return m_text; }
    [[nodiscard]] constexpr bool empty() const { return m_text.empty(); }

private:
    std::string_view m_text;
};

// The value of a placeholder: {"count", 3} fills {count}. Numbers are grouped as the language groups them.
struct TextArg {
    std::string_view name;
    std::variant<std::string_view, std::int64_t> value;

    constexpr TextArg(std::string_view arg_name, Text text) : name{arg_name}, value{text.view()} {}
    constexpr TextArg(std::string_view arg_name, Translated text) : name{arg_name}, value{text.view()} {}
    constexpr TextArg(std::string_view arg_name, FixedText text) : name{arg_name}, value{text.view()} {}
    constexpr TextArg(std::string_view arg_name, std::int64_t number) : name{arg_name}, value{number} {}
    constexpr TextArg(std::string_view arg_name, int number) : name{arg_name}, value{std::int64_t{number}} {}
};

}  // namespace daohu
