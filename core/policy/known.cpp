// SPDX-License-Identifier: Apache-2.0
#include "core/policy/known.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace daohu::policy {
namespace {

constexpr std::array<std::string_view, 7> kNames{"answered",  "none",           "unknown", "refused",
                                                 "not_asked", "not_applicable", "disputed"};

}  // namespace

std::string_view name(AnswerState state) { return kNames.at(static_cast<std::size_t>(state)); }

std::optional<AnswerState> find_answer_state(std::string_view text) {
    const auto found = std::ranges::find(kNames, text);
    if (found == kNames.end()) {
        return std::nullopt;
    }
    return static_cast<AnswerState>(found - kNames.begin());
}

}  // namespace daohu::policy
