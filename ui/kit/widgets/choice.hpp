// SPDX-License-Identifier: Apache-2.0
#pragma once

// Answers to choose from: rows with a drawn mark; the whole row is hit. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/kit/scroll.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace daohu::kit {

enum class ChoiceMark : std::uint8_t { radio, check };

struct ChoiceItem {
    ItemId id;
    Text label;
    bool is_selected = false;
};

// In two columns where there are many, each fits on one line and the place is wide. The index of the one tapped.
std::optional<std::size_t> choice_list(Kit& kit, ScrollArea& column, std::span<const ChoiceItem> choices,
                                       ChoiceMark mark);

// One row at a given place.
bool choice_row(Kit& kit, Rect rect, const ChoiceItem& choice, ChoiceMark mark);
[[nodiscard]] float choice_height(Kit& kit, Text label, float width);

}  // namespace daohu::kit
