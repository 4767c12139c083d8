// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws a public notice as it will hang. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/notice_preview.hpp"

namespace daohu::screens {

void draw(const model::NoticePreviewState& state, kit::Kit& kit, model::NoticePreviewActions& actions);

}  // namespace daohu::screens
