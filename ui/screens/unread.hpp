// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lists that could not be read: nothing in them is no news. UI thread.

#include "ui/model/status.hpp"

#include <optional>

namespace daohu::screens {

// What the notice above a list says is that it could not be read.
[[nodiscard]] inline bool is_unread(const std::optional<model::Notice>& notice) {
    return notice && notice->kind == model::NoticeKind::danger;
}

}  // namespace daohu::screens
