// SPDX-License-Identifier: Apache-2.0
#pragma once

// Keys A to Z for searching by initials, and digits for the end of an id or phone number: no keyboard is needed. UI
// thread.

#include "ui/kit/kit.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace daohu::kit {

// Five rows of six keys, each at least as large as a target.
[[nodiscard]] Size search_pad_size(Kit& kit, float width);

// What `text` becomes by the key that was struck: letters and digits are appended, erase takes the last character.
// Semantic ids "pad.a", "pad.7", "pad.erase", "pad.digits", "pad.letters".
std::optional<std::string> search_pad(Kit& kit, Rect rect, std::string_view text);

}  // namespace daohu::kit
