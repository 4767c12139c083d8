// SPDX-License-Identifier: Apache-2.0
#pragma once

// A battery as full as the test says. One thread.

#include "core/ports/power.hpp"

namespace daohu {

class FakePower final : public Power {
public:
    [[nodiscard]] PowerStatus status() const override { return m_status; }
    void set(PowerStatus status) { m_status = status; }

private:
    PowerStatus m_status;
};

}  // namespace daohu
