// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sentences that stand out: banners, chips, empty states, toasts. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/kit/scroll.hpp"

#include <chrono>

namespace daohu::kit {

// A framed sentence across the column, with a mark that says the same as its colour.
void banner(Kit& kit, ScrollArea& column, Text text, Tone tone);
[[nodiscard]] float banner_height(Kit& kit, Text text, float width);
void banner(Kit& kit, Rect rect, Text text, Tone tone);

// A few words on a soft fill; says a state, is no target.
[[nodiscard]] Size chip_size(Kit& kit, Text text);
void chip(Kit& kit, Rect rect, Text text, Tone tone);

// One sentence and one button where a list would be. True when the button was tapped.
bool empty_state(Kit& kit, const ItemId& id, Rect area, Text sentence, Text button_label);

// A sentence that goes by itself; its button, where it has one, undoes what it tells of.
struct ToastState {
    double until = 0;  // seconds of the kit's clock; 0: none is shown
};
inline constexpr std::chrono::seconds kToastTime{6};
void show_toast(Kit& kit, ToastState& state, std::chrono::seconds time = kToastTime);
// Drawn last. True when its button was tapped.
bool toast(Kit& kit, const ItemId& id, ToastState& state, Text text, Text button_label);

}  // namespace daohu::kit
