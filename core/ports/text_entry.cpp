// SPDX-License-Identifier: Apache-2.0
#include "core/ports/text_entry.hpp"

#include "core/base/utf8.hpp"

namespace daohu {

namespace {

[[nodiscard]] bool is_control(char32_t scalar) { return scalar < 0x20 || (scalar >= 0x7F && scalar < 0xA0); }

// Characters that turn the reading direction around; a name must not reorder the line it stands in.
[[nodiscard]] bool is_direction_override(char32_t scalar) {
    return (scalar >= 0x202A && scalar <= 0x202E) || (scalar >= 0x2066 && scalar <= 0x2069);
}

}  // namespace

std::string accept_text(std::string_view typed, TextKind kind, std::size_t limit) {
    std::string accepted;
    std::size_t count = 0;
    for (std::size_t at = 0; at < typed.size() && count < limit;) {
        const ScalarStep step = scalar_at(typed, at);
        const std::string_view bytes = typed.substr(at, step.bytes);
        at += step.bytes;
        if (step.scalar == U'\n') {
            accepted += kind == TextKind::paragraph ? '\n' : ' ';
        } else if (is_control(step.scalar) || is_direction_override(step.scalar) || !is_valid_utf8(bytes)) {
            continue;
        } else {
            accepted += bytes;
        }
        ++count;
    }
    return accepted;
}

}  // namespace daohu
