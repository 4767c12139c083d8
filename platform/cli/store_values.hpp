// SPDX-License-Identifier: Apache-2.0
#pragma once

// Values as daohu-store prints them. Any thread.

#include "core/entry/value.hpp"

namespace daohu::cli {

// Only the kind of value unless `show`.
[[nodiscard]] std::string printed(const entry::Value& value, bool show);

}  // namespace daohu::cli
