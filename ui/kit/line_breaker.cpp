// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/line_breaker.hpp"

#include "core/base/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace daohu::kit {

namespace {

enum class Class : std::uint8_t {
    word,     // letters and digits: they hold together
    hanzi,    // and other full-width characters: a line may end on either side
    opening,  // never last on a line
    closing,  // never first on a line
    glue,     // holds its neighbours together: the middle dot inside a name
    space,
    line_break
};

// Written as code points, because no Han text belongs into code: , . ; : ! ? and their full-width forms, closing
// brackets and quotation marks, percent and degree signs, the ellipsis and the dash.
constexpr char32_t kClosing[] = {U'!',   U'%',   U')',   U',',   U'.',   U':',   U';',   U'?',   U']',   U'}',
                                 0x00B0, 0x2014, 0x2019, 0x201D, 0x2026, 0x2030, 0x2103, 0x3001, 0x3002, 0x3009,
                                 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0xFF01, 0xFF05, 0xFF09, 0xFF0C,
                                 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D, 0xFF5E};
// Opening brackets and quotation marks; dollar, pound and yuan signs.
constexpr char32_t kOpening[] = {U'$',   U'(',   U'[',   U'{',   0x00A3, 0x00A5, 0x2018, 0x201C, 0x3008, 0x300A,
                                 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0xFF04, 0xFF08, 0xFF3B, 0xFF5B, 0xFFE5};

[[nodiscard]] bool is_wide(char32_t c) {
    return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x1F300 && c <= 0x1FAFF) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

[[nodiscard]] Class class_of(char32_t c) {
    if (c == U'\n') {
        return Class::line_break;
    }
    if (c == U' ' || c == U'\t' || c == 0x3000) {
        return Class::space;
    }
    if (c == 0x00B7 || c == 0x30FB || c == 0x2060) {
        return Class::glue;
    }
    if (std::binary_search(std::begin(kClosing), std::end(kClosing), c)) {
        return Class::closing;
    }
    if (std::binary_search(std::begin(kOpening), std::end(kOpening), c)) {
        return Class::opening;
    }
    return is_wide(c) ? Class::hanzi : Class::word;
}

// `before` is the last character that is not a space, `spaced` whether spaces follow it.
[[nodiscard]] bool may_break(char32_t before, bool spaced, char32_t after) {
    const Class left = class_of(before);
    const Class right = class_of(after);
    if (right == Class::closing || right == Class::glue || right == Class::space || left == Class::opening) {
        return false;
    }
    if (spaced) {
        return true;
    }
    if (left == Class::glue) {
        return false;
    }
    if (left == Class::closing && before < 0x80) {
        return right == Class::hanzi || right == Class::opening;  // "3.5" and "10:42" stay whole
    }
    return left == Class::hanzi || right == Class::hanzi || left == Class::closing ||
           (right == Class::opening && left != Class::word);
}

class Breaker {
public:
    Breaker(std::string_view text, float max_width, const Advance& advance)
        : m_text{text}, m_max_width{max_width}, m_advance{advance} {}

    std::vector<Line> run() {
        for (std::size_t at = 0; at < m_text.size();) {
            const ScalarStep step = scalar_at(m_text, at);
            if (class_of(step.scalar) == Class::line_break) {
                finish(m_place.ink_end, m_place.ink_width);
                start(at + step.bytes);
            } else if (class_of(step.scalar) == Class::space && !m_place.before) {
                start(at + step.bytes);  // no line begins with a space
            } else if (class_of(step.scalar) == Class::space) {
                m_place.width += m_advance(step.scalar);
                m_place.spaced = true;
            } else {
                place(at, step);
            }
            at += step.bytes;
        }
        finish(m_place.ink_end, m_place.ink_width);
        return m_lines;
    }

private:
    // Where the line may end: `begin` of the next one, and the ink of this one.
    struct Opportunity {
        std::size_t next;
        std::size_t ink_end;
        float ink_width;
        float next_offset;  // where the next line's first character stands on this line
    };

    void place(std::size_t at, const ScalarStep& step) {
        const float width = m_advance(step.scalar);
        if (m_place.before && may_break(*m_place.before, m_place.spaced, step.scalar)) {
            m_opportunity = Opportunity{at, m_place.ink_end, m_place.ink_width, m_place.width};
            if (m_place.spaced || class_of(*m_place.before) == Class::closing) {
                m_phrase = m_opportunity;
            }
        }
        while (m_place.before && m_place.width + width > m_max_width) {
            turn_line(at);
        }
        m_place.width += width;
        m_place.before = step.scalar;
        m_place.spaced = false;
        m_place.ink_end = at + step.bytes;
        m_place.ink_width = m_place.width;
    }

    // Ends the line at its last opportunity, or before `at` where it has none, and carries the rest to the next line.
    void turn_line(std::size_t at) {
        Opportunity turn = m_opportunity.value_or(Opportunity{at, m_place.ink_end, m_place.ink_width, m_place.width});
        if (m_phrase && holds_name(m_phrase->next)) {
            turn = *m_phrase;
        }
        const Place rest = m_place;
        finish(turn.ink_end, turn.ink_width);
        start(turn.next);
        if (turn.next != at) {
            m_place = rest;
            m_place.begin = turn.next;
            m_place.width -= turn.next_offset;
            m_place.ink_width -= turn.next_offset;
        }
    }

    // Whether the phrase that starts here, up to the next space or mark, is a name in parts and fits on a line.
    [[nodiscard]] bool holds_name(std::size_t begin) const {
        float width = 0;
        bool has_dot = false;
        for (std::size_t at = begin; at < m_text.size();) {
            const ScalarStep step = scalar_at(m_text, at);
            const Class kind = class_of(step.scalar);
            if (kind != Class::hanzi && kind != Class::word && kind != Class::glue) {
                break;
            }
            has_dot = has_dot || kind == Class::glue;
            width += m_advance(step.scalar);
            at += step.bytes;
        }
        return has_dot && width <= m_max_width;
    }

    void start(std::size_t at) {
        m_place = Place{.begin = at, .ink_end = at};
        m_opportunity.reset();
        m_phrase.reset();
    }

    void finish(std::size_t ink_end, float ink_width) {
        m_lines.push_back({m_place.begin, std::max(ink_end, m_place.begin), ink_width});
    }

    // Where the line being filled begins and how far it reaches.
    struct Place {
        std::size_t begin = 0;
        std::size_t ink_end = 0;  // after the last character that is not a space
        float width = 0;          // with the spaces after the ink
        float ink_width = 0;
        bool spaced = false;
        std::optional<char32_t> before{};  // the last character that is not a space
    };

    std::string_view m_text;
    float m_max_width;
    const Advance& m_advance;

    std::vector<Line> m_lines;
    Place m_place;
    std::optional<Opportunity> m_opportunity;
    std::optional<Opportunity> m_phrase;  // the last one after a space or a mark
};

}  // namespace

std::vector<Line> break_lines(std::string_view text, float max_width, const Advance& advance) {
    return Breaker{text, max_width, advance}.run();
}

}  // namespace daohu::kit
