// SPDX-License-Identifier: Apache-2.0
#pragma once

// Questions that have to be answered first: yes or no, or one of a few. UI thread; drawn last, above the page.

#include "ui/kit/kit.hpp"
#include "ui/kit/widgets/choice.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace daohu::kit {

struct Dialog {
    Text title;
    Text message;
    Text keep;  // the verb that changes nothing; stands left
    Text act;   // the verb that does it
    ItemId keep_id;
    ItemId act_id;
    bool is_destructive = false;
};
enum class DialogAnswer : std::uint8_t { none, keep, act };
DialogAnswer dialog(Kit& kit, const Dialog& dialog);

// Rows to choose one from, and a button that leaves things as they are.
struct ChoiceSheet {
    Text title;
    std::span<const ChoiceItem> choices;
    Text keep;
    ItemId keep_id;
};
struct ChoiceAnswer {
    bool is_kept = false;
    std::optional<std::size_t> chosen;
};
ChoiceAnswer choice_sheet(Kit& kit, const ChoiceSheet& sheet);

}  // namespace daohu::kit
