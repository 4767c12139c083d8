// SPDX-License-Identifier: Apache-2.0
#pragma once

// The strip that says on every screen of practice that nothing here is real. UI thread.

#include "ui/kit/kit.hpp"

namespace daohu::screens {

// Takes its room off the screen, before anything else is laid out.
[[nodiscard]] kit::Rect take_practice_mark(kit::Kit& kit);
// After the page, whose bar reaches to the edge of the screen.
void draw_practice_mark(kit::Kit& kit, kit::Rect place);

}  // namespace daohu::screens
