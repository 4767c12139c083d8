// SPDX-License-Identifier: Apache-2.0
#pragma once

// Brings committed entries into the mirror within a second, on a thread of its own, so that saving never waits for it.
// Made and destroyed on the thread that owns the mirror.

#include "core/journal/mirror.hpp"

#include <thread>

namespace daohu::journal {

class MirrorKeeper {
public:
    // `mirror` must outlive the keeper and stay where it is.
    explicit MirrorKeeper(Mirror& mirror);
    // Writes what is left, then ends.
    ~MirrorKeeper() = default;
    MirrorKeeper(const MirrorKeeper&) = delete;
    MirrorKeeper& operator=(const MirrorKeeper&) = delete;

private:
    std::jthread m_thread;
};

}  // namespace daohu::journal
