// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether the platform believes that there is a network. A hint when to try, never a condition to work.
//
// Lifetime: made by the platform, outlives sync and the screens. Threads: may be called from any thread.

#include <cstdint>

namespace daohu {

enum class Network : std::uint8_t {
    none,
    unknown,   // there is one, and what it costs cannot be told
    metered,   // mobile data: records at once, pictures wait for a person's word
    unmetered  // Wi-Fi or a cable
};

class Connectivity {
public:
    virtual ~Connectivity() = default;
    // What the platform believes now of the way out. Never blocks.
    [[nodiscard]] virtual Network network() const = 0;
    // Grows by one whenever network() changed; lets a poller see a link that came and went in between.
    [[nodiscard]] virtual std::uint64_t changes() const = 0;
};

}  // namespace daohu
