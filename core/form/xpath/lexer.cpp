// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/lexer.hpp"

#include "core/form/number_text.hpp"

#include <fmt/format.h>

#include <utility>

namespace daohu::form::xpath {

namespace {

// Every byte of a character beyond ASCII may stand in a name; XML's finer distinctions make no expression ambiguous.
bool starts_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool continues_name(char c) { return starts_name(c) || is_digit(c) || c == '-' || c == '.'; }

class Lexer {
public:
    explicit Lexer(std::string_view expression) : m_text{expression} {}

    Result<std::vector<Token>> run() {
        while (true) {
            while (m_at < m_text.size() && is_space(m_text[m_at])) {
                ++m_at;
            }
            if (m_at == m_text.size()) {
                push(TokenKind::end, m_at);
                return std::move(m_tokens);
            }
            TRY(read_token());
        }
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }

    void push(TokenKind kind, std::size_t start) {
        m_tokens.push_back({kind, m_text.substr(start, m_at - start), static_cast<std::uint32_t>(start)});
    }

    // After an operand, `*` multiplies and a name is an operator (section 3.7).
    [[nodiscard]] bool follows_operand() const {
        if (m_tokens.empty()) {
            return false;
        }
        switch (m_tokens.back().kind) {
            case TokenKind::number:
            case TokenKind::literal:
            case TokenKind::name:
            case TokenKind::wildcard:
            case TokenKind::variable:
            case TokenKind::close_parenthesis:
            case TokenKind::close_bracket:
            case TokenKind::dot:
            case TokenKind::double_dot: return true;
            default: return false;
        }
    }

    Result<void> read_token() {
        const char c = peek();
        if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
            read_number();
            return {};
        }
        if (starts_name(c)) {
            return read_name();
        }
        switch (c) {
            case '\'':
            case '"': return read_literal(c);
            case '$': return read_variable();
            case '(': return symbol(TokenKind::open_parenthesis, 1);
            case ')': return symbol(TokenKind::close_parenthesis, 1);
            case '[': return symbol(TokenKind::open_bracket, 1);
            case ']': return symbol(TokenKind::close_bracket, 1);
            case '.': return peek(1) == '.' ? symbol(TokenKind::double_dot, 2) : symbol(TokenKind::dot, 1);
            case '@': return symbol(TokenKind::at, 1);
            case ',': return symbol(TokenKind::comma, 1);
            case ':':
                if (peek(1) == ':') {
                    return symbol(TokenKind::double_colon, 2);
                }
                break;
            case '/': return peek(1) == '/' ? symbol(TokenKind::double_slash, 2) : symbol(TokenKind::slash, 1);
            case '|': return symbol(TokenKind::pipe, 1);
            case '+': return symbol(TokenKind::plus, 1);
            case '-': return symbol(TokenKind::minus, 1);
            case '*': return symbol(follows_operand() ? TokenKind::multiply : TokenKind::wildcard, 1);
            case '=': return symbol(TokenKind::equal, 1);
            case '!':
                if (peek(1) == '=') {
                    return symbol(TokenKind::not_equal, 2);
                }
                break;
            case '<': return peek(1) == '=' ? symbol(TokenKind::less_or_equal, 2) : symbol(TokenKind::less, 1);
            case '>': return peek(1) == '=' ? symbol(TokenKind::greater_or_equal, 2) : symbol(TokenKind::greater, 1);
            default: break;
        }
        return fail_at(static_cast<std::uint32_t>(m_at), ErrorCode::xpath_syntax, "unexpected character");
    }

    Result<void> symbol(TokenKind kind, std::size_t length) {
        const std::size_t start = m_at;
        m_at += length;
        push(kind, start);
        return {};
    }

    void read_number() {
        const std::size_t start = m_at;
        while (is_digit(peek())) {
            ++m_at;
        }
        if (peek() == '.') {
            ++m_at;
            while (is_digit(peek())) {
                ++m_at;
            }
        }
        push(TokenKind::number, start);
    }

    void skip_name() {
        while (m_at < m_text.size() && continues_name(m_text[m_at])) {
            ++m_at;
        }
    }

    Result<void> read_name() {
        const std::size_t start = m_at;
        skip_name();
        if (follows_operand()) {
            return read_operator_name(start);
        }
        if (peek() == ':' && (starts_name(peek(1)) || peek(1) == '*')) {
            ++m_at;
            if (peek() == '*') {
                ++m_at;
            } else {
                skip_name();
            }
        }
        push(TokenKind::name, start);
        return {};
    }

    // The word of an operator ends where a digit begins: "1div2" is a division.
    Result<void> read_operator_name(std::size_t start) {
        constexpr std::pair<std::string_view, TokenKind> kOperators[] = {
            {"and", TokenKind::logical_and},
            {"or", TokenKind::logical_or},
            {"div", TokenKind::div},
            {"mod", TokenKind::mod},
        };
        const std::string_view word = m_text.substr(start, m_at - start);
        for (const auto& [name, kind] : kOperators) {
            if (word.starts_with(name) && (word.size() == name.size() || is_digit(word[name.size()]))) {
                m_at = start + name.size();
                push(kind, start);
                return {};
            }
        }
        return fail_at(static_cast<std::uint32_t>(start), ErrorCode::xpath_syntax, "an operator should stand here");
    }

    Result<void> read_literal(char quote) {
        const std::size_t start = m_at;
        const std::size_t end = m_text.find(quote, start + 1);
        if (end == std::string_view::npos) {
            return fail_at(static_cast<std::uint32_t>(start), ErrorCode::xpath_syntax, "the quote is never closed");
        }
        m_tokens.push_back(
            {TokenKind::literal, m_text.substr(start + 1, end - start - 1), static_cast<std::uint32_t>(start)});
        m_at = end + 1;
        return {};
    }

    Result<void> read_variable() {
        const std::size_t start = m_at++;
        if (!starts_name(peek())) {
            return fail_at(static_cast<std::uint32_t>(start), ErrorCode::xpath_syntax, "a name should follow $");
        }
        skip_name();
        if (peek() == ':' && starts_name(peek(1))) {
            ++m_at;
            skip_name();
        }
        push(TokenKind::variable, start);
        return {};
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<Token> m_tokens;
};

}  // namespace

Result<std::vector<Token>> tokenize(std::string_view expression) { return Lexer{expression}.run(); }

Failure fail_at(std::uint32_t offset, ErrorCode code, std::string_view what) {
    return fail(code, fmt::format("offset {}: {}", offset, what));
}

}  // namespace daohu::form::xpath
