// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether the platform believes that there is a network. A hint when to try, never a condition to work.
//
// Lifetime: made by the platform, outlives sync and the screens. Threads: may be called from any thread.

#include <cstdint>

namespace daohu {

enum class Network : std::uint8_t {
    none,
    metered,   // mobile data: records at once, pictures wait for a person's word
    unmetered  // Wi-Fi or a cable
};

class Connectivity {
public:
    virtual ~Connectivity() = default;
    // What the platform believes now. Never blocks; unknown counts as none.
    [[nodiscard]] virtual Network network() const = 0;
    // Grows by one whenever network() changed; lets a poller see a link that came and went in between.
    [[nodiscard]] virtual std::uint64_t changes() const = 0;
};

}  // namespace daohu
