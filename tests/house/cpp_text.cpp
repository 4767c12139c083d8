// SPDX-License-Identifier: Apache-2.0
#include "tests/house/cpp_text.hpp"

#include <algorithm>
#include <cstdint>
#include <regex>
#include <sstream>

namespace daohu::house {

namespace {

enum class PartKind : std::uint8_t { code, comment, string, character };

struct Part {
    PartKind kind;
    std::size_t begin;
    std::size_t end;
};

bool is_name_character(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

std::size_t end_of(std::string_view code, std::string_view closing, std::size_t from) {
    const std::size_t at = code.find(closing, from);
    return at == std::string_view::npos ? code.size() : at + closing.size();
}

// Past the closing quote of a literal that opens at `at`; a line end ends it too, as in code that does not compile.
std::size_t end_of_literal(std::string_view code, std::size_t at) {
    const char quote = code[at];
    for (std::size_t i = at + 1; i < code.size(); ++i) {
        if (code[i] == '\\') {
            ++i;
        } else if (code[i] == quote || code[i] == '\n') {
            return i + 1;
        }
    }
    return code.size();
}

std::size_t end_of_raw_string(std::string_view code, std::size_t quote) {
    const std::size_t open = std::min(code.find('(', quote), code.size());
    const std::string closing = ')' + std::string{code.substr(quote + 1, open - quote - 1)} + '"';
    return end_of(code, closing, open);
}

// The literal or comment that starts at `at`, or nothing but code.
Part part_at(std::string_view code, std::size_t at) {
    const std::string_view rest = code.substr(at);
    if (rest.starts_with("//")) {
        return {PartKind::comment, at, std::min(code.find('\n', at), code.size())};
    }
    if (rest.starts_with("/*")) {
        return {PartKind::comment, at, end_of(code, "*/", at + 2)};
    }
    if (rest.starts_with('"')) {
        const bool is_raw = at > 0 && code[at - 1] == 'R';
        return {PartKind::string, at, is_raw ? end_of_raw_string(code, at) : end_of_literal(code, at)};
    }
    const bool is_digit_separator =
        at > 0 && is_name_character(code[at - 1]) && code[at - 1] != 'U' && code[at - 1] != 'u' && code[at - 1] != 'L';
    if (rest.starts_with('\'') && !is_digit_separator) {
        return {PartKind::character, at, end_of_literal(code, at)};
    }
    return {PartKind::code, at, at + 1};
}

std::vector<Part> parts_of(std::string_view code) {
    std::vector<Part> parts;
    for (std::size_t at = 0; at < code.size();) {
        const Part part = part_at(code, at);
        if (part.kind != PartKind::code) {
            parts.push_back(part);
        }
        at = part.end;
    }
    return parts;
}

void blank(std::string& text, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < std::min(end, text.size()); ++i) {
        text[i] = text[i] == '\n' ? '\n' : ' ';
    }
}

}  // namespace

std::string without_comments(std::string_view code) {
    std::string text{code};
    for (const Part& part : parts_of(code)) {
        if (part.kind == PartKind::comment) {
            blank(text, part.begin, part.end);
        }
    }
    return text;
}

std::string without_comments_and_strings(std::string_view code) {
    std::string text{code};
    for (const Part& part : parts_of(code)) {
        const bool keeps_quotes = part.kind != PartKind::comment;
        blank(text, part.begin + (keeps_quotes ? 1 : 0), part.end - (keeps_quotes ? 1 : 0));
    }
    return text;
}

std::vector<StringLiteral> string_literals(std::string_view code) {
    std::vector<StringLiteral> literals;
    for (const Part& part : parts_of(code)) {
        if (part.kind == PartKind::string) {
            literals.push_back({part.begin, std::string{code.substr(part.begin + 1, part.end - part.begin - 2)}});
        }
    }
    return literals;
}

std::vector<Include> includes_of(std::string_view code) {
    static const std::regex pattern{R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re"};
    std::vector<Include> includes;
    std::istringstream lines{without_comments(code)};
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
        std::smatch match;
        if (std::regex_search(line, match, pattern)) {
            includes.push_back({number, match[2], match[1] == "\""});
        }
    }
    return includes;
}

std::size_t line_of(std::string_view text, std::size_t offset) {
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, offset), '\n'));
}

}  // namespace daohu::house
