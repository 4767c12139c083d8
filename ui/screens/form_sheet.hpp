// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which form: a sheet over a page, by the page's name. Opened by a button of the page; draws nothing until then. UI
// thread; drawn last.

#include "ui/kit/kit.hpp"
#include "ui/model/record.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace daohu::screens {

void open_form_sheet(kit::Kit& kit, std::string_view page);

// The form that was chosen just now. Items are called "<page>.form.<form>" and "<page>.forms.keep".
[[nodiscard]] std::optional<std::string> draw_form_sheet(kit::Kit& kit, std::string_view page,
                                                         std::span<const model::FormOffer> forms);

}  // namespace daohu::screens
