// SPDX-License-Identifier: Apache-2.0
#pragma once

// Actions in a sheet at the bottom of the screen, within reach of a thumb; it closes by its buttons only. UI thread;
// drawn last, above the page.

#include "ui/kit/widgets/button.hpp"

#include <optional>
#include <span>

namespace daohu::kit {

struct SheetAction {
    ItemId id;
    Text label;
    ButtonKind kind = ButtonKind::secondary;
    Text disabled_because;  // empty: it can be tapped
};
struct ActionSheet {
    Text title;
    Text message;  // may be empty
    std::span<const SheetAction> actions;
    Text keep;  // leaves things as they are
    ItemId keep_id;
};
struct ActionAnswer {
    bool is_kept = false;
    std::optional<std::size_t> chosen;
};
ActionAnswer action_sheet(Kit& kit, const ActionSheet& sheet);

}  // namespace daohu::kit
