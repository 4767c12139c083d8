// SPDX-License-Identifier: Apache-2.0
#pragma once

// A regular expression of regex(), which has to match the whole text. Linear time whatever the pattern (RE2). Private
// to the room. Any thread once compiled.

#include "core/base/result.hpp"

#include <memory>
#include <string_view>

namespace daohu::form::xpath {

class Pattern {
public:
    // xpath_bad_pattern: malformed, beyond what RE2 does (look-around, back references), or too large.
    [[nodiscard]] static Result<Pattern> compile(std::string_view pattern);
    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;
    ~Pattern();

    [[nodiscard]] bool matches(std::string_view text) const;

private:
    struct Compiled;
    explicit Pattern(std::unique_ptr<const Compiled> compiled);
    std::unique_ptr<const Compiled> m_compiled;
};

}  // namespace daohu::form::xpath
