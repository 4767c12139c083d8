// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a process that holds keys does first. Called by every main that opens a vault.

#include "core/base/result.hpp"

namespace daohu::vault {

// No core dumps, no debugger, no reading of its memory by other processes of the same user. io_failed.
[[nodiscard]] Result<void> protect_process();

}  // namespace daohu::vault
