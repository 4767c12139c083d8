// SPDX-License-Identifier: Apache-2.0
#pragma once

// A voice that only remembers what it was told to say. UI thread.

#include "core/ports/speech.hpp"

#include <string>

namespace daohu {

class FakeSpeech final : public Speech {
public:
    [[nodiscard]] bool is_available() const override { return true; }
    Result<void> say(std::string_view text, std::string_view) override {
        m_saying = text;
        return {};
    }
    void stop() override { m_saying.clear(); }
    [[nodiscard]] bool is_speaking() const override { return !m_saying.empty(); }

    [[nodiscard]] const std::string& saying() const { return m_saying; }

private:
    std::string m_saying;
};

}  // namespace daohu
