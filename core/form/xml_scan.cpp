// SPDX-License-Identifier: Apache-2.0
#include "core/form/xml_scan.hpp"

#include "core/base/utf8.hpp"
#include "core/form/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::form {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_forbidden(char c) { return static_cast<unsigned char>(c) < 0x20 && !is_space(c); }

bool equals_ignoring_case(std::string_view left, std::string_view right) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(left, right, {}, lower, lower);
}

// "amp;..." after the ampersand: one of XML's five entities, or a character by its number.
bool is_reference(std::string_view text) {
    constexpr std::array<std::string_view, 5> kEntities = {"amp;", "lt;", "gt;", "quot;", "apos;"};
    if (std::ranges::any_of(kEntities, [text](std::string_view entity) { return text.starts_with(entity); })) {
        return true;
    }
    if (!text.starts_with('#')) {
        return false;
    }
    text.remove_prefix(1);
    const bool is_hexadecimal = text.starts_with('x');
    text.remove_prefix(is_hexadecimal ? 1 : 0);
    constexpr std::size_t kMostDigits = 8;
    std::uint32_t scalar = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && digits < kMostDigits && text[digits] != ';'; ++digits) {
        const char c = text[digits];
        const bool is_letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (!is_digit(c) && !(is_hexadecimal && is_letter)) {
            return false;
        }
        const auto value = static_cast<std::uint32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        scalar = scalar * (is_hexadecimal ? 16 : 10) + value;
    }
    const bool is_character = scalar == '\t' || scalar == '\n' || scalar == '\r' ||
                              (scalar >= 0x20 && scalar <= 0x10FFFF && !(scalar >= 0xD800 && scalar <= 0xDFFF));
    return digits > 0 && digits < text.size() && text[digits] == ';' && is_character;
}

class Scanner {
public:
    Scanner(std::string_view text, const XmlOptions& options, const XmlPlaces& places)
        : m_text{text}, m_options{options}, m_places{places} {}

    Result<XmlScan> run() {
        TRY(check_encoding());
        const std::uint32_t start = m_at;
        while (m_at < m_text.size()) {
            if (m_text[m_at] == '<') {
                TRY(pass_markup());
            } else {
                TRY(pass_text());
            }
        }
        if (!m_has_root) {
            return error(m_at, ErrorCode::xml_malformed, "there is no element");
        }
        return XmlScan{start};
    }

private:
    [[nodiscard]] Failure error(std::size_t offset, ErrorCode code, std::string_view what) const {
        return fail_at(m_places.place_at(static_cast<std::uint32_t>(offset)), code, what);
    }

    [[nodiscard]] bool is_next(std::string_view word) const { return m_text.substr(m_at).starts_with(word); }

    Result<void> check_encoding() {
        if (m_text.starts_with(kByteOrderMark)) {
            m_at = static_cast<std::uint32_t>(kByteOrderMark.size());
        } else if (m_text.starts_with("\xFF\xFE") || m_text.starts_with("\xFE\xFF") ||
                   m_text.starts_with(std::string_view{"\0<", 2}) || m_text.starts_with(std::string_view{"<\0", 2})) {
            return error(0, ErrorCode::xml_encoding, "UTF-16 instead of UTF-8");
        }
        if (const auto invalid = find_invalid_utf8(m_text)) {
            return error(*invalid, ErrorCode::xml_encoding, "not UTF-8");
        }
        const auto forbidden = std::ranges::find_if(m_text, is_forbidden);
        if (forbidden != m_text.end()) {
            return error(static_cast<std::size_t>(forbidden - m_text.begin()), ErrorCode::xml_malformed,
                         "a control character");
        }
        return {};
    }

    Result<void> pass_markup() {
        if (is_next("<!--")) {
            return pass_until("-->", "the comment is never closed");
        }
        if (is_next("<![CDATA[")) {
            if (m_depth == 0) {
                return error(m_at, ErrorCode::xml_malformed, "text outside the root element");
            }
            return pass_until("]]>", "the CDATA section is never closed");
        }
        if (is_next("<?")) {
            return pass_instruction();
        }
        if (is_next("<!DOCTYPE")) {
            return pass_doctype();
        }
        return pass_tag();
    }

