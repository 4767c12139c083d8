// SPDX-License-Identifier: Apache-2.0
#pragma once

// What frames every screen: the bar on top with the link's state, the tabs or the actions at the bottom. UI thread.
//
// Each takes its strip off the rectangle it is given, as high as the person's text size needs.

#include "ui/kit/kit.hpp"
#include "ui/kit/widgets/button.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace daohu::kit {

struct TopBar {
    Text title;
    Text subtitle;
    Text back;         // what the arrow says when read aloud; empty: no arrow
    Text badge;        // empty: no badge
    Text badge_short;  // where the long one leaves no room for the title
    Tone badge_tone = Tone::neutral;
};
enum class TopBarTap : std::uint8_t { nothing, back, badge };
// Semantic ids: "back", "badge".
TopBarTap top_bar(Kit& kit, Rect& screen, const TopBar& bar);

struct TabItem {
    ItemId id;
    Text label;
};
// The index of the tab that was tapped.
std::optional<std::size_t> tab_bar(Kit& kit, Rect& screen, std::span<const TabItem> tabs, std::size_t current);

struct ActionButton {
    ItemId id;
    Text label;
    ButtonKind kind = ButtonKind::secondary;
    ItemState state = ItemState::enabled;
};
// The last one stands at the right, the others at the left in this order. Where they do not fit beside each other, the
// last one gets a row of its own below. The index of the one that was tapped.
std::optional<std::size_t> action_bar(Kit& kit, Rect& work, std::span<const ActionButton> buttons);

// How far one has come; a thin bar, words stand elsewhere. Takes its strip off the top.
void progress_bar(Kit& kit, Rect& work, int done, int total);

}  // namespace daohu::kit
