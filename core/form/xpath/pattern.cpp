// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/pattern.hpp"

#include <re2/re2.h>

namespace daohu::form::xpath {

namespace {

constexpr std::size_t kMaxPatternBytes = 4096;
constexpr std::int64_t kMaxPatternMemory = 4 << 20;

RE2::Options options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(kMaxPatternMemory);
    return options;
}

}  // namespace

struct Pattern::Compiled {
    RE2 expression;
};

Pattern::Pattern(std::unique_ptr<const Compiled> compiled) : m_compiled{std::move(compiled)} {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

Result<Pattern> Pattern::compile(std::string_view pattern) {
    if (pattern.size() > kMaxPatternBytes) {
        return fail(ErrorCode::xpath_bad_pattern, "the pattern is too long");
    }
    std::unique_ptr<const Compiled> compiled{
        new Compiled{RE2{re2::StringPiece{pattern.data(), pattern.size()}, options()}}};
    if (!compiled->expression.ok()) {
        return fail(ErrorCode::xpath_bad_pattern, compiled->expression.error());
    }
    return Pattern{std::move(compiled)};
}

bool Pattern::matches(std::string_view text) const {
    return RE2::FullMatch(re2::StringPiece{text.data(), text.size()}, m_compiled->expression);
}

}  // namespace daohu::form::xpath
