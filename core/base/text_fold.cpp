// SPDX-License-Identifier: Apache-2.0
#include "core/base/text_fold.hpp"

#include "core/base/utf8.hpp"

namespace daohu {

namespace {

constexpr char32_t kFirstFullWidth = 0xFF01;
constexpr char32_t kLastFullWidth = 0xFF5E;
constexpr char32_t kFullWidthToAscii = 0xFF01 - U'!';
constexpr char32_t kIdeographicSpace = 0x3000;

// The full-width signs that stand outside the copy of ASCII.
char32_t fold_sign(char32_t scalar) {
    switch (scalar) {
        case 0xFFE0: return 0x00A2;  // cent
        case 0xFFE1: return 0x00A3;  // pound
        case 0xFFE2: return 0x00AC;  // not
        case 0xFFE3: return 0x00AF;  // macron
        case 0xFFE4: return 0x00A6;  // broken bar
        case 0xFFE5: return 0x00A5;  // yuan
        case kIdeographicSpace: return U' ';
        default: return scalar;
    }
}

char32_t fold_scalar_width(char32_t scalar) {
    if (scalar >= kFirstFullWidth && scalar <= kLastFullWidth) {
        return scalar - kFullWidthToAscii;
    }
    return fold_sign(scalar);
}

bool is_space(char32_t scalar) {
    return scalar == U' ' || (scalar >= U'\t' && scalar <= U'\r') || scalar == kIdeographicSpace || scalar == 0x00A0;
}

std::optional<HiddenKind> hidden_kind(char32_t scalar) {
    const bool is_line_or_tab = scalar == U'\t' || scalar == U'\n' || scalar == U'\r';
    if ((scalar < 0x20 && !is_line_or_tab) || (scalar >= 0x7F && scalar <= 0x9F)) {
        return HiddenKind::control;
    }
    if ((scalar >= 0x200B && scalar <= 0x200D) || (scalar >= 0x2060 && scalar <= 0x2064) || scalar == 0x00AD ||
        scalar == 0x180E || scalar == 0xFEFF) {
        return HiddenKind::zero_width;
    }
    if (scalar == 0x061C || scalar == 0x200E || scalar == 0x200F || (scalar >= 0x202A && scalar <= 0x202E) ||
        (scalar >= 0x2066 && scalar <= 0x2069)) {
        return HiddenKind::direction;
    }
    return std::nullopt;
}

}  // namespace

std::string fold_width(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const ScalarStep step = scalar_at(text, at);
        append_utf8(folded, fold_scalar_width(step.scalar));
        at += step.bytes;
    }
    return folded;
}

std::string fold_ascii_case(std::string_view text) {
    std::string folded{text};
    for (char& c : folded) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return folded;
}

std::string_view trim_space(std::string_view text) {
    std::size_t first = text.size();
    std::size_t last = text.size();
    for (std::size_t at = 0; at < text.size();) {
        const ScalarStep step = scalar_at(text, at);
        if (!is_space(step.scalar)) {
            first = first == text.size() ? at : first;
            last = at + step.bytes;
        }
        at += step.bytes;
    }
    return text.substr(first, last - first);
}

std::optional<HiddenCharacter> find_hidden_character(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const ScalarStep step = scalar_at(text, at);
        if (const std::optional<HiddenKind> kind = hidden_kind(step.scalar)) {
            return HiddenCharacter{*kind, at};
        }
        at += step.bytes;
    }
    return std::nullopt;
}

}  // namespace daohu