    Result<void> pass_until(std::string_view end, std::string_view what) {
        const std::size_t found = m_text.find(end, m_at);
        if (found == std::string_view::npos) {
            return error(m_at, ErrorCode::xml_malformed, what);
        }
        m_at = static_cast<std::uint32_t>(found + end.size());
        return {};
    }

    Result<void> pass_instruction() {
        const std::size_t start = m_at;
        TRY(pass_until("?>", "the instruction is never closed"));
        const std::string_view instruction = m_text.substr(start, m_at - start);
        const std::size_t encoding = instruction.find("encoding");
        if (!instruction.starts_with("<?xml ") || encoding == std::string_view::npos) {
            return {};
        }
        const std::size_t open = instruction.find_first_of("'\"", encoding);
        const std::size_t close = open == std::string_view::npos ? open : instruction.find(instruction[open], open + 1);
        if (close == std::string_view::npos) {
            return error(start, ErrorCode::xml_malformed, "the encoding is not named");
        }
        const std::string_view name = instruction.substr(open + 1, close - open - 1);
        if (!equals_ignoring_case(name, "utf-8") && !equals_ignoring_case(name, "us-ascii")) {
            return error(start, ErrorCode::xml_encoding, "the encoding is not UTF-8");
        }
        return {};
    }

    Result<void> pass_doctype() {
        const std::size_t start = m_at;
        TRY(pass_until(">", "the document type is never closed"));
        const std::string_view doctype = m_text.substr(start, m_at - start);
        const bool declares = doctype.find('[') != std::string_view::npos ||
                              doctype.find("SYSTEM") != std::string_view::npos ||
                              doctype.find("PUBLIC") != std::string_view::npos;
        if (m_options.doctype == XmlDoctype::refuse || declares) {
            return error(start, ErrorCode::xml_doctype, "a document type is not accepted");
        }
        return {};
    }

    Result<void> pass_tag() {
        const std::size_t start = m_at;
        const bool closes = is_next("</");
        char quote = '\0';
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '&' && !is_reference(m_text.substr(m_at + 1))) {
                return error(m_at, ErrorCode::xml_malformed, "an unknown entity or a bare ampersand");
            }
            if (c == '<') {
                return error(m_at, ErrorCode::xml_malformed, "< inside a tag");
            }
            if (quote != '\0') {
                quote = c == quote ? '\0' : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                break;
            }
        }
        if (m_at == m_text.size()) {
            return error(start, ErrorCode::xml_malformed, "the tag is never closed");
        }
        const bool is_empty = m_text[m_at - 1] == '/';
        ++m_at;
        return closes ? leave_element(start) : enter_element(start, is_empty);
    }

    Result<void> enter_element(std::size_t start, bool is_empty) {
        if (m_depth == 0 && m_has_root) {
            return error(start, ErrorCode::xml_malformed, "a second root element");
        }
        m_has_root = true;
        if (m_depth >= m_options.max_depth) {
            return error(start, ErrorCode::xml_too_deep, "nested too deeply");
        }
        m_depth += is_empty ? 0U : 1U;
        return {};
    }

    Result<void> leave_element(std::size_t start) {
        if (m_depth == 0) {
            return error(start, ErrorCode::xml_malformed, "no element is open here");
        }
        --m_depth;
        return {};
    }

    Result<void> pass_text() {
        while (m_at < m_text.size() && m_text[m_at] != '<') {
            const char c = m_text[m_at];
            if (m_depth == 0 && !is_space(c)) {
                return error(m_at, ErrorCode::xml_malformed, "text outside the root element");
            }
            if (c == '&' && !is_reference(m_text.substr(m_at + 1))) {
                return error(m_at, ErrorCode::xml_malformed, "an unknown entity or a bare ampersand");
            }
            ++m_at;
        }
        return {};
    }

    std::string_view m_text;
    const XmlOptions& m_options;
    const XmlPlaces& m_places;
    std::uint32_t m_at = 0;
    std::uint32_t m_depth = 0;
    bool m_has_root = false;
};

}  // namespace

Result<XmlScan> scan_xml(std::string_view text, const XmlOptions& options, const XmlPlaces& places) {
    return Scanner{text, options, places}.run();
}

Failure fail_at(XmlPlace place, ErrorCode code, std::string_view what) {
    return fail(code, fmt::format("line {}, column {}: {}", place.line, place.column, what));
}

}  // namespace daohu::form
