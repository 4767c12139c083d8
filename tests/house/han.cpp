// SPDX-License-Identifier: Apache-2.0
#include "tests/house/han.hpp"

#include "core/base/utf8.hpp"
#include "tests/house/cpp_text.hpp"

#include <fmt/format.h>

namespace daohu::house {

namespace {

bool is_chinese(char32_t scalar) {
    return (scalar >= 0x2E80 && scalar <= 0x9FFF) || (scalar >= 0xF900 && scalar <= 0xFAFF) ||
           (scalar >= 0xFF00 && scalar <= 0xFFEF) || (scalar >= 0x20000 && scalar <= 0x3FFFF);
}

}  // namespace

std::vector<Finding> han_characters(const SourceFile& file) {
    std::vector<Finding> findings;
    const std::string code = without_comments(file.text);
    std::size_t line = 1;
    for (std::size_t at = 0; at < code.size();) {
        const ScalarStep step = scalar_at(code, at);
        if (is_chinese(step.scalar) && (findings.empty() || findings.back().line != line)) {
            findings.push_back(
                {file.path, line, fmt::format("U+{:04X} in code", static_cast<std::uint32_t>(step.scalar))});
        }
        line += step.scalar == U'\n' ? 1 : 0;
        at += step.bytes;
    }
    return findings;
}

}  // namespace daohu::house
