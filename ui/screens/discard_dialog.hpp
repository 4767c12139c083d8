// SPDX-License-Identifier: Apache-2.0
#pragma once

// The question before a draft is thrown away, wherever that is offered. UI thread; drawn last, above the page.

#include "ui/kit/widgets/dialog.hpp"

namespace daohu::screens {

// `act`: thrown away. What it destroys can be had back for ten seconds.
[[nodiscard]] kit::DialogAnswer discard_dialog(kit::Kit& kit);

}  // namespace daohu::screens
