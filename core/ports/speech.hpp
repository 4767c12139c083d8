// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads a text aloud, for those who cannot read the screen.
//
// Lifetime: made by the platform, outlives the screens. Threads: UI thread only; nothing here blocks.

#include "core/base/result.hpp"

#include <string_view>

namespace daohu {

class Speech {
public:
    virtual ~Speech() = default;

    [[nodiscard]] virtual bool is_available() const = 0;

    // Starts to read `text` in `language` ("zh-CN", "en") and stops whatever was being read. port_absent.
    virtual Result<void> say(std::string_view text, std::string_view language) = 0;
    virtual void stop() = 0;
    [[nodiscard]] virtual bool is_speaking() const = 0;
};

}  // namespace daohu
