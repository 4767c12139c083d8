// SPDX-License-Identifier: Apache-2.0
#pragma once

// Boxes that show a value and open a text entry or take the keypad when tapped. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/kit/scroll.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace daohu::kit {

enum class FieldState : std::uint8_t { rest, focused, error, read_only };

struct FieldBox {
    Text value;  // empty: `placeholder` is shown
    Text placeholder;
    Text unit;  // after the value
    FieldState state = FieldState::rest;
    int max_lines = 1;
};
[[nodiscard]] float field_height(Kit& kit, const FieldBox& box, float width);
// True when it was tapped.
bool field_box(Kit& kit, const ItemId& id, Rect rect, const FieldBox& box);

// A field whose value is typed: opens the text entry, and gives what was committed.
struct TextFieldLook {
    Text value;
    Text placeholder;
    Text title;  // of the sheet
    TextKind kind = TextKind::line;
    std::size_t limit = 1000;
    FieldState state = FieldState::rest;
};
std::optional<std::string> text_field(Kit& kit, const ItemId& id, Rect rect, const TextFieldLook& look);
[[nodiscard]] float text_field_height(Kit& kit, const TextFieldLook& look, float width);

}  // namespace daohu::kit
