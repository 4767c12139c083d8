// SPDX-License-Identifier: Apache-2.0
#pragma once

// Buttons with words, and the two signs that need none: back and close. UI thread.

#include "ui/kit/kit.hpp"

#include <cstdint>

namespace daohu::kit {

enum class ButtonKind : std::uint8_t {
    primary,    // the one thing to do here
    secondary,  // framed
    danger,     // destroys something; at least 24 dp from a primary one
    quiet       // framed faintly: undo, show
};

// At least as wide and high as a target; grows with the text.
[[nodiscard]] float button_width(Kit& kit, Text label);
[[nodiscard]] float button_height(Kit& kit);
// Height that `label` needs in a button of this width: two lines where one does not do.
[[nodiscard]] float button_height(Kit& kit, Text label, float width);

// True when it was tapped.
bool button(Kit& kit, const ItemId& id, Rect rect, Text label, ButtonKind kind, ItemState state = ItemState::enabled);

// An arrow to the left, 60 dp; `label` is for reading aloud.
bool back_button(Kit& kit, const ItemId& id, Rect rect, Text label);

// The frame that shows where the keyboard is. Used by all widgets.
void focus_ring(Kit& kit, Rect rect, const Press& press, float radius);

}  // namespace daohu::kit
