// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a process that holds keys does first. Called by every main that opens a vault.

#include "core/base/result.hpp"

#include <cstdint>

namespace daohu::vault {

// No core dumps, no debugger, no reading of its memory by other processes of the same user. io_failed.
[[nodiscard]] Result<void> protect_process();

// Of the machine, in bytes; what calibration_goal asks for.
[[nodiscard]] std::uint64_t machine_memory();

}  // namespace daohu::vault
