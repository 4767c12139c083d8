// SPDX-License-Identifier: Apache-2.0
#pragma once

// Runs something in a child process and kills it, without warning, as it enters its n-th write-like system call. Linux.

#include "core/base/result.hpp"

#include <functional>

namespace daohu::faults {

struct ChildEnd {
    bool was_killed = false;
    std::size_t calls = 0;  // that it began
    int status = 0;         // what `work` returned, when it was not killed
};

// Calls are counted from 1. `work` runs in the child and shares no memory with the caller but what was mapped shared.
[[nodiscard]] Result<ChildEnd> run_and_kill(std::size_t at_call, const std::function<int()>& work);

}  // namespace daohu::faults
