// SPDX-License-Identifier: Apache-2.0
#pragma once

// The battery. Long work (export, rebuild, dictionary training) waits for a charger below a quarter.
//
// Lifetime: made by the platform, outlives its callers. Threads: any; reads may take milliseconds, so not every frame.

#include <cstdint>
#include <optional>

namespace daohu {

enum class PowerSource : std::uint8_t { unknown, battery, charger };

struct PowerStatus {
    PowerSource source = PowerSource::unknown;
    std::optional<int> percent;  // 0..100; empty without a battery or when the platform does not say
};

class Power {
public:
    virtual ~Power() = default;
    [[nodiscard]] virtual PowerStatus status() const = 0;
};

}  // namespace daohu
